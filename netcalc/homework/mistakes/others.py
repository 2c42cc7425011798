"""Another number taken for the one that is asked: of the same layer, of what comes in, of another layer."""

from collections.abc import Iterable
from math import prod
from types import MappingProxyType
from typing import Final

from netcalc.homework.mistakes.base import Example, Instead, Place, Told
from netcalc.homework.mistakes.shares import PERCENT
from netcalc.report.query import Query, value

CONV = "network: {input: 32x32x3, layers: [conv: {filters: 10, size: 5}]}"
BARE = "network: {input: 32x32x3, layers: [conv: {filters: 10, size: 5, bias: false}]}"
MLP = "network: {input: 5, layers: [fc: 8, relu, fc: 3]}"
LOCAL = "network: {input: 6x6x4, layers: [local: {filters: 4, size: 3}]}"
SIZE: Final = "receptive_field.size"
PARTS = ("params", "weights", "biases", "unshared.params", "connections")


def _number(found: Told) -> tuple[int, ...]:
    return (found,) if isinstance(found, int) and not isinstance(found, bool) else ()


class GaveSharedCount(Instead):
    """Without sharing every neuron has weights of its own: multiply by the positions of the output."""

    __slots__ = ()
    code = "gave-shared-count"
    example = Example("conv1.unshared.params", "760", CONV)

    def instead(self, place: Place) -> Iterable[Told]:
        """Give what is stored with sharing."""
        head, _, word = place.counted.partition(".")
        return _number(place.also(word)) if head == "unshared" else ()


class CountedLocalAsShared(Instead):
    """A locally connected layer shares nothing: each position of the output has filters of its own."""

    __slots__ = ()
    code = "gave-shared-count"
    example = Example("local1.params", "3*3*4*4 + 4", LOCAL)

    def instead(self, place: Place) -> Iterable[Told]:
        """Count a local layer as a convolution."""
        layer = place.layer
        if layer is None or layer.kind != "local" or layer.output is None or place.counted not in PARTS:
            return ()
        return tuple(each // prod(layer.output.spatial) for each in _number(place.right))


class CountedBias(Instead):
    """A bias is no weight: the weights alone are asked for."""

    __slots__ = ()
    code = "counted-bias"
    example = Example("conv1.weights", "760", CONV)

    def instead(self, place: Place) -> Iterable[Told]:
        """Add the biases."""
        word = place.counted
        if place.query.word == "weights_per_neuron" and isinstance(place.right, int):
            return (place.right + 1,) if place.layer and place.layer.biases else ()
        return _number(place.also(word.replace("weights", "params"))) if word.endswith("weights") else ()


class CountedWeights(Instead):
    """A weight is no bias: the biases alone are asked for, however much is read."""

    __slots__ = ()
    code = "counted-weights"
    example = Example("conv1.biases", "760", CONV)

    def instead(self, place: Place) -> Iterable[Told]:
        """Give the weights, with the biases or without."""
        word = place.counted
        others = ("params", "weights") if word.endswith("biases") else ()
        return [found for each in others for found in _number(place.also(word.replace("biases", each)))]


class AssumedBias(Instead):
    """This layer has no bias: there is nothing to add."""

    __slots__ = ()
    code = "assumed-bias"
    example = Example("conv1.params", "760", BARE)

    def instead(self, place: Place) -> Iterable[Told]:
        """Add a bias for each slice of the output."""
        layer, right = place.layer, place.right
        bare = layer is not None and layer.biases == 0 and layer.weights
        if not bare or layer is None or layer.output is None or not isinstance(right, int) or place.counted != "params":
            return ()
        return (right + layer.output.depth,)


class CountedBiasesAsMacs(Instead):
    """A bias is added, not multiplied: it is no multiply-add."""

    __slots__ = ()
    code = "counted-biases-as-macs"
    example = Example("conv1.macs", "28*28*10*(5*5*3 + 1)", CONV)

    def instead(self, place: Place) -> Iterable[Told]:
        """Count a bias a neuron as one more."""
        macs, neurons, biases = (place.also(word) for word in ("macs", "neurons", "biases"))
        if not (isinstance(macs, int) and isinstance(neurons, int) and isinstance(biases, int)) or not biases:
            return ()
        return {"macs": (macs + neurons, macs + biases), "flops": (2 * (macs + neurons), 2 * macs + neurons)}.get(
            place.counted, ()
        )


class ParamsForConnections(Instead):
    """A connection is one input of one neuron: a shared weight is many of them."""

    __slots__ = ()
    code = "params-for-connections"
    example = Example("conv1.connections", "760", CONV)

    def instead(self, place: Place) -> Iterable[Told]:
        """Give the parameters."""
        return _number(place.also("params")) if place.counted == "connections" else ()


class ForgotPositions(Instead):
    """Each weight is multiplied once at every position of the output: weights times positions."""

    __slots__ = ()
    code = "forgot-positions"
    example = Example("conv1.macs", "5*5*3*10", CONV)

    def instead(self, place: Place) -> Iterable[Told]:
        """Give the weights, or the parameters, once."""
        found = [each for word in ("weights", "params") for each in _number(place.also(word))]
        if place.also("weights") == place.also("macs"):
            return ()
        return {"macs": found, "flops": [*found, *(2 * each for each in found)]}.get(place.counted, ())


class AddedInsteadOfMultiplied(Instead):
    """Every neuron has a weight for every input: multiply them, n·u."""

    __slots__ = ()
    code = "added-instead-of-multiplied"
    hints = MappingProxyType(
        {"embedding": "Every word has a vector of its own: multiply their number by the depth, V·D."}
    )
    example = Example("fc1.params", "5 + 8", MLP)

    def instead(self, place: Place) -> Iterable[Told]:
        """Add inputs (or words) and neurons; and the biases."""
        layer = place.layer
        if layer is None or layer.kind not in ("fc", "embedding") or place.counted not in ("params", "weights"):
            return ()
        units = layer.output.depth if layer.output else 1
        added = (layer.weights or 0) // units + units
        return (added, added + units) if layer.kind == "fc" else (added,)


class CountedEveryNeuron(Instead):
    """That is what all neurons (or filters) have: the weights of one are asked for."""

    __slots__ = ()
    code = "counted-every-neuron"
    example = Example("conv1.weights_per_neuron", "750", CONV)

    def instead(self, place: Place) -> Iterable[Told]:
        """Give the weights of the layer, with biases or without."""
        layer = place.layer if place.query.word == "weights_per_neuron" else None
        return [each for each in (layer.weights, layer.params) if each] if layer else ()


class GaveTheInput(Instead):
    """That is what comes in: what leaves the layer is asked for."""

    __slots__ = ()
    code = "gave-the-input"
    example = Example("conv1.output", "32x32x3", CONV)

    def instead(self, place: Place) -> Iterable[Told]:
        """Give the volume that is read."""
        given, layer = place.given, place.layer
        if given is None:
            return ()
        if place.query.word == "output":
            return (given,)
        return (given.values,) if layer is not None and place.counted in ("neurons", "activations") else ()


class AnotherLayersNumber(Instead):
    """That is the number of another layer."""

    __slots__ = ()
    code = "another-layers-number"
    vague = True
    example = Example("fc1.params", "8*3 + 3", MLP)

    def instead(self, place: Place) -> Iterable[Told]:
        """Give the same number of every other layer."""
        layer = place.layer
        if layer is None:
            return ()
        others = [each for each in place.report.layers if each.name != layer.name]
        if place.query.word == "output":
            return [each.output for each in others if each.output and each.output != place.right]
        if place.counted:
            return [found for each in others if each.kind == layer.kind and (found := place.of(each))]
        known = [each for each in others if place.query.word.endswith((SIZE, PERCENT))]
        return [value(place.report, Query(each.name, each.name, place.query.word)) for each in known]

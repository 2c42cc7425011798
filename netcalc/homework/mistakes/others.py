"""Another number taken for the one that is asked: of the same layer, of another, of the network's input."""

from collections.abc import Iterable
from fractions import Fraction
from math import prod
from typing import Final

from netcalc.homework.mistakes.base import Example, Instead, Place, Told
from netcalc.report.query import Query, value
from netcalc.report.report import LayerReport

CONV = "network: {input: 32x32x3, layers: [conv: {filters: 10, size: 5}]}"
BARE = "network: {input: 32x32x3, layers: [conv: {filters: 10, size: 5, bias: false}]}"
MLP = "network: {input: 5, layers: [fc: 8, relu, fc: 3]}"
SIZE: Final = "receptive_field.size"
PERCENT: Final = ".percent"
LOCAL = "network: {input: 6x6x4, layers: [local: {filters: 4, size: 3}]}"


def _number(found: Told) -> tuple[int, ...]:
    return (found,) if isinstance(found, int) and not isinstance(found, bool) else ()


def _weighted(place: Place) -> list[LayerReport]:
    return [layer for layer in place.report.layers if layer.neurons]


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
        positions = prod(layer.output.spatial)
        found = place.right
        return (found // positions,) if isinstance(found, int) else ()


PARTS = ("params", "weights", "biases", "unshared.params", "connections")


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
    """A weight is no bias: there is one bias a filter (or neuron), whatever it reads."""

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


class AddedInsteadOfMultiplied(Instead):
    """Every neuron has a weight for every input: multiply them, n·u."""

    __slots__ = ()
    code = "added-instead-of-multiplied"
    example = Example("fc1.params", "5 + 8", MLP)

    def instead(self, place: Place) -> Iterable[Told]:
        """Add inputs and neurons."""
        layer, given = place.layer, place.given
        if layer is not None and layer.kind == "embedding" and place.counted in ("params", "weights"):
            return (getattr(layer.working.layer, "vocabulary", 0) + getattr(layer.working.layer, "depth_", 0),)
        if layer is None or layer.kind != "fc" or given is None or place.counted not in ("params", "weights"):
            return ()
        units = layer.neurons or 0
        return (given.values + units, given.values + 2 * units)


class MultipliedThrough(Instead):
    """Count layer by layer, each neighbour times the next, and add: do not multiply all sizes."""

    __slots__ = ()
    code = "multiplied-through"
    example = Example("totals.weights", "5*8*3", MLP)

    def instead(self, place: Place) -> Iterable[Told]:
        """Multiply the sizes of all layers."""
        sizes = [layer.neurons or 1 for layer in _weighted(place)]
        dense = all(layer.kind == "fc" for layer in _weighted(place)) and len(sizes) > 1
        given = place.report.input
        if not dense or given is None or place.query.layer or place.counted not in ("params", "weights"):
            return ()
        return (given.values * prod(sizes),)


class HiddenLayersAlone(Instead):
    """The output layer is a layer too: its weights and biases count."""

    __slots__ = ()
    code = "counted-hidden-only"
    example = Example("totals.params", "48", MLP)

    def instead(self, place: Place) -> Iterable[Told]:
        """Leave the last layer with neurons out."""
        weighted = _weighted(place)
        return _less(place, weighted[-1:]) if len(weighted) > 1 and place.counted != "neurons" else ()


class LeftOutALayer(Instead):
    """One layer is left out of the sum: count every one."""

    __slots__ = ()
    code = "left-out-a-layer"
    vague = True
    example = Example("totals.params", "8*3 + 3", MLP)

    def instead(self, place: Place) -> Iterable[Told]:
        """Leave each layer out in turn, or all of a kind."""
        layers = place.report.layers
        kinds = [[each for each in layers if each.kind == kind] for kind in dict.fromkeys(each.kind for each in layers)]
        every = [*([layer] for layer in layers), *kinds] if len(kinds) > 1 else [[layer] for layer in layers]
        return [found for some in every for found in _less(place, some)]


def _less(place: Place, layers: Iterable[LayerReport]) -> list[Told]:
    """Take these layers' numbers from a total."""
    total = place.right
    if place.query.layer is not None or not place.counted or not isinstance(total, int):
        return []
    left = [place.of(layer) for layer in layers]
    return [total - sum(part for part in left if part)] if any(left) else []


class ForgotPositions(Instead):
    """Each weight is multiplied once at every position of the output: weights times positions."""

    __slots__ = ()
    code = "forgot-positions"
    example = Example("conv1.macs", "5*5*3*10", CONV)

    def instead(self, place: Place) -> Iterable[Told]:
        """Give the weights, or the parameters, once."""
        found = [each for word in ("weights", "params") for each in _number(place.also(word))]
        return {"macs": found, "flops": [*found, *(2 * each for each in found)]}.get(place.counted, ())


class CountedEveryLayer(Instead):
    """Layers with weights are counted: a pool, a norm or an activation has no neurons."""

    __slots__ = ()
    code = "counted-every-layer"
    example = Example("totals.weighted_layers", "3", MLP)

    def instead(self, place: Place) -> Iterable[Told]:
        """Count pools too, or every layer."""
        right, layers = place.right, place.report.layers
        if place.query.word != "totals.weighted_layers" or not isinstance(right, int):
            return ()
        return (right + sum(each.kind.endswith("pool") for each in layers), len(layers))


class ForgotOutputBias(Instead):
    """The neurons of the output layer have biases too."""

    __slots__ = ()
    code = "forgot-output-bias"
    example = Example("totals.params", "5*8 + 8 + 8*3", MLP)

    def instead(self, place: Place) -> Iterable[Told]:
        """Leave the biases of the last layer out."""
        weighted, right = _weighted(place), place.right
        several = len(weighted) > 1 and place.query.layer is None and place.counted in ("params", "biases")
        return (right - (weighted[-1].biases or 0),) if several and isinstance(right, int) else ()


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


class GaveTheRest(Instead):
    """That is the share of all the others: this layer's own is asked for."""

    __slots__ = ()
    code = "gave-the-rest"
    example = Example("fc1.params.percent", "36%", MLP)

    def instead(self, place: Place) -> Iterable[Told]:
        """Take the share from the whole."""
        right = place.right
        return (100 - right,) if place.query.word.endswith(PERCENT) and isinstance(right, int | Fraction) else ()


class LostPlaceOfAShare(Instead):
    """The digits are right and the place is not: a share in percent is a hundred times the fraction."""

    __slots__ = ()
    code = "lost-factor-of-ten"
    example = Example("fc1.params.percent", "6.4%", MLP)

    def instead(self, place: Place) -> Iterable[Told]:
        """Move the point by one place."""
        right = place.right
        share = place.query.word.endswith(PERCENT) and isinstance(right, int | Fraction)
        return (Fraction(right) * 10, Fraction(right) / 10) if share and isinstance(right, int | Fraction) else ()


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

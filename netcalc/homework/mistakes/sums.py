"""Mistakes in what is summed over the layers: one left out, one too many, sizes multiplied in place of a sum."""

from collections.abc import Iterable
from math import prod

from netcalc.homework.mistakes.base import POOLS, Example, Instead, Place, Told
from netcalc.report.report import LayerReport

MLP = "network: {input: 5, layers: [fc: 8, relu, fc: 3]}"


def _weighted(place: Place) -> list[LayerReport]:
    return [layer for layer in place.report.layers if layer.neurons]


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
        return (right + sum(each.kind in POOLS for each in layers), len(layers))

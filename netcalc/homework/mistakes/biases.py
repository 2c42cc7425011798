"""Mistakes about biases: how many there are, and to what they belong."""

from collections.abc import Iterable
from types import MappingProxyType

from netcalc.calculator.changes import Arrays, At
from netcalc.homework.mistakes.arrays import ONE, of_role, reshaped, without
from netcalc.homework.mistakes.base import Example, Instead, Mistake, Place, Told
from netcalc.layers.array import Parameter, axis

CONV = "network: {input: 32x32x3, layers: [conv: {filters: 10, size: 5}]}"
DENSE = "network: {input: 20, layers: [fc: 7]}"


class ForgotBias(Mistake):
    """Every filter, and every neuron of a fully connected layer, has one bias: add as many as there are."""

    __slots__ = ()
    code = "forgot-bias"
    hints = MappingProxyType(
        {
            "connections": "Each neuron reads its bias too: that is one connection a neuron.",
            "attention": "Each projection has biases too: add one for each of its rows.",
            "pool": "A pool that learns has a bias a slice, beside its coefficient.",
            **dict.fromkeys(("rnn", "lstm", "gru"), "The biases count too: each of the sets of weights has some."),
        }
    )
    example = Example("conv1.params", "5*5*3*10", CONV)

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Leave the biases out."""
        return tuple(array for array in arrays if array.role != "bias")


class OneBiasPerLayer(Mistake):
    """A layer has more than one bias: each of its filters (or neurons) has its own."""

    __slots__ = ()
    code = "one-bias-per-layer"
    example = Example("fc1.params", "20*7 + 1", DENSE)

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Keep a single bias."""
        return tuple(Parameter(each.name, each.role, (ONE,)) if each.role == "bias" else each for each in arrays)


class BiasPerFilterInLocalLayer(Mistake):
    """A locally connected layer shares nothing: each neuron has a bias of its own, not each filter."""

    __slots__ = ()
    code = "bias-per-filter-in-local-layer"
    example = Example("local1.biases", "4", "network: {input: 7x7x1, layers: [local: {filters: 4, size: 3}]}")

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Keep a bias a filter."""
        if at.layer.kind != "local":
            return arrays
        return tuple(without(each, "W2", "H2", "T2") if each.role == "bias" else each for each in arrays)


class BiasPerFilterUnshared(Instead):
    """Where nothing is shared, each neuron has a bias of its own, not each filter."""

    __slots__ = ()
    code = "bias-per-filter-in-local-layer"
    example = Example("conv1.unshared.params", "28*28*10*75 + 10", CONV)

    def instead(self, place: Place) -> Iterable[Told]:
        """Add the stored biases to weights that are not shared."""
        layer = place.layer
        if place.query.word != "unshared.params" or layer is None or layer.unshared.weights is None:
            return ()
        return (layer.unshared.weights + (layer.biases or 0),)


class BiasAddedOnTheOutputSide(Mistake):
    """A bias belongs to each neuron that is computed: (n + 1)·u for n inputs and u units, not n·(u + 1)."""

    __slots__ = ()
    code = "bias-added-on-the-output-side"
    example = Example("fc1.params", "20*(7 + 1)", DENSE)

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Give the inputs a bias each, in the place of the neurons."""
        weights = of_role(arrays, "weight")
        if len(weights) != 1:  # of several products nobody can say which side is meant
            return arrays
        inputs = without(weights[0], "K", "units", "pieces").axes
        return tuple(reshaped(each, *inputs) if each.role == "bias" else each for each in arrays)


class BiasForEachSlice(Mistake):
    """A bias belongs to a filter, not to a slice that it reads: add K, not D."""

    __slots__ = ()
    alone = True
    code = "bias-added-on-the-output-side"
    example = Example("conv1.params", "5*5*3*10 + 3", CONV)

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Give each slice of the input a bias."""
        if at.layer.kind not in ("conv", "conv_transpose", "local"):
            return arrays
        depth = axis("D", at.given[0].depth)
        return tuple(reshaped(each, depth) if each.role == "bias" else each for each in arrays)

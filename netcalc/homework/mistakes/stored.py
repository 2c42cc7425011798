"""Mistakes in what is stored: biases, depth, sharing, groups, pools, norms."""

from typing import Any

from netcalc.arithmetic import Arrays
from netcalc.homework.mistakes.base import Mistake, are, without
from netcalc.layers.base import Axis, Parameter, axis, positions
from netcalc.volume import Volume

Given = tuple[Volume, ...]
ONE = Axis((("1", 1),))


class ForgotBias(Mistake):
    """Every filter, and every neuron of a fully connected layer, has one bias: add as many as there are."""

    __slots__ = ()
    code = "forgot-bias"

    def stores(self, layer: Any, given: Given, arrays: Arrays) -> Arrays:
        """Leave the biases out."""
        return tuple(array for array in super().stores(layer, given, arrays) if not are(array, "bias"))  # type: ignore[return-value]


class OneBiasPerLayer(Mistake):
    """A layer has more than one bias: each of its filters (or neurons) has its own."""

    __slots__ = ()
    code = "one-bias-per-layer"

    def stores(self, layer: Any, given: Given, arrays: Arrays) -> Arrays:
        """Keep a single bias."""
        return tuple(
            Parameter(array.name, array.role, (ONE,)) if are(array, "bias") else array
            for array in super().stores(layer, given, arrays)
        )  # type: ignore[return-value]


class ForgotDepth(Mistake):
    """A filter reaches through the whole depth of what it reads: F·F·D weights, not F·F."""

    __slots__ = ()
    code = "forgot-depth"

    def stores(self, layer: Any, given: Given, arrays: Arrays) -> Arrays:
        """Leave the depth out of the weights."""
        found = super().stores(layer, given, arrays)
        return tuple(self._flat(array) if are(array, "weight") else array for array in found)  # type: ignore[return-value]

    def _flat(self, array: Parameter) -> Parameter:
        alone = any(factors.factors == (("D1", factors.size),) for factors in array.axes)
        return array if alone or array.reads else without(array, "D", "D1")


class MultipliedBySpatialPositions(Mistake):
    """A filter is shared by all positions of the output: its weights count once, not once a position."""

    __slots__ = ()
    code = "multiplied-by-spatial-positions"

    def stores(self, layer: Any, given: Given, arrays: Arrays) -> Arrays:
        """Count the weights again at every position of the output."""
        found = super().stores(layer, given, arrays)
        return tuple(self._spread(array, given) if self.spreads(array) else array for array in found)  # type: ignore[return-value]

    def spreads(self, array: Parameter) -> bool:
        """Say which arrays are counted so."""
        return are(array, "weight")

    def _spread(self, array: Parameter, given: Given) -> Parameter:
        places = self.places(array, given)
        return Parameter(array.name, array.role, (*array.axes, *(axis(*place) for place in places)))

    def places(self, array: Parameter, given: Given) -> tuple[tuple[str, int], ...]:
        """Give the positions."""
        return array.uses or ()


class MultipliedByInputPositions(MultipliedBySpatialPositions):
    """A filter is shared by all positions: its weights count once, not once a pixel of the input."""

    __slots__ = ()

    def places(self, array: Parameter, given: Given) -> tuple[tuple[str, int], ...]:
        """Give the positions of the input."""
        return (positions(given[0], "1") or ()) if array.uses else ()


class MultipliedAllByPositions(MultipliedBySpatialPositions):
    """A filter and its bias are shared by all positions of the output: they count once, not once a position."""

    __slots__ = ()

    def spreads(self, array: Parameter) -> bool:
        """Say that biases are counted so too."""
        return are(array, "weight", "bias")


class BiasPerFilterInLocalLayer(Mistake):
    """A locally connected layer shares nothing: each neuron has a bias of its own, not each filter."""

    __slots__ = ()
    code = "bias-per-filter-in-local-layer"

    def stores(self, layer: Any, given: Given, arrays: Arrays) -> Arrays:
        """Keep a bias a filter."""
        found = super().stores(layer, given, arrays)
        return tuple(
            without(array, "W2", "H2", "T2") if layer.kind == "local" and are(array, "bias") else array
            for array in found
        )  # type: ignore[return-value]


class BiasAddedOnTheOutputSide(Mistake):
    """A bias belongs to each neuron that is computed: (n + 1)·u for n inputs and u units, not n·(u + 1)."""

    __slots__ = ()
    code = "bias-added-on-the-output-side"

    def stores(self, layer: Any, given: Given, arrays: Arrays) -> Arrays:
        """Give the inputs a bias each, in the place of the neurons."""
        found = super().stores(layer, given, arrays)
        weights = [array for array in found if are(array, "weight")]
        return tuple(
            Parameter(array.name, array.role, without(weights[0], "K", "units", "pieces").axes, array.uses)
            if weights and are(array, "bias")
            else array
            for array in found
        )  # type: ignore[return-value]


class ForgotUnits(Mistake):
    """That is what one neuron (or filter) needs: there are as many sets of weights as there are neurons."""

    __slots__ = ()
    code = "forgot-units"
    keeps: tuple[Axis, ...] | None = ()

    def stores(self, layer: Any, given: Given, arrays: Arrays) -> Arrays:
        """Keep the weights of one neuron, and no bias."""
        found = super().stores(layer, given, arrays)
        kept = [without(array, "K", "units", "pieces") if are(array, "weight") else array for array in found]
        return tuple(
            self._bias(array) if are(array, "bias") else array for array in kept if self.keeps or not are(array, "bias")
        )  # type: ignore[return-value]

    def _bias(self, array: Parameter) -> Parameter:
        return Parameter(array.name, array.role, self.keeps or array.axes, array.uses)


class ForgotUnitsOneBias(ForgotUnits):
    """That is what one neuron (or filter) needs, its bias included: there are many of them."""

    __slots__ = ()
    keeps = (ONE,)


class IgnoredGroups(Mistake):
    """With g groups a filter sees only the slices of its own group: D/g of them."""

    __slots__ = ()
    code = "ignored-groups"

    def stores(self, layer: Any, given: Given, arrays: Arrays) -> Arrays:
        """Let every filter see all slices."""
        return tuple(
            Parameter(array.name, array.role, tuple(Axis(each.factors) for each in array.axes), array.uses)
            if any(each.groups > 1 for each in array.axes)
            else array
            for array in super().stores(layer, given, arrays)
        )  # type: ignore[return-value]


class IgnoredConnectionTable(Mistake):
    """Not every filter sees every slice here: the connection table says which it reads."""

    __slots__ = ()
    code = "ignored-connection-table"

    def stores(self, layer: Any, given: Given, arrays: Arrays) -> Arrays:
        """Connect every filter with every slice."""
        found = super().stores(layer, given, arrays)
        if getattr(layer, "connect", None) is None:
            return found
        every = (axis("K", layer.filters), axis("D", given[0].depth))
        return tuple(
            Parameter(array.name, array.role, (*every, *array.axes[1:]), array.uses) if are(array, "weight") else array
            for array in found
        )  # type: ignore[return-value]


class CountedPoolParameters(Mistake):
    """A pool takes the largest (or the mean) value of its window: there are no weights in that."""

    __slots__ = ()
    code = "counted-pool-parameters"

    def stores(self, layer: Any, given: Given, arrays: Arrays) -> Arrays:
        """Give a pool a weight for each value of its window."""
        found = super().stores(layer, given, arrays)
        if layer.kind != "pool" or found:
            return found
        window = layer.window(*given, rules=self)
        sizes = tuple(axis(f"F{place}", slide.size) for place, slide in enumerate(window))
        return (Parameter("weight", "scale", (axis("D1", given[0].depth), *sizes)),)  # type: ignore[return-value]


class ModernPoolingAssumed(Mistake):
    """This pool is trainable, as in LeNet-5: each slice has a coefficient and a bias."""

    __slots__ = ()
    code = "modern-pooling-assumed"

    def stores(self, layer: Any, given: Given, arrays: Arrays) -> Arrays:
        """Give a pool nothing to learn."""
        return () if layer.kind == "pool" else super().stores(layer, given, arrays)  # type: ignore[return-value]


class CountedRunningStatistics(Mistake):
    """Batch normalisation learns a scale and a shift a channel; its running mean and variance are not trained."""

    __slots__ = ()
    code = "counted-running-statistics"
    right_where = "running statistics count as parameters (Keras)"

    def stores(self, layer: Any, given: Given, arrays: Arrays) -> Arrays:
        """Count the running statistics as weights."""
        return tuple(
            Parameter(array.name, "scale", array.axes) if are(array, "statistic") else array
            for array in super().stores(layer, given, arrays)
        )  # type: ignore[return-value]

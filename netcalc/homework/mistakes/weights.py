"""Mistakes about weights: which inputs a neuron reads, and how many neurons there are."""

from collections.abc import Iterable

from netcalc.calculator.changes import Arrays, At
from netcalc.homework.mistakes.arrays import ONE, of_role, reshaped, without
from netcalc.homework.mistakes.base import Example, Instead, Mistake, Place, Told
from netcalc.layers.array import Axis, Parameter, axis, positions

CONV = "network: {input: 32x32x3, layers: [conv: {filters: 10, size: 5}]}"
FILTERED = ("conv", "local", "conv_transpose")
TABLE = "[[0, 1, 2], [1, 2, 3], [2, 3, 0], [0, 1, 2, 3]]"


class ForgotDepth(Mistake):
    """A filter reaches through the whole depth of what it reads: F·F·D weights, not F·F."""

    __slots__ = ()
    code = "forgot-depth"
    example = Example("conv1.params", "5*5*10 + 10", CONV)

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Leave the depth out of the weights."""
        plain = self._reads_colours(at)
        return tuple(self._flat(array) if array.role == "weight" and plain else array for array in arrays)

    def _reads_colours(self, at: At) -> bool:
        """Say whether what comes in is an image: of many slices, nobody forgets the depth in a sum for neurons."""
        return at.given[0].depth <= 4 or at.layer.kind not in ("fc", "maxout")

    def _flat(self, array: Parameter) -> Parameter:
        alone = any(each.factors == (("D1", each.size),) for each in array.axes)
        return array if alone or array.reads else without(array, "D", "D1")


class ForgotUnits(Mistake):
    """That is what one neuron (or filter) needs: there are as many sets of weights as there are neurons."""

    __slots__ = ()
    code = "forgot-units"
    example = Example("conv1.weights", "5*5*3", CONV)

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Keep the weights of one neuron, and no bias."""
        if at.layer.kind not in (*FILTERED, "fc", "maxout"):
            return arrays  # the rows of attention and recurrence are no neurons each
        kept = tuple(array for array in arrays if array.role != "bias")
        alone = tuple(without(array, "K", "units", "pieces") if array.role == "weight" else array for array in kept)
        return arrays if alone == kept else alone


class ForgotUnitsOneBias(ForgotUnits):
    """That is what one neuron (or filter) needs, its bias included: there are many of them."""

    __slots__ = ()
    example = Example("conv1.params", "5*5*3 + 1", CONV)

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Keep the weights of one neuron, and its bias."""
        alone = super().stores(arrays, at)
        return arrays if alone == arrays else (*alone, *(reshaped(bias, ONE) for bias in of_role(arrays, "bias")))


class ForgotUnitsAllBiases(ForgotUnits):
    """There are as many sets of weights as biases: one for each filter (or neuron)."""

    __slots__ = ()
    alone = True
    example = Example("conv1.params", "5*5*3 + 10", CONV)

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Keep the weights of one neuron, and every bias."""
        if not at.given[0].spatial:
            return arrays  # n + u is a sum in place of a product
        alone = super().stores(arrays, at)
        return arrays if alone == arrays else (*alone, *of_role(arrays, "bias"))


class ForgotPieces(Mistake):
    """A maxout neuron chooses between several linear pieces: each has weights and a bias of its own."""

    __slots__ = ()
    alone = True
    code = "forgot-pieces"
    example = Example("maxout1.params", "20*7 + 7", "network: {input: 20, layers: [maxout: {units: 7, pieces: 2}]}")

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Keep one piece."""
        return tuple(without(each, "pieces") for each in arrays)


class IgnoredGroups(Mistake):
    """With g groups a filter sees only the slices of its own group: D/g of them."""

    __slots__ = ()
    code = "ignored-groups"
    example = Example(
        "conv1.weights", "3*3*8*4", "network: {input: 9x9x8, layers: [conv: {filters: 4, size: 3, groups: 2}]}"
    )

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Let every filter see all slices."""
        return tuple(
            reshaped(array, *(Axis(each.factors) for each in array.axes))
            if any(each.groups > 1 for each in array.axes)
            else array
            for array in arrays
        )


class IgnoredConnectionTable(Mistake):
    """Not every filter sees every slice here: the connection table says which it reads."""

    __slots__ = ()
    code = "ignored-connection-table"
    example = Example(
        "conv1.params",
        "5*5*4*4 + 4",
        f"network: {{input: 14x14x4, layers: [conv: {{filters: 4, size: 5, connect: {TABLE}}}]}}",
    )

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Connect every filter with every slice."""
        if at.layer.kind != "conv":
            return arrays
        every = (*at.layer.depth(*at.given), axis("D", at.given[0].depth))
        return tuple(
            reshaped(array, *every, *array.axes[1:]) if array.axes[0].factors[0][0] == "pairs" else array
            for array in arrays
        )


class TookImageForFilter(Mistake):
    """A filter is F wide and F high, and slides: it has F·F·D weights, whatever the size of the image."""

    __slots__ = ()
    code = "took-image-for-filter"
    example = Example("conv1.params", "32*32*3*10 + 10", CONV)

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Make filters as large as what they read."""
        if at.layer.kind not in FILTERED:
            return arrays
        image = tuple(axis(*each) for each in positions(at.given[0], "1") or ())
        return tuple(self._as_large(each, image) if each.role == "weight" else each for each in arrays)

    def _as_large(self, array: Parameter, image: tuple[Axis, ...]) -> Parameter:
        kept = tuple(each for each in array.axes if not each.factors[0][0].startswith("F"))
        return reshaped(array, *kept, *image) if len(kept) < len(array.axes) else array


class TookImageForOneFilter(Instead):
    """That is the size of the image: a layer has F·F·D weights for each of its filters."""

    __slots__ = ()
    code = "took-image-for-filter"
    example = Example("conv1.params", "32*32*3", CONV)

    def instead(self, place: Place) -> Iterable[Told]:
        """Give the values that a filter slides over."""
        filtered = place.layer is not None and place.layer.kind in FILTERED and place.counted in ("params", "weights")
        return (place.given.values,) if filtered and place.given is not None else ()

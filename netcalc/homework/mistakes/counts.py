"""Mistakes about what counts: neurons, and operations."""

from collections.abc import Iterable, Sequence
from types import MappingProxyType

from netcalc.homework.mistakes.base import POOLS, Asked, Example, Instead, Mistake, Place, Told, is_number
from netcalc.volume import Volume

MLP = "network: {input: 3, layers: [fc: 4, fc: 2]}"


class CountedInputsAsNeurons(Mistake):
    """The inputs are given, not computed: they are no neurons."""

    __slots__ = ()
    code = "counted-inputs-as-neurons"
    example = Example("totals.neurons", "3 + 4 + 2", MLP)

    def all_neurons(self, total: int, counted: Sequence[int], given: Sequence[Volume]) -> int:
        """Add the inputs."""
        return total + sum(volume.values for volume in given)


class CountedHiddenOnly(Mistake):
    """The output layer is computed too: its values are neurons."""

    __slots__ = ()
    code = "counted-hidden-only"
    example = Example("totals.neurons", "4", MLP)
    hints = MappingProxyType(
        dict.fromkeys(("params", "weights", "biases"), "The output layer is a layer too: its weights and biases count.")
    )

    def all_neurons(self, total: int, counted: Sequence[int], given: Sequence[Volume]) -> int:
        """Leave the last layer that has neurons out."""
        return total - next((neurons for neurons in reversed(counted) if neurons), 0)


class CountedInputLayer(Instead):
    """The input layer computes nothing, and is not counted: a net of 3-4-2 has two layers."""

    __slots__ = ()
    code = "counted-input-layer"
    example = Example("totals.weighted_layers", "3", MLP)
    right_where = "the input counts as a layer"

    def instead(self, place: Place) -> Iterable[Told]:
        """Count the input too."""
        is_count = place.query.word == "totals.weighted_layers" and isinstance(place.right, int)
        return (place.right + 1,) if is_count and isinstance(place.right, int) else ()


class FlopsTwicePerMac(Mistake):
    """A multiply-add counts once here."""

    __slots__ = ()
    code = "flops-2-per-mac"
    example = Example("totals.macs", "2*(3*4 + 4*2)", MLP)
    right_where = "a multiply-add counts as two operations"

    def flops(self, flops: int, macs: int) -> int:
        """Count twice."""
        return 2 * macs

    def tells(self, value: Told, asked: Asked) -> Iterable[Told]:
        """Count multiplications twice too."""
        return (value, 2 * value) if asked.last == "macs" and is_number(value) else (value,)


class MacsForFlops(Mistake):
    """A multiply-add is two operations: a multiplication and an addition."""

    __slots__ = ()
    code = "macs-for-flops"
    example = Example("totals.flops", "3*4 + 4*2", MLP)
    right_where = "a multiply-add counts as one operation (papers on ResNet and VGG)"

    def flops(self, flops: int, macs: int) -> int:
        """Count once."""
        return macs


CONV = "network: {input: 32x32x3, layers: [conv: {filters: 10, size: 5}, pool: 2]}"


class CountedFiltersAsNeurons(Instead):
    """That is the depth: each slice has a neuron at every position, W·H·K of them, not K."""

    __slots__ = ()
    code = "counted-filters-as-neurons"
    example = Example("conv1.neurons", "10", CONV)

    def instead(self, place: Place) -> Iterable[Told]:
        """Count slices."""
        output = _spread(place)
        return (output.depth,) if output is not None and place.counted == "neurons" else ()


class CountedOneMap(Instead):
    """That is one map (one slice): there are as many as the output is deep."""

    __slots__ = ()
    code = "counted-one-map"
    about = "neurons"
    example = Example("conv1.neurons", "28*28", CONV)

    def instead(self, place: Place) -> Iterable[Told]:
        """Count the positions of one slice."""
        output = _spread(place)
        counted = place.counted in ("neurons", "activations")
        return (output.values // output.depth,) if counted and output is not None else ()


def _spread(place: Place) -> Volume | None:
    """Give what leaves the layer that is asked, where some of it is counted, at several positions."""
    output = place.layer.output if place.layer else None
    return output if place.right and output is not None and output.spatial else None


class CountedPoolOutputs(Instead):
    """A pool has no weighted inputs: its outputs are no neurons."""

    __slots__ = ()
    code = "counted-pool-outputs-as-neurons"
    example = Example("totals.neurons", "7840 + 1960", CONV)

    def instead(self, place: Place) -> Iterable[Told]:
        """Count what leaves pools too."""
        right = place.right
        if place.counted != "neurons" or not isinstance(right, int):
            return ()
        pools = [each for each in place.report.layers if each.kind in POOLS and not each.neurons]
        made = sum(each.output.values for each in pools if each.output)
        own = place.layer.output if place.layer is not None and place.layer in pools else None
        return ([right + made] if made and place.layer is None else []) + ([own.values] if own else [])


class CountedActivationsTwice(Instead):
    """An activation works in place: what leaves it takes the place of what it reads, and counts once."""

    __slots__ = ()
    code = "counted-activations-twice"
    example = Example("totals.activations", "2*8", "network: {input: 4, layers: [fc: 4]}")

    def instead(self, place: Place) -> Iterable[Told]:
        """Count twice."""
        right = place.right
        asked = place.counted == "activations" or place.query.word == "memory.activations"
        return (2 * right,) if asked and isinstance(right, int) else ()

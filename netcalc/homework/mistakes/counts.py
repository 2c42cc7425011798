"""Mistakes about what counts: neurons, and operations."""

from collections.abc import Iterable, Sequence

from netcalc.homework.mistakes.base import Asked, Example, Mistake, Told, is_number
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

    def all_neurons(self, total: int, counted: Sequence[int], given: Sequence[Volume]) -> int:
        """Leave the last layer that has neurons out."""
        return total - next((neurons for neurons in reversed(counted) if neurons), 0)


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

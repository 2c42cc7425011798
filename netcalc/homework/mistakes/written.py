"""Mistakes in what is counted or written down: neurons, receptive fields, operations, units, orders."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import permutations
from math import prod
from typing import Any

from netcalc.arithmetic import Slide
from netcalc.homework.mistakes.base import Asked, Mistake, extents, numbers, turned
from netcalc.volume import Volume

FIELD_SIZE = "receptive_field.size"


class CountedInputsAsNeurons(Mistake):
    """The inputs are given, not computed: they are no neurons."""

    __slots__ = ()
    code = "counted-inputs-as-neurons"

    def all_neurons(self, counted: Sequence[int], given: Volume) -> int:
        """Add the inputs."""
        return super().all_neurons(counted, given) + given.values


class CountedHiddenOnly(Mistake):
    """The output layer is computed too: its values are neurons."""

    __slots__ = ()
    code = "counted-hidden-only"

    def all_neurons(self, counted: Sequence[int], given: Volume) -> int:
        """Leave the last layer that has neurons out."""
        last = next((neurons for neurons in reversed(counted) if neurons), 0)
        return super().all_neurons(counted, given) - last


class AddedSizes(Mistake):
    """Windows overlap: the second adds F - 1 steps to the receptive field, not F."""

    __slots__ = ()
    code = "added-sizes"

    def widened(self, R: Any, slide: Slide, J: Any) -> Any:
        """Add the windows' sizes."""
        return self.reach(slide) if R == 1 else R + self.reach(slide)


class ForgotJump(Mistake):
    """Behind a stride, neighbouring values lie several pixels apart: each step counts as many."""

    __slots__ = ()
    code = "forgot-jump"

    def widened(self, R: Any, slide: Slide, J: Any) -> Any:
        """Take neighbours to lie one pixel apart."""
        return super().widened(R, slide, 1)


class OffByOne(Mistake):
    """From pixel a to pixel b there are b - a + 1 pixels: the ends count both."""

    __slots__ = ()
    code = "off-by-one"

    @classmethod
    def tells(cls, value: Any, asked: Asked) -> Iterable[Any]:
        """Give the distance between the ends."""
        return (tuple(part - 1 for part in value),) if asked.word == FIELD_SIZE and extents(value) else ()


class GaveArea(Mistake):
    """The size is the side of the receptive field, not how many pixels there are in it."""

    __slots__ = ()
    code = "gave-area"

    @classmethod
    def tells(cls, value: Any, asked: Asked) -> Iterable[Any]:
        """Multiply the sides."""
        return ((prod(value),),) if asked.word == FIELD_SIZE and extents(value) and len(value) > 1 else ()


class FlopsTwicePerMac(Mistake):
    """A multiply-add counts once here."""

    __slots__ = ()
    code = "flops-2-per-mac"
    right_where = "a multiply-add counts as two operations"

    def flops(self, macs: Any) -> Any:
        """Count twice."""
        return 2 * macs

    @classmethod
    def tells(cls, value: Any, asked: Asked) -> Iterable[Any]:
        """Count multiplications twice too."""
        return (value, 2 * value) if asked.last == "macs" and numbers(value) else (value,)


class MacsForFlops(Mistake):
    """A multiply-add is two operations: a multiplication and an addition."""

    __slots__ = ()
    code = "macs-for-flops"
    right_where = "a multiply-add counts as one operation (papers on ResNet and VGG)"

    def flops(self, macs: Any) -> Any:
        """Count once."""
        return macs


class MBForMiB(Mistake):
    """A MiB is 2^20 bytes and a MB 10^6: the answer has the one where the other is meant."""

    __slots__ = ()
    code = "mb-for-mib"
    right_where = "the other of MB (10^6) and MiB (2^20) is meant"

    @classmethod
    def tells(cls, value: Any, asked: Asked) -> Iterable[Any]:
        """Take one unit for the other."""
        if not asked.word.startswith("memory.") or not numbers(value):
            return ()
        ratios = [Fraction(2 ** (10 * power), 10 ** (3 * power)) for power in (2, 1, 3)]
        return [value * scale for ratio in ratios for scale in (ratio, 1 / ratio)]


class BytesForUnit(Mistake):
    """The number is in bytes: the sheet means a larger unit where none is written."""

    __slots__ = ()
    code = "bytes-for-unit"
    right_where = "a number without a unit is in bytes"

    @classmethod
    def tells(cls, value: Any, asked: Asked) -> Iterable[Any]:
        """Leave the number in bytes, which is then read as so many of the unit."""
        return (value * asked.scale,) if asked.scale > 1 and numbers(value) else ()


class BitsForBytes(Mistake):
    """A byte is eight bits."""

    __slots__ = ()
    code = "bits-for-bytes"

    @classmethod
    def tells(cls, value: Any, asked: Asked) -> Iterable[Any]:
        """Take one for the other."""
        return (value * 8, Fraction(value, 8)) if asked.word.startswith("memory.") and numbers(value) else ()


class MultipliedByBatch(Mistake):
    """That is for the whole batch: the question is about one input."""

    __slots__ = ()
    code = "multiplied-by-batch"

    @classmethod
    def tells(cls, value: Any, asked: Asked) -> Iterable[Any]:
        """Count every input of the batch."""
        return (value * asked.batch,) if asked.batch > 1 and numbers(value) else ()


class SwappedHeightWidth(Mistake):
    """Width comes first, then height."""

    __slots__ = ()
    code = "swapped-height-width"

    @classmethod
    def tells(cls, value: Any, asked: Asked) -> Iterable[Any]:
        """Put the height first."""
        if not extents(value) or len(value) < 2 or (isinstance(value, Volume) and len(value) < 3):
            return ()
        return (turned(value, (1, 0, *range(2, len(value)))),)


class WrongVolumeOrder(Mistake):
    """A volume is written width x height x depth."""

    __slots__ = ()
    code = "wrong-volume-order"
    right_where = "volumes are written in another order (C x H x W, H x W x C)"

    @classmethod
    def tells(cls, value: Any, asked: Asked) -> Iterable[Any]:
        """Put the extents in any other order."""
        if not isinstance(value, Volume) or len(value) < 2:
            return ()
        return [turned(value, order) for order in permutations(range(len(value)))]

"""Mistakes in how a number is written down: units, batches, orders."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import permutations
from types import MappingProxyType
from typing import ClassVar, Final

from netcalc.homework.mistakes.base import Asked, Example, Mistake, Told, is_extents, is_number, turned
from netcalc.volume import Volume

LEAST: Final = 100
DENSE = "network: {input: 20, layers: [fc: 7]}"
LANDSCAPE = "network: {input: 32x24x3, layers: [conv: {filters: 8, size: 5}]}"


class KBForKiB(Mistake):
    """A KiB is 2^10 bytes and a KB 10^3: the answer has the one where the other is meant."""

    __slots__ = ()
    code = "mb-for-mib"
    example = Example("memory.params", "11.72 KB", "network: {input: 200, layers: [fc: {units: 15, bias: false}]}")
    right_where = "the other of MB (10^6) and MiB (2^20) is meant"
    units = frozenset({"kB", "KB", "kiB", "KiB"})
    power: ClassVar[int] = 1

    def tells(self, value: Told, asked: Asked) -> Iterable[Told]:
        """Take one unit for the other."""
        if not asked.word.startswith("memory.") or not is_number(value):
            return ()
        ratio = Fraction(2 ** (10 * self.power), 10 ** (3 * self.power))
        return [value * ratio, value / ratio]


class MBForMiB(KBForKiB):
    """A MiB is 2^20 bytes and a MB 10^6: the answer has the one where the other is meant."""

    __slots__ = ()
    example = Example("memory.params", "57.22 MB", "network: {input: 1000, layers: [fc: {units: 15000, bias: false}]}")
    units = frozenset({"MB", "MiB"})
    power = 2


class GBForGiB(KBForKiB):
    """A GiB is 2^30 bytes and a GB 10^9: the answer has the one where the other is meant."""

    __slots__ = ()
    example = Example(
        "memory.params", "55.88 GB", "network: {input: 100000, layers: [fc: {units: 150000, bias: false}]}"
    )
    units = frozenset({"GB", "GiB"})
    power = 3


class BytesForUnit(Mistake):
    """The number is in bytes: the sheet means a larger unit where none is written."""

    __slots__ = ()
    code = "bytes-for-unit"
    example = Example("memory.params", "588", DENSE, "conventions: {memory: KB}")
    right_where = "a number without a unit is in bytes"

    def tells(self, value: Told, asked: Asked) -> Iterable[Told]:
        """Leave the number in bytes, which is then read as so many of the unit."""
        return (value * asked.scale,) if asked.scale > 1 and is_number(value) else ()


class BitsForBytes(Mistake):
    """A byte is eight bits."""

    __slots__ = ()
    code = "bits-for-bytes"
    example = Example("memory.params", "(20*7 + 7)*32", DENSE)

    def tells(self, value: Told, asked: Asked) -> Iterable[Told]:
        """Take one for the other."""
        if not asked.word.startswith("memory.") or not is_number(value):
            return ()
        return (value * 8, Fraction(value, 8))


class MultipliedByBatch(Mistake):
    """That is for the whole batch: the question is about one input."""

    __slots__ = ()
    code = "multiplied-by-batch"
    example = Example("totals.macs", "10*20*7", DENSE, "batch: 10")

    def tells(self, value: Told, asked: Asked) -> Iterable[Told]:
        """Count every input of the batch."""
        return (value * asked.batch,) if asked.batch > 1 and is_number(value) else ()


class SwappedHeightWidth(Mistake):
    """Width comes first, then height."""

    __slots__ = ()
    code = "swapped-height-width"
    hints = MappingProxyType(
        {
            "shape": "Rows come first, then columns; a gradient has the shape of what it is the gradient on.",
            "array": "That is the array turned round: rows and columns have changed places.",
        }
    )
    example = Example("conv1.output", "20x28x8", LANDSCAPE)

    def tells(self, value: Told, asked: Asked) -> Iterable[Told]:
        """Put the height first."""
        if not is_extents(value) or len(value) < 2 or (isinstance(value, Volume) and len(value) < 3):
            return ()
        return (turned(value, (1, 0, *range(2, len(value)))),)


class WrongVolumeOrder(Mistake):
    """A volume is written width x height x depth."""

    __slots__ = ()
    code = "wrong-volume-order"
    hints = MappingProxyType({"sequence": "A sequence is written positions x depth."})
    example = Example("conv1.output", "8x20x28", LANDSCAPE)
    right_where = "volumes are written in another order (C x H x W, H x W x C)"

    def tells(self, value: Told, asked: Asked) -> Iterable[Told]:
        """Put the extents in any other order."""
        if not isinstance(value, Volume) or len(value) < 2:
            return ()
        return [turned(value, order) for order in permutations(range(len(value)))]


class ValuesForBytes(Mistake):
    """A value takes several bytes: four in single precision."""

    __slots__ = ()
    code = "values-for-bytes"
    example = Example("memory.params", "147", DENSE)
    alone = True

    def tells(self, value: Told, asked: Asked) -> Iterable[Told]:
        """Count values."""
        return (value // 4,) if asked.word.startswith("memory.") and isinstance(value, int) else ()


class DoublePrecision(Mistake):
    """A value takes four bytes here, in single precision: eight is double."""

    __slots__ = ()
    code = "double-precision"
    example = Example("memory.params", "147*8", DENSE)
    alone = True

    def tells(self, value: Told, asked: Asked) -> Iterable[Told]:
        """Take eight bytes a value."""
        return (value * 2,) if asked.word.startswith("memory.") and is_number(value) else ()


class WrongPrefix(Mistake):
    """The digits are right and the unit is not: a KB is a thousand bytes, an MB a thousand KB."""

    __slots__ = ()
    code = "wrong-prefix"
    alone = True
    example = Example("memory.params", "0.588 MB", DENSE)

    def tells(self, value: Told, asked: Asked) -> Iterable[Told]:
        """Take one prefix for the next."""
        if not asked.word.startswith("memory.") or not is_number(value):
            return ()
        return [Fraction(value) * times for step in (1000, 1024) for times in (step, Fraction(1, step), step**2)]


class LostFactorOfTen(Mistake):
    """The digits are right and the place is not: a factor of ten is lost, or one too many."""

    __slots__ = ()
    code = "lost-factor-of-ten"
    vague = True
    example = Example("fc1.params", "1470", DENSE)
    alone = True

    def tells(self, value: Told, asked: Asked) -> Iterable[Told]:
        """Move the point by one place."""
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) < LEAST:
            return ()
        return (value * 10, Fraction(value, 10))

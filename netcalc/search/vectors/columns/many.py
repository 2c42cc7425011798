"""The third kind of number, beside integers and letters: a column of integers, one for each variant.

The calculator's lines take it for an integer. Where they choose by it (`if`, `max`, a key of a table) and the variants
do not agree, it raises `Parted`: whoever tries parts the variants, and tries each part by itself. A product that could
leave 63 bits is `Beyond`: those variants are the exact calculator's.
"""

from collections.abc import Callable
from fractions import Fraction
from itertools import count, product
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Final, NoReturn, TypeAlias

import numpy as np
import numpy.typing as npt

from netcalc.search.vectors.columns.parting import Beyond, Mask, Parted, agreed

Column: TypeAlias = npt.NDArray[np.int64]
LIMIT: Final = 2**63
SAFE: Final = 2.0**62.9  # products of floats that are surely within 63 bits
SERIAL: Final = count()


class Many:
    """A column of integers, of any shape; `low` and `high` are bounds, which need not be reached."""

    __slots__ = ("held", "high", "low", "serial")

    def __init__(self, held: Column, low: int | None = None, high: int | None = None) -> None:
        """Hold a column of one value at least."""
        self.held = held
        self.low = int(held.min()) if low is None else low
        self.high = int(held.max()) if high is None else high
        self.serial = next(SERIAL)

    @property
    def __class__(self) -> Any:
        """Be taken for an integer, of which layers ask whether a field is one number or several."""
        return int

    @__class__.setter
    def __class__(self, _: Any) -> None: ...

    @property
    def tight(self) -> "Many":
        """The column with bounds that are reached."""
        return Many(self.held)

    def __add__(self, other: Any) -> Any:
        return _combined(np.add, self, other, lambda low, high, least, most: (low + least, high + most))

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        return _combined(np.subtract, self, other, lambda low, high, least, most: (low - most, high - least))

    def __rsub__(self, other: Any) -> Any:
        return -self + other

    def __mul__(self, other: Any) -> Any:
        return _combined(np.multiply, self, other, _product)

    __rmul__ = __mul__

    def __neg__(self) -> Any:
        return _made(-self.held, -self.high, -self.low)

    def __pos__(self) -> Any:
        return self

    def __abs__(self) -> Any:
        return self if self >= 0 else _made(np.abs(self.held), 0, max(-self.low, self.high))

    def __floordiv__(self, other: Any) -> Any:
        return _divided(self, other)

    def __rfloordiv__(self, other: Any) -> Any:
        return _divided(other, self)

    def __mod__(self, other: Any) -> Any:
        return self - _divided(self, other) * other

    def __rmod__(self, other: Any) -> Any:
        return other - _divided(other, self) * self

    def __lt__(self, other: Any) -> bool:
        return _decided(lt, self, other, lambda low, high, least, most: (high < least, low >= most))

    def __le__(self, other: Any) -> bool:
        return _decided(le, self, other, lambda low, high, least, most: (high <= least, low > most))

    def __gt__(self, other: Any) -> bool:
        return _decided(gt, self, other, lambda low, high, least, most: (low > most, high <= least))

    def __ge__(self, other: Any) -> bool:
        return _decided(ge, self, other, lambda low, high, least, most: (low >= most, high < least))

    def __eq__(self, other: object) -> bool:
        return self is other or _decided(eq, self, other, lambda *ends: (False, _apart(*ends)))

    def __ne__(self, other: object) -> bool:
        return self is not other and _decided(ne, self, other, lambda *ends: (_apart(*ends), False))

    def __bool__(self) -> bool:
        return self != 0

    def __hash__(self) -> int:
        return self._by_value()

    def __index__(self) -> int:
        return self._by_value()

    def __int__(self) -> int:
        return self._by_value()

    def __float__(self) -> float:
        return float(self._by_value())

    def __truediv__(self, other: Any) -> Any:
        return self // other if is_number(other) and self % other == 0 else Fraction(self._by_value(), other)

    def __rtruediv__(self, other: Any) -> Any:
        return other // self if is_number(other) and other % self == 0 else Fraction(other) / self._by_value()

    def __pow__(self, other: Any) -> Any:
        return self._by_value() ** other

    def __rpow__(self, other: Any) -> Any:
        return other ** self._by_value()

    def __round__(self, _: Any = None) -> Any:
        return self

    def __ceil__(self) -> Any:
        return self

    def __floor__(self) -> Any:
        return self

    def bit_length(self) -> int:
        """Give how many bits its numbers have at most."""
        return max(self.low.bit_length(), self.high.bit_length())

    @property
    def numerator(self) -> Any:
        """Be a fraction over 1."""
        return self

    @property
    def denominator(self) -> int:
        """Be a fraction over 1."""
        return 1

    def __repr__(self) -> str:
        """Name it, unlike any other: tables of what was read before go by it."""
        return f"<many {self.serial}>"

    def __format__(self, _: str) -> str:
        """Stand in a sentence that nobody will read."""
        return repr(self)

    def _by_value(self) -> int:
        """Part the variants by their values, half of these at a time; give the one there is."""
        low, high = int(self.held.min()), int(self.held.max())
        if low == high:
            return low
        raise Parted(self.held <= (low + high) // 2)


Bounds: TypeAlias = Callable[[int, int, int, int], tuple[Any, Any]]


def many(held: Column) -> Any:
    """Make a number of a column: an integer where all are alike."""
    low, high = int(held.min()), int(held.max())
    return low if low == high else Many(held, low, high)


def _made(held: Column, low: int, high: int) -> Any:
    return low if low == high else Many(held, low, high)


def ends(number: Any) -> tuple[int, int]:
    """Give the bounds of a number."""
    return (number.low, number.high) if type(number) is Many else (number, number)


def column(number: Any) -> Any:
    """Give the column of a number, or the integer itself."""
    return number.held if type(number) is Many else number


def is_number(value: object) -> bool:
    """Say whether a value is a column or an integer; a truth is none."""
    return type(value) is Many or (isinstance(value, int) and not isinstance(value, bool))


def _combined(work: Any, one: Any, other: Any, bounds: Bounds) -> Any:
    """Add, subtract or multiply, where all that comes stays within 63 bits."""
    if not is_number(other):
        return NotImplemented
    low, high = bounds(*ends(one), *ends(other))
    if low < -LIMIT or high >= LIMIT:
        one, other = _tight(one), _tight(other)
        low, high = bounds(*ends(one), *ends(other))
        if low < -LIMIT or high >= LIMIT:
            _leave(work, one, other)
    return _made(work(column(one), column(other)), low, high)


def _tight(number: Any) -> Any:
    return number.tight if type(number) is Many else number


def _leave(work: Any, one: Any, other: Any) -> NoReturn:
    """Part those that stay within 63 bits from those that may not."""
    size = np.abs(work(np.asarray(column(one), float), np.asarray(column(other), float)))
    safe: Mask = size < SAFE
    if not safe.any() or safe.all():
        raise Beyond
    raise Parted(safe)


def _product(low: int, high: int, least: int, most: int) -> tuple[int, int]:
    corners = [one * other for one, other in product((low, high), (least, most))]
    return min(corners), max(corners)


def _divided(one: Any, other: Any) -> Any:
    """Divide and round down, as Python does."""
    if not (is_number(one) and is_number(other)):
        return NotImplemented
    if other == 0:
        raise ZeroDivisionError
    (low, high), (least, most) = ends(one), ends(other)
    held = np.floor_divide(column(one), column(other))
    if least < 1:
        return many(held)
    corners = [end // by for end in (low, high) for by in (least, most)]
    return _made(held, min(corners), max(corners))


def _apart(low: int, high: int, least: int, most: int) -> bool:
    return high < least or most < low


def _decided(compare: Callable[[Any, Any], Any], one: Many, other: Any, sure: Bounds) -> bool:
    """Compare, by the bounds where they say it; Parted where the variants do not agree."""
    if not is_number(other):
        unlike: Any = NotImplemented
        return unlike  # type: ignore[no-any-return]  # Python's word for "ask the other"
    yes, no = sure(*ends(one), *ends(other))
    if yes or no:
        return bool(yes)
    return agreed(compare(one.held, column(other)))

"""What the numbers of an array say of it: weights are like no rule, constants of a program follow one."""

import math
import struct
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from netcalc.files.single import shortest

FLOATS: Final = {1: "f", 10: "e", 11: "d"}
WHOLES: Final = {2: "B", 3: "b", 4: "H", 5: "h", 6: "i", 7: "q", 9: "?", 12: "I", 13: "Q"}
SIGNS: Final = {**FLOATS, **WHOLES}
BFLOAT: Final = 16
MOST_NUMBERS: Final = 4_096
SHUT: Final = -1e4
FEW: Final = 3
MOST_WRITTEN: Final = 64
MOST_BYTES: Final = 64 << 20
CLOSE: Final = 1e-4
FIRST: Final = (math.sin(1), math.cos(1))  # of the first frequency at position 1


def numbers_of(array: Any, most: int = MOST_NUMBERS, *, begin: bool = False) -> tuple[Any, ...] | None:
    """Read the numbers of an array; None where they are not there, or more than `most` (`begin`: the first of them)."""
    if array.int64_data or array.int32_data or array.float_data:
        every = (*array.int64_data, *array.int32_data, *array.float_data)
        return every[:most] if len(every) <= most or begin else None
    sign = "H" if array.data_type == BFLOAT else SIGNS.get(array.data_type)
    wide = struct.calcsize(sign) if sign else 1
    if sign is None or (len(array.raw_data) > wide * most and not begin):
        return None
    count = min(most, len(array.raw_data) // wide)
    found = struct.unpack(f"<{count}{sign}", array.raw_data[: count * wide])
    return (
        struct.unpack(f"<{count}f", struct.pack(f"<{count}I", *(each << 16 for each in found)))
        if sign == "H"
        else found
    )


def written(array: Any) -> tuple[Any, ...] | None:
    """Give the numbers of an array as somebody wrote them, where they are few."""
    found = numbers_of(array)
    few = found is not None and len(found) <= MOST_WRITTEN and array.data_type == 1
    return tuple(map(shortest, found)) if found is not None and few else found


def ruled(array: Any) -> bool:
    """Say whether an array follows a rule, as no weight does: it shuts out, counts up, or has sines of positions."""
    shape = tuple(array.dims)
    found = numbers_of(array, begin=True) or ()
    if len(shape) < 2 or len(found) < 4:
        return len(found) >= 4 and _frequencies(found)
    if any(number <= SHUT for number in found):
        return True
    return _even(found[: shape[-2] * shape[-1]]) or _sines(found, shape[-1])


def plain(array: Any) -> bool:
    """Say whether an array has few numbers again and again, or whole ones: what a program fills in itself."""
    every = numbers_of(array, begin=True) or ()
    found = {float(number) for number in every}
    again = len(found) * (2 if len(every) <= MOST_WRITTEN else 8) <= len(every)
    return again or (len(found) <= 2 and 0 in found) or all(number.is_integer() for number in found)


def twin(array: Any, other: Any) -> bool:
    """Say whether two tables hold the same numbers, the one turned round."""
    rows, columns = array.dims
    one, two = array.raw_data, other.raw_data
    wide = len(one) // max(1, rows * columns)
    if not wide or len(one) != len(two) or len(one) > MOST_BYTES:
        return False
    first = [one[at : at + wide] for at in range(0, columns * wide, wide)]
    if len(set(first)) < 2 or first != [two[at : at + wide] for at in range(0, len(two), rows * wide)]:
        return False
    lines = (two[at * rows * wide : (at + 1) * rows * wide] for at in range(columns))
    return all(line == b"".join(one[start : start + wide] for start in range(at * wide, len(one), columns * wide))
               for at, line in enumerate(lines))  # fmt: skip


def _even(found: Sequence[float]) -> bool:
    """Say whether the numbers are steps of one size, each met again, as places on a grid are; or all of them whole."""
    if not all(map(math.isfinite, found)):
        return False
    every = sorted(set(found))
    if len(every) < FEW:
        return False
    if all(float(number).is_integer() for number in every):
        return True
    steps = [b - a for a, b in pairwise(every)]
    return len(every) < len(found) and max(steps) - min(steps) <= CLOSE * max(steps)


def _sines(found: Sequence[float], wide: int) -> bool:
    """Say whether rows are sines and cosines of positions: the first of angle 0, the second with one of angle 1."""
    first, second = found[:wide], found[wide : 2 * wide]
    return {*first} <= {0.0, 1.0} and any(abs(number - each) < CLOSE for number in second for each in FIRST)


def _frequencies(found: Sequence[float]) -> bool:
    """Say whether the numbers fall from 1 by one factor, as the frequencies of positions do."""
    if found[0] != 1 or not all(0 < number <= 1 for number in found):
        return False
    factors = [b / a for a, b in pairwise(found)]
    return factors[0] < 1 - CLOSE and max(factors) - min(factors) <= CLOSE * 10

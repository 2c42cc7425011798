"""Whether an answer is the value that is meant: exactly, to the digits given, or within a tolerance."""

from fractions import Fraction
from typing import Any

from netcalc.homework.answers.answers import Given, read_number, read_truth, read_volume, read_word, two_digits
from netcalc.homework.key.answer import Answer
from netcalc.homework.key.model import CANNOT
from netcalc.homework.sheet.conventions import Conventions
from netcalc.homework.sheet.question import Tolerance
from netcalc.report.query import FIELD
from netcalc.report.report import Reach
from netcalc.volume import Volume


def read(answer: Answer, written: object, conventions: Conventions) -> Given:
    """Read what was written as the question wants it read; NotReadable where that is not clear."""
    right = answer.right
    if isinstance(right, bool):
        return read_truth(written)
    if answer.word in ("output", "input") or answer.word.startswith(FIELD):
        found = read_volume(written)
        value = tuple(found.value) if found.kind == "volume" else (found.value,)
        return Given("volume", conventions.ordered(value)) if found.kind in ("volume", "number") else found
    if answer.word in ("name", "kind", "from"):
        return read_word(written)
    scale = answer.scale
    found = read_number(written, whole=not answer.real and scale == 1)
    if found.kind != "number" or found.unit is not None or scale == 1:
        return found
    return Given("number", found.value * scale, found.slack * scale, None, found.parts)


def agrees(value: Any, given: Given, *, real: bool = False, tolerance: Tolerance | None = None) -> bool:
    """Say whether an answer is this value."""
    if value == CANNOT or given.kind == "cannot":
        return value == CANNOT and given.kind == "cannot"
    if isinstance(value, tuple):
        return _same_extents(value, given)
    if isinstance(value, bool | str):
        return bool(given.value == (value.lower() if isinstance(value, str) else value))
    if given.kind != "number" or value is None:
        return False
    exact = Fraction(value)
    slack = given.slack or (two_digits(exact) if real else Fraction(0))
    return bool(abs(given.value - exact) <= max(slack, tolerance.around(exact) if tolerance else slack))


def _same_extents(value: tuple[Any, ...], given: Given) -> bool:
    """Compare extents; one number stands for equal ones, a depth of 1 and extents of 1 may be left out."""
    if value and isinstance(value[0], Reach):
        value = tuple(reach.size for reach in value)
    if value and isinstance(value[0], str):
        return bool(given.value == ", ".join(value).lower())
    if given.kind != "volume":
        return False
    mine: tuple[Fraction, ...] = given.value
    if mine == value:
        return True
    if len(mine) == 1 and len(set(value)) == 1:
        return bool(mine[0] == value[0])
    if len(value) > 1 and value[-1] == 1:
        flat = value[:-1]
        return mine == flat or (len(mine) == 1 and set(flat) == set(mine))
    return _bare(mine) == _bare(value)


def remark(answer: Answer, given: Given) -> str:
    """Say what is amiss with a wrong answer where that is no mistake in the sum; nothing where it may be one."""
    right = answer.right
    if given.kind == "cannot" and not isinstance(right, tuple) and not answer.rounded:
        return f"{f'`{answer.word}`' if answer.word else 'the answer'} is still a number"
    if given.kind != "volume":
        return ""
    if right == CANNOT and any(extent.denominator != 1 for extent in given.value):
        return "an extent that is not whole is where the formula leads, not yet the answer: say what follows from it"
    return "the depth is left out" if isinstance(right, Volume) and _flat(right, given.value) else ""


def _flat(right: Volume, mine: tuple[Fraction, ...]) -> bool:
    """Say whether extents lack the depth: an extent too few, or one number for all of the spatial ones."""
    if right.depth == 1 or set(right.spatial) <= {1}:
        return False
    return len(mine) == len(right) - 1 or (len(mine) == 1 and {*mine} == {*right.spatial})


def _bare(extents: tuple[Any, ...]) -> tuple[Any, ...]:
    """Leave the spatial extents out where all of them are 1."""
    return extents[-1:] if set(extents[:-1]) <= {1} else extents

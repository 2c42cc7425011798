"""A class's variants drawn, each with how much there is to work out in it; on all cores where they are many."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from netcalc.course.variants.written import written
from netcalc.executor import Where, spread
from netcalc.homework.key.key import Key
from netcalc.homework.key.worked import CANNOT
from netcalc.homework.marking.working import told
from netcalc.homework.sheet.filling import Values
from netcalc.homework.variants.variants import Variants

AT_ONCE: Final = 10  # of a class: less is done sooner than handed round


class Variant(NamedTuple):
    """A student's variant: the numbers drawn, the sheet as a file, the digits of each right answer.

    `cannot` are the questions whose answer is that it does not fit.
    """

    student: str
    values: Values
    text: str
    digits: dict[str, int]
    cannot: frozenset[str]


def variant(variants: Variants, student: str) -> Variant:
    """Draw a student's variant; SpecError where none can be drawn."""
    key = variants.key(student)
    cannot = frozenset(name for name, each in key.solutions.items() if each.right == CANNOT)
    return Variant(student, key.sheet.values, written(key.sheet, student), digits(key), cannot)


def several(variants: Variants, students: Sequence[str], where: Where) -> Iterator[Variant]:
    """Draw the variants of a class, in its order."""
    _ = variants.wanted  # found once, for all processes
    groups = [students[start : start + AT_ONCE] for start in range(0, len(students), AT_ONCE)]
    waiting: dict[int, list[Variant]] = {}
    place = 0
    for number, made in spread(_group, variants, groups, where):
        waiting[number] = made
        while place in waiting:
            yield from waiting.pop(place)
            place += 1


def _group(variants: Variants, students: Sequence[str]) -> list[Variant]:
    return [variant(variants, student) for student in students]


def digits(key: Key) -> dict[str, int]:
    """Count the digits of each right answer, which say how long its arithmetic is.

    >>> from netcalc.homework.grading import key
    >>> digits(key({"network": "lenet5", "questions": [{"id": "all", "ask": "totals.params"}]}))
    {'all': 5}
    """
    return {name: 0 if each.right == CANNOT else _digits(told(each.right)) for name, each in key.solutions.items()}


def _digits(written: str) -> int:
    return sum(sign.isdigit() for sign in written)

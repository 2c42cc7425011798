"""How alike a class's variants are: which numbers were drawn, which never are and why, how difficult each sheet is."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, NamedTuple

from netcalc.course.variants.drawing import Variant
from netcalc.homework.key.key import Key
from netcalc.homework.sheet.ranges import Value
from netcalc.homework.variants.keeping import Fault, drawn
from netcalc.homework.variants.seed import draw
from netcalc.homework.variants.variants import Variants

EXPECTED: Final = 8  # students a value, from which on one that nobody has is looked into
LOOKED: Final = 6


class Spread(NamedTuple):
    """The least, the middle and the most digits there are to work out; the question, or nothing for all of them.

    `cannot` is how many students find that it does not fit.
    """

    question: str
    least: int
    middle: float
    most: int
    cannot: int = 0

    @property
    def tells(self) -> bool:
        """Whether there is something to work out for anybody."""
        return bool(self.most or self.cannot)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn for one name: how many students have each value, and why a value is left out."""

    name: str
    counts: dict[Value, int]
    never: dict[Value, Fault]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a class's variants have in common; the student whose sheet has the fewest digits, and the most."""

    students: int
    different: int
    names: tuple[Drawn, ...]
    questions: tuple[Spread, ...]
    whole: Spread
    shortest: str
    longest: str


def likeness(variants: Variants, made: Sequence[Variant]) -> Likeness:
    """Compare the variants of a class."""
    ordered = sorted(made, key=_length)
    return Likeness(
        students=len(made),
        different=len({tuple(each.values.values()) for each in made}),
        names=tuple(_drawn(variants, name, made) for name in variants.sheet.vary),
        questions=tuple(_spread(name, made) for name in made[0].digits),
        whole=Spread("", _length(ordered[0]), median(map(_length, made)), _length(ordered[-1])),
        shortest=ordered[0].student,
        longest=ordered[-1].student,
    )


def _length(made: Variant) -> int:
    return sum(made.digits.values())


def _spread(question: str, made: Sequence[Variant]) -> Spread:
    """Compare the digits of one question, of those for whom there is something to work out."""
    cannot = sum(question in each.cannot for each in made)
    found = [each.digits[question] for each in made if question not in each.cannot] or [0]
    return Spread(question, min(found), median(found), max(found), cannot)


def _drawn(variants: Variants, name: str, made: Sequence[Variant]) -> Drawn:
    counts = Counter(each.values[name] for each in made)
    values = variants.sheet.vary[name]
    looked = [value for value in values if not counts[value]] if len(made) >= EXPECTED * len(values) else []
    return Drawn(name, {value: counts[value] for value in values}, dict(_never(variants, name, looked)))


def _never(variants: Variants, name: str, values: Sequence[Value]) -> Iterator[tuple[Value, Fault]]:
    """Say of values that nobody has why draws with them are left out."""
    for value in values:
        tried = (
            drawn(variants.sheet, {**draw(variants.sheet.vary, "", place), name: value}) for place in range(LOOKED)
        )
        found = [variants.wanted.fault(each) if isinstance(each, Key) else each for each in tried]
        faults = Counter(fault for fault in found if fault is not None)
        if faults and None not in found:
            yield value, faults.most_common(1)[0][0]

"""The audit of a sheet: keys that were typed held against those computed, tolerances against known mistakes."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from netcalc.homework.answers.answers import NotReadable
from netcalc.homework.key.answer import Answer, Candidate
from netcalc.homework.key.key import Key
from netcalc.homework.key.model import CANNOT
from netcalc.homework.marking.feedback import told
from netcalc.homework.marking.judging import agrees, read
from netcalc.homework.marking.marking import explanations
from netcalc.homework.sheet.question import Tolerance


@dataclass(frozen=True, slots=True)
class Swallowed:
    """A mistake whose value a tolerance accepts, and how far off that value is."""

    code: str
    value: str
    gap: float


@dataclass(frozen=True, slots=True)
class Audited:
    """What the audit says of one question; the safe tolerance is the largest that accepts no known mistake."""

    id: str
    right: str
    typed: str | None
    agrees: bool
    mistake: str | None
    also: tuple[str, ...]
    tolerance: str | None
    swallowed: tuple[Swallowed, ...]
    safe: str | None
    unreadable: str = ""

    @property
    def passed(self) -> bool:
        """Whether the typed key is right and the tolerance accepts no known mistake."""
        return self.agrees and not self.swallowed


def audit(key: Key) -> tuple[Audited, ...]:
    """Audit every question of a sheet."""
    return tuple(_question(key, answer) for answer in key.answers.values())


def _question(key: Key, answer: Answer) -> Audited:
    typed = answer.item.question.key
    right, codes, unreadable = True, list[str](), ""
    if typed is not None:
        try:
            given = read(answer, typed, key.sheet.conventions)
            right = any(agrees(each, given, real=answer.real) for each in (answer.right, *answer.also_right()))
            codes = [] if right else explanations(answer, given)
        except NotReadable as error:
            right, unreadable = False, str(error)
    tolerance = answer.item.question.tolerance
    return Audited(
        id=answer.item.id,
        right="it does not fit" if answer.right == CANNOT else told(answer.right),
        typed=None if typed is None else str(typed),
        agrees=right,
        mistake=codes[0] if codes else None,
        also=tuple(codes[1:]),
        tolerance=None if tolerance is None else _said(tolerance),
        swallowed=tuple(_swallowed(answer, tolerance)) if tolerance else (),
        safe=_safe(answer, tolerance) if tolerance else None,
        unreadable=unreadable,
    )


def _said(tolerance: Tolerance) -> str:
    return f"{float(tolerance.amount * 100):.6g}%" if tolerance.relative else f"{float(tolerance.amount):.6g}"


def _off(answer: Answer) -> Iterator[tuple[Candidate, Fraction]]:
    """Give the mistakes of this question, one each, with how far off they are."""
    if not isinstance(answer.right, int | float | Fraction) or isinstance(answer.right, bool):
        return
    right = Fraction(answer.right)
    for candidate in answer.singles:
        if isinstance(candidate.value, int | float | Fraction):
            yield candidate, abs(Fraction(candidate.value) - right)


def _swallowed(answer: Answer, tolerance: Tolerance) -> Iterator[Swallowed]:
    seen: set[Any] = set()
    for candidate, off in sorted(_off(answer), key=lambda pair: pair[1]):
        if candidate.code not in seen and off <= tolerance.around(Fraction(answer.right)):
            seen.add(candidate.code)
            gap = float(off / abs(Fraction(answer.right))) if answer.right else float(off)
            yield Swallowed(candidate.code, told(candidate.value), gap)


def _safe(answer: Answer, tolerance: Tolerance) -> str | None:
    """Give the largest tolerance, rounded down to two digits, that is less than every mistake is off."""
    nearest = min((off for _, off in _off(answer)), default=None)
    if nearest is None or not answer.right:
        return None
    if not tolerance.relative:
        return told(int(nearest) - 1) if nearest == int(nearest) else f"{_down(nearest)}"
    return f"{_down(nearest / abs(Fraction(answer.right)) * 100)}%"


def _down(number: Fraction) -> str:
    """Round down to two digits, and to less than the number."""
    power = len(str(number.numerator)) - len(str(number.denominator)) - 1
    unit = Fraction(10) ** (power - 1)
    steps = number // unit
    least = steps - 1 if steps * unit == number else steps
    return f"{float(least * unit):.6g}"

"""The audit of a sheet: keys that were typed held against those computed, tolerances against known mistakes."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from netcalc.homework.answers.given import NotReadable
from netcalc.homework.classroom.classroom import BY_HAND
from netcalc.homework.key.key import Key
from netcalc.homework.key.of_network import NetworkSolution
from netcalc.homework.key.solution import Candidate, Solution
from netcalc.homework.key.worked import CANNOT
from netcalc.homework.marking.finding import explanations, is_right
from netcalc.homework.marking.reading import read
from netcalc.homework.marking.said_unit import other_unit
from netcalc.homework.marking.working import told
from netcalc.homework.mistakes.base import exact
from netcalc.homework.sheet.tolerance import Tolerance


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
    kinks: tuple[str, ...] = ()
    misfit: str = ""
    advice: str = ""

    @property
    def passed(self) -> bool:
        """Whether the typed key is right and the tolerance accepts no known mistake."""
        return self.agrees and not self.swallowed


def audit(key: Key) -> tuple[Audited, ...]:
    """Audit every question of a sheet."""
    return tuple(map(_question, key.solutions.values()))


def _question(solution: Solution) -> Audited:
    typed, tolerance = solution.item.question.key, solution.item.question.tolerance
    right, codes, unreadable = True, list[str](), ""
    if typed is not None:
        try:
            right, codes = _held(solution, typed)
        except NotReadable as error:
            right, unreadable = False, str(error)
    return Audited(
        id=solution.item.id,
        right=_right(solution),
        typed=None if typed is None else str(typed),
        agrees=right,
        mistake=codes[0] if codes else None,
        also=tuple(codes[1:]),
        tolerance=None if tolerance is None else str(tolerance),
        swallowed=tuple(_swallowed(solution, tolerance)) if tolerance else (),
        safe=_safe(solution, tolerance) if tolerance else None,
        unreadable=unreadable,
        kinks=solution.kinks,
        misfit=_misfit(solution),
        advice=other_unit(solution),
    )


def _misfit(solution: Solution) -> str:
    """Say which layer does not fit, and why, where that is the answer: perhaps the sheet's network is not as meant."""
    if solution.right != CANNOT or not isinstance(solution, NetworkSolution):
        return ""
    wrong = (each for each in solution.network.report().problems if each.severity == "error")
    return next((f"{each.layer}: {each.message}" for each in wrong), "")


def _right(solution: Solution) -> str:
    """Write what is right; nothing is computed where a person marks."""
    if solution.right == CANNOT:
        return "it does not fit"
    if solution.right is None:
        return BY_HAND
    return told(solution.right) + (" bytes" if solution.scale != 1 else "")  # where the sheet means KiB


def _held(solution: Solution, typed: object) -> tuple[bool, list[str]]:
    """Hold a typed key against the computed one; the mistakes that give it, where it is wrong."""
    given = read(solution, typed)
    right = is_right(solution, given)
    return right, [] if right else explanations(solution, given)


def _off(solution: Solution) -> Iterator[tuple[Candidate, Fraction]]:
    """Give the mistakes of this question, one each, with how far off they are."""
    right = exact(solution.right)
    for candidate in solution.singles if right is not None else ():
        value = exact(candidate.value)
        if value is not None and right is not None:
            yield candidate, abs(value - right)


def _swallowed(solution: Solution, tolerance: Tolerance) -> Iterator[Swallowed]:
    right, seen = exact(solution.right), set[str]()
    if right is None:
        return
    for candidate, off in sorted(_off(solution), key=lambda pair: pair[1]):
        if candidate.code not in seen and off <= tolerance.around(right):
            seen.add(candidate.code)
            yield Swallowed(candidate.code, told(candidate.value), float(off / abs(right)) if right else float(off))


def _safe(solution: Solution, tolerance: Tolerance) -> str | None:
    """Give the largest tolerance, rounded down to two digits, that is less than every mistake is off."""
    right, nearest = exact(solution.right), min((off for _, off in _off(solution)), default=None)
    if nearest is None or not right:
        return None
    if not tolerance.relative:
        return told(int(nearest) - 1) if nearest == int(nearest) else f"{_down(nearest)}"
    return f"{_down(nearest / abs(right) * 100)}%"


def _down(number: Fraction) -> str:
    """Round down to two digits, and to less than the number."""
    power = len(str(number.numerator)) - len(str(number.denominator)) - 1
    unit = Fraction(10) ** (power - 1)
    steps = number // unit
    least = steps - 1 if steps * unit == number else steps
    return f"{float(least * unit):.6g}"

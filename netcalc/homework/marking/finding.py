"""What was found of an answer: whether it is right, and if not, which mistakes explain it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from netcalc.homework.answers.given import Given, Number, Several, Word
from netcalc.homework.answers.units import suits
from netcalc.homework.key.of_choice import FitsSolution
from netcalc.homework.key.solution import LEAST_DIGITS, Candidate, Solution
from netcalc.homework.marking.agreement import agrees, is_as_exact, is_share, lies_between
from netcalc.homework.marking.carry import Carried
from netcalc.homework.marking.remark import is_rounded_off, last_digit, remark, too_short
from netcalc.homework.mistakes import CARRIED, FIRST, SLIPPED
from netcalc.homework.mistakes.sizes import LeftFraction

LEFT: Final = LeftFraction.code
NEAR: Final = 4
MOST_ALSO: Final = 8
LEAST_TELLING: Final = 100  # a rounded figure of one or two digits fits too many pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Whether an answer can be read, is right, what explains it or what is wrong with it."""

    correct: bool = False
    readable: bool = True
    reason: str = ""
    unit: str = ""
    mistake: str | None = None
    also: tuple[str, ...] = ()
    hint: str = ""


def judged(solution: Solution, given: Given, carried: Carried) -> Finding:
    """Say whether an answer is right, and if not, what explains it."""
    right = is_right(solution, given)
    unit = given.unit if isinstance(given, Number) else None
    if right and suits(unit, solution.word, flop=solution.conventions.flop):
        return Finding(correct=True)
    if right and unit:
        return Finding(unit=unit.word)
    found = [Candidate(CARRIED, None)] if _on_own(solution, given, carried) else _of_working(solution, given)
    found += explained(solution, given)
    codes = list(dict.fromkeys(each.code for each in found))
    if not codes:
        return Finding(reason=remark(solution, given) or too_short(solution, given))
    return Finding(mistake=codes[0], also=tuple(codes[1:MOST_ALSO]), hint=found[0].hint(*solution.asks))


def _of_working(solution: Solution, given: Given) -> list[Candidate]:
    """Compare the working with its result: a slip in the sum, or a working that is wrong itself."""
    if not isinstance(given, Number):
        return []
    exact = given._replace(slack=Fraction(0), digit=Fraction(0), digits=0, unit=None)
    made = [exact._replace(value=value, working=(value,)) for value in given.working if not _comes_to(value, given)]
    if any(is_right(solution, each) for each in made):
        return [Candidate(SLIPPED, given.value)]
    wrong = (found for each in made for found in explained(solution, each)[:1])
    return [_slipped(each) for each in wrong][:1]


def _slipped(wrong: Candidate) -> Candidate:
    """Put a slip in the sum behind a mistake in the working."""
    made = (*wrong.made, FIRST[SLIPPED]) if wrong.made else ()
    return replace(wrong, code=f"{wrong.code}+{SLIPPED}", made=made)


def _comes_to(value: Fraction, given: Number) -> bool:
    """Say whether a working comes to the number behind it, as that is written."""
    shown = given.digit if given.digit < 1 else Fraction(0)  # a whole number is exact
    return abs(value - given.value) <= given.slack or is_as_exact(value, given.value, shown)


def is_right(solution: Solution, given: Given) -> bool:
    """Say whether an answer is the right value, or one that counts as right."""
    if isinstance(solution, FitsSolution):
        return _fits(solution, given)
    if isinstance(given, Number) and is_share(solution, given):
        return True
    tolerance, digits = solution.item.question.tolerance, solution.digits
    rights = (solution.right, *solution.also_right())
    if isinstance(given, Number) and given.working:
        rights += tuple(each for each in solution.worked_out if agrees(each, Number(given.working[-1]), real=True))
    if any(agrees(each, given, real=solution.real, tolerance=tolerance, digits=digits) for each in rights):
        return True
    return solution.within is not None and isinstance(given, Number) and lies_between(given, *solution.within)


def _fits(solution: FitsSolution, given: Given) -> bool:
    """Say whether a value fits, or each of several."""
    if isinstance(given, Several):
        return all(map(solution.fits, given.values))
    if isinstance(given, Word):
        return solution.fits(given.value)
    return isinstance(given, Number) and solution.fits(given.value)


def _on_own(solution: Solution, given: Given, carried: Carried) -> bool:
    """Say whether an answer is right on the student's own earlier answers."""
    own = (value for value in carried.values(solution) if value is not None and value != solution.right)
    return any(agrees(value, given, real=solution.real) for value in own)


def explanations(solution: Solution, given: Given) -> list[str]:
    """Name the mistakes that give this answer."""
    return [each.code for each in explained(solution, given)]


def explained(solution: Solution, given: Given) -> list[Candidate]:
    """Give what explains this answer, each code once: single mistakes, else pairs; those first that were written."""
    if _is_near(solution, given):
        return []
    barred = bool(remark(solution, given))
    fitting = _fitting(solution, solution.singles, given)
    fitting = [each for each in fitting if each.code == LEFT] if barred else fitting
    if not fitting and _telling(given) and not barred:
        fitting = _fitting(solution, solution.pairs, given)
    fitting = [each for each in fitting if not _is_vague(each.code)] or fitting
    parts = given.parts if isinstance(given, Number) else ()
    first: dict[str, Candidate] = {}
    for each in _by_working(fitting, parts):
        first.setdefault(each.code, each)
    return _holding(list(first.values()), solution, given)


def _holding(found: list[Candidate], solution: Solution, given: Given) -> list[Candidate]:
    """Keep what explains an answer in letters where the inputs are a little off, too."""
    if solution.moved is None or not isinstance(given, Number) or given.moved is None:
        return found
    codes = {each.code for each in explained(solution.moved, Number(given.moved))}
    return [each for each in found if each.code in codes]


def _fitting(solution: Solution, candidates: Iterable[Candidate], given: Given) -> list[Candidate]:
    """Pick the candidates that are this answer, in the unit in which it is written."""
    real, unit = solution.real, _unit(solution, given)
    return [each for each in candidates if each.takes(unit) and agrees(each.value, given, real=real)]


def _unit(solution: Solution, given: Given) -> str:
    """Give the unit that was written, or that the sheet means."""
    if isinstance(given, Number) and given.unit is not None:
        return given.unit.word
    return solution.conventions.memory if solution.scale > 1 else ""


def _is_near(solution: Solution, given: Given) -> bool:
    """Say whether a figure of two digits lies so near the right one that a mistake would fit by chance."""
    if not isinstance(given, Number) or not given.slack or not isinstance(solution.right, int):
        return False
    if is_rounded_off(solution, given):
        return last_digit(given) > given.digit or given.digits < LEAST_DIGITS
    return given.digits <= LEAST_DIGITS and abs(given.value - solution.right) <= NEAR * given.slack


def _is_vague(code: str) -> bool:
    """Say whether a mistake is named only where nothing else fits."""
    return code in FIRST and FIRST[code].vague


def _telling(given: Given) -> bool:
    """Say whether an answer is no rounded figure of one or two digits, which two mistakes give by chance."""
    if not isinstance(given, Number):
        return True
    enough = given.digits > 2 or given.digit in (0, 1) or given.value.denominator == 1
    slack = last_digit(given) / 2 if given.slack else given.slack  # 250K has two digits that tell
    return enough and abs(given.value) >= 2 * LEAST_TELLING * slack


def _by_working(fitting: list[Candidate], parts: Iterable[Fraction]) -> list[Candidate]:
    """Put those first whose numbers stand in the working."""
    written = Counter(parts)
    return sorted(fitting, key=lambda each: not each.parts or Counter(each.parts) != written)

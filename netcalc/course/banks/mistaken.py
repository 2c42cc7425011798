"""Known mistakes as wrong answers of a question bank: each with what `grade` would say of it."""

from collections.abc import Iterator
from typing import Final

from netcalc.course.banks.entry import Mistaken
from netcalc.course.banks.numbers import decimal, near
from netcalc.course.banks.spellings import spelled
from netcalc.homework.answers.given import NotReadable
from netcalc.homework.key.key import Key
from netcalc.homework.key.solution import Solution
from netcalc.homework.marking.carry import Carried
from netcalc.homework.marking.feedback import DETAIL, sentence
from netcalc.homework.marking.finding import Finding, judged
from netcalc.homework.marking.marking import share
from netcalc.homework.marking.reading import read
from netcalc.homework.mistakes.base import Told, exact

MOST_SPELLINGS: Final = 5
LEAST: Final = DETAIL["mistake"]  # of a sheet's levels, the first that names one


def mistaken(key: Key, solution: Solution) -> tuple[Mistaken, ...]:
    """Give the wrong answers that a mistake makes, or two that the sheet's credit names; each once, plainest first."""
    two = {codes for codes in key.sheet.credit if len(codes) > 1}
    pairs = (each for each in (solution.pairs if two else ()) if frozenset(each.code.split("+")) in two)
    values = dict.fromkeys(candidate.value for candidate in (*solution.singles, *pairs))
    found = [each for value in values if (each := _of_value(key, solution, value)) is not None]
    return tuple(_each_once(found))


def _of_value(key: Key, solution: Solution, value: Told) -> Mistaken | None:
    """Say what comes of a value; None where `grade` takes it for right, or knows no mistake that makes it."""
    own = exact(value) if exact(solution.right) is not None else None
    spellings = (decimal(own / solution.scale),) if own is not None else spelled(solution, value)[:MOST_SPELLINGS]
    finding = _judged(key, solution, spellings[0]) if spellings else None
    if finding is None or finding.correct or not finding.mistake:
        return None
    said = sentence(solution, finding) if DETAIL[solution.item.level] >= LEAST else ""
    kept = share(key, finding)
    if not said and not kept:
        return None
    if own is not None:
        return Mistaken(near(solution, own), (), said, kept)
    same = tuple(text for text in spellings if _judged(key, solution, text) == finding)
    return Mistaken(None, same, said, kept)


def _judged(key: Key, solution: Solution, written: str) -> Finding | None:
    try:
        return judged(solution, read(solution, written), Carried(key))
    except NotReadable:
        return None


def _each_once(found: list[Mistaken]) -> Iterator[Mistaken]:
    """Leave out a number that lies within the margin of one before it, and spellings that stand before."""
    seen: set[str] = set()
    numbers = [each.number for each in found]
    for place, each in enumerate(found):
        own = each.number
        if own is not None:
            if not any(one and one.holds(own.value) for one in numbers[:place]):
                yield each
            continue
        new = tuple(text for text in each.spellings if text not in seen)
        seen.update(new)
        if new:
            yield each._replace(spellings=new)

"""What a student is told: no more than the sheet's level allows, and never the value before `working`."""

from typing import Final

from netcalc.homework.key.of_choice import FitsSolution
from netcalc.homework.key.solution import Solution
from netcalc.homework.marking.finding import Finding
from netcalc.homework.marking.working import working
from netcalc.homework.mistakes import CARRIED, right_where
from netcalc.homework.sheet.question import LEVELS

MOST_OTHERS: Final = 8
DETAIL: Final = {level: rank for rank, level in enumerate(LEVELS)}


def sentence(solution: Solution, found: Finding) -> str:
    """Say it, as far as the level goes."""
    level = DETAIL[solution.item.level]
    if level == 0:
        return ""
    if not found.readable:
        return f"Not readable: {found.reason}." if found.reason else "No answer."
    if found.correct:
        return _right(solution)
    if found.mistake == CARRIED:
        return "Right on your own earlier answer, which is wrong: the error is carried forward, and costs nothing here."
    parts = [_verdict(found, level), *([_hints(solution, found)] if level >= DETAIL["hint"] else [])]
    parts += [working(solution)] if level >= DETAIL["working"] else []
    return " ".join(part for part in parts if part)


def _right(solution: Solution) -> str:
    """Say that it is right; at a kink, that other slopes are too."""
    if isinstance(solution, FitsSolution):
        fitting = ", ".join(map(str, solution.every[:MOST_OTHERS]))
        return f"Right. These fit: {fitting}{' ...' if len(solution.every) > MOST_OTHERS else ''}."
    if solution.within is None:
        return "Right."
    low, high = solution.within
    return f"Right: `{solution.kinks[0]}` is at a kink, where every gradient from {low:g} to {high:g} counts."


def _verdict(found: Finding, level: int) -> str:
    if level < DETAIL["mistake"]:
        return "Wrong."
    if found.unit:
        return f"Wrong: the number is right, but it is not in {found.unit}."
    if not found.mistake:
        return f"Wrong: {found.reason}." if found.reason else "Wrong."
    others = f" (or: {', '.join(map(_named, found.also))})" if found.also else ""
    return f"Wrong: this is what comes of {_named(found.mistake)}{others}."


def _named(code: str) -> str:
    """Put a code in words."""
    return " and ".join(f"`{part}`" for part in code.split("+"))


def _hints(solution: Solution, found: Finding) -> str:
    if not found.mistake:
        return ""
    where = right_where(found.mistake)
    before = "In an earlier layer: " if solution.is_upstream(found.mistake) else ""
    return before + found.hint + (f" It would be right where {where}." if where else "")

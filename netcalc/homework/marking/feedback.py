"""What a student is told: no more than the sheet's level allows, and never the value before `working`."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

from netcalc.explanation.explain import Step, explain_named
from netcalc.homework.key.answer import Answer
from netcalc.homework.key.model import CANNOT
from netcalc.homework.mistakes import CARRIED, hint, right_where
from netcalc.homework.sheet.question import LEVELS
from netcalc.volume import Volume

DETAIL: Final = {level: rank for rank, level in enumerate(LEVELS)}
MOST_SHORT: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found of an answer: whether it can be read, is right, what explains it or is amiss with it."""

    correct: bool = False
    readable: bool = True
    reason: str = ""
    unit: str = ""
    mistake: str | None = None
    also: tuple[str, ...] = ()


def sentence(answer: Answer, found: Finding) -> str:
    """Say it, as far as the level goes."""
    level = DETAIL[answer.item.level]
    if level == 0:
        return ""
    if not found.readable:
        return f"Not readable: {found.reason}." if found.reason else "No answer."
    if found.correct:
        return "Right."
    if found.mistake == CARRIED:
        return "Right on your own earlier answer, which is wrong: the error is carried forward, and costs nothing here."
    parts = [_verdict(found, level), *([_hints(found)] if level >= DETAIL["hint"] else [])]
    parts += [working(answer)] if level >= DETAIL["working"] else []
    return " ".join(part for part in parts if part)


def _verdict(found: Finding, level: int) -> str:
    if level < DETAIL["mistake"]:
        return "Wrong."
    if found.unit:
        return f"Wrong: the number is right, but it is not in {found.unit}."
    if not found.mistake:
        return f"Wrong: {found.reason}." if found.reason else "Wrong."
    others = f" (or: {', '.join(map(said, found.also))})" if found.also else ""
    return f"Wrong: this is what comes of {said(found.mistake)}{others}."


def said(code: str) -> str:
    """Put a code in words."""
    return " and ".join(f"`{part}`" for part in code.split("+"))


def _hints(found: Finding) -> str:
    if not found.mistake:
        return ""
    where = right_where(found.mistake)
    return hint(found.mistake) + (f" It would be right where {where}." if where else "")


def working(answer: Answer) -> str:
    """Give the arithmetic and the value."""
    right = answer.right
    if right == CANNOT:
        return "The answer: it does not fit."
    steps = _steps(answer)
    ending = _ending(answer)
    if not steps:
        return f"The answer: {told(right)}{ending}."
    return "; ".join(_worked(step) for step in steps) + f"{ending}."


def _ending(answer: Answer) -> str:
    """Put the key in the unit, or the order, that the sheet means."""
    right, conventions = answer.right, answer.conventions
    if answer.scale > 1:
        return f" bytes = {_short(Fraction(right, answer.scale))} {conventions.memory}"
    if isinstance(right, Volume) and conventions.told(right) != tuple(right):
        return f", on this sheet written {told(conventions.told(right))}"
    return ""


def _short(value: Fraction) -> str:
    """Write a number of some unit in four digits, or as a whole one."""
    return f"{float(value):.4g}" if value < MOST_SHORT else f"{round(value):,}"


def _steps(answer: Answer) -> list[Step]:
    query, model = answer.item.query, answer.model
    if query is None or model is None:
        return []
    name = query.layer or "totals"
    found = explain_named(model.report(), name)
    steps = [step for each in found[:1] for step in each.steps if step.number == query.word]
    return [_counted_once(answer, step) for step in steps] if answer.conventions.flop == "mac" else steps


def _counted_once(answer: Answer, step: Step) -> Step:
    """Leave the 2 out of a step to flops, where a multiply-add is one of them."""
    if step.number.rpartition(".")[2] != "flops":
        return step
    return replace(step, formula="macs, as a multiply-add counts once here", numbers="", value=answer.right)


def _worked(step: Step) -> str:
    return " = ".join(part for part in (step.symbol, step.formula, step.numbers, told(step.value)) if part)


def told(value: Any) -> str:
    """Write a value."""
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, tuple):
        return "x".join(map(str, value))
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)

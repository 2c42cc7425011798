"""An answer as a sheet means it: in its unit and its order, with what there is to say of it, and its steps."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final, NamedTuple

from netcalc.course.solution.steps import Worked, fitted, way, worked
from netcalc.explanation.step import shown
from netcalc.homework.answers.units import PERCENT, asked
from netcalc.homework.key.of_arithmetic import ArithmeticSolution
from netcalc.homework.key.of_choice import ChoiceSolution, FitsSolution, ManualSolution
from netcalc.homework.key.of_network import NetworkSolution
from netcalc.homework.key.solution import Solution
from netcalc.homework.key.worked import CANNOT
from netcalc.homework.marking.working import ending, told
from netcalc.report.query import Query
from netcalc.report.report import Reach, Report

FIT: Final = "It does not fit."
MOST_FITTING: Final = 8
MOST_ON_THE_WAY: Final = 8


class Solved(NamedTuple):
    """An answer: of which cell, if of one; what it is, what there is to say of it, the steps."""

    cell: str
    answer: str
    said: tuple[str, ...]
    worked: tuple[Worked, ...] = ()


def answered(solution: Solution) -> Solved:
    """Give the answer to a question, or to a cell of a table."""
    cell = solution.item.cell
    where = f"{cell.row}, {cell.column}" if cell else ""
    if isinstance(solution, ManualSolution):
        return Solved(where, "", ("Marked by hand.",))
    if isinstance(solution, ChoiceSolution):
        return Solved(where, "; ".join(f"{letter}: {solution.choices[letter]}" for letter in solution.letters), ())
    if isinstance(solution, FitsSolution):
        return Solved(where, str(solution.right), tuple(_fitting(solution)), fitted(solution))
    if isinstance(solution, ArithmeticSolution):
        earlier = tuple(f"{name} = {told(each.right)}" for name, each in solution.depends.items())
        parts = dict.fromkeys((solution.arithmetic, told(solution.right)))
        return Solved(where, " = ".join(parts), earlier)
    if isinstance(solution, NetworkSolution):
        return Solved(where, _told(solution), tuple(_said(solution)), worked(solution))
    return Solved(where, _told(solution), tuple(_kinks(solution)))


def _told(solution: Solution) -> str:
    """Tell the value, in the order and the unit that the sheet means."""
    right = solution.right
    if right == CANNOT:
        return FIT
    if isinstance(right, bool):
        return "yes" if right else "no"
    if asked(solution.word) == PERCENT and isinstance(right, int | Fraction):
        return f"{float(right):.2f}%"
    if isinstance(right, tuple) and any(isinstance(each, Reach) for each in right):
        return told(tuple(each.size for each in right if isinstance(each, Reach)))
    if isinstance(right, tuple) and any(isinstance(each, float | tuple) for each in right):
        return _array(right)
    return f"{told(right)}{ending(solution)}"


def _array(value: object) -> str:
    return f"[{', '.join(map(_array, value))}]" if isinstance(value, tuple) else told(value)


def _said(solution: NetworkSolution) -> Iterator[str]:
    """Say through which volumes one comes to the layer, what a share is of, and why a window does not fit."""
    query, report = solution.query, solution.network.report()
    if solution.right == CANNOT:
        yield from (f"{each.message[:1].upper()}{each.message[1:]}." for each in report.problems[:1])
        return
    layer = query.layer or (report.outputs[-1].name if query.word == "output" else None)
    if layer is not None and layer in report and query.word in ("output", "input"):
        yield from _way(report, layer)
    if query.layer and query.word.endswith(".percent"):
        count = query.word.removesuffix(".percent")
        part, whole = (solution.network.value(each) for each in (query._replace(word=count), _total(query, count)))
        yield f"{told(part)} of {told(whole)} in all is {_told(solution)}."


def _total(query: Query, count: str) -> Query:
    return query._replace(layer=None, word=f"totals.{count}")


def _way(report: Report, name: str) -> Iterator[str]:
    before = report.input
    made = [f"{shown(before)}"]
    for each in way(report, name)[:-1]:
        if report[each].output != before:
            before = report[each].output
            made.append(f"{each} {shown(before)}")
    if len(made) > MOST_ON_THE_WAY:
        made = [*made[: MOST_ON_THE_WAY // 2], "…", *made[-MOST_ON_THE_WAY // 2 :]]
    if len(made) > 1:
        yield f"What it reads: {' → '.join(made)}."


def _fitting(solution: FitsSolution) -> Iterator[str]:
    others = [str(each) for each in solution.every[1:MOST_FITTING]]
    words = [word for word in ("same",) if solution.fits(word)]
    if others or words:
        yield f"These fit too: {', '.join([*others, *words])}{' ...' if len(solution.every) > MOST_FITTING else ''}."


def _kinks(solution: Solution) -> Iterator[str]:
    if solution.within is not None:
        low, high = solution.within
        yield f"{solution.kinks[0]} is at a kink, where every gradient from {low:g} to {high:g} counts."

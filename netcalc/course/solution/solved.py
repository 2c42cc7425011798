"""A sheet solved: each question with its answers, and what is drawn of it, once."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from netcalc.course.handout.described import about
from netcalc.course.handout.posed import Posed, posed
from netcalc.course.solution.answer import Solved, answered
from netcalc.homework.key.key import Key
from netcalc.homework.key.of_circuit import CircuitSolution
from netcalc.homework.key.of_network import NetworkSolution
from netcalc.homework.key.solution import Solution
from netcalc.report.report import Report

if TYPE_CHECKING:
    from netcalc.circuits import Circuit

DRAWN: Final = ("output", "receptive_field")


class Seen(NamedTuple):
    """What is drawn: a network, or a layer of it."""

    report: Report
    layer: str | None = None


class SolvedQuestion(NamedTuple):
    """A question with its answers, and what is drawn of it; `walked` is a circuit to walk through, where it is new.

    `as_before` is the number of the question that walks through the same circuit. Where shapes are asked, the way is
    one of shapes.
    """

    posed: Posed
    solved: tuple[Solved, ...]
    seen: tuple[Seen, ...]
    walked: "Circuit | None"
    as_before: int | None
    in_shapes: bool = False


def solve(key: Key) -> tuple[SolvedQuestion, ...]:
    """Solve every question; a network, a layer's window, a circuit are drawn once."""
    return tuple(_solved(key))


def solve_alone(key: Key, name: str) -> SolvedQuestion:
    """Solve one question, with all that is drawn of it."""
    solution = key.solutions[name]
    question = Posed(1, (solution.item,), about(solution.item), None)
    walked = solution.circuit if isinstance(solution, CircuitSolution) else None
    seen = tuple(_seen([solution], set()))
    return SolvedQuestion(question, (answered(solution),), seen, walked, None, _asks_shape(solution))


def _solved(key: Key) -> Iterator[SolvedQuestion]:
    drawn: set[tuple[int, str | None]] = set()
    walks: dict[tuple[bool, tuple[str, ...]], int] = {}
    for question in posed(key):
        solutions = [key.solutions[item.id] for item in question.items]
        first = solutions[0]
        walked, before, shapes = None, None, _asks_shape(first)
        if isinstance(first, CircuitSolution):
            before = walks.get((shapes, question.about))
            walked = first.circuit if before is None else None
            walks.setdefault((shapes, question.about), question.number)
        seen = tuple(_seen(solutions, drawn))
        yield SolvedQuestion(question, tuple(map(answered, solutions)), seen, walked, before, shapes)


def _asks_shape(solution: Solution) -> bool:
    return isinstance(solution, CircuitSolution) and solution.is_shape


def _seen(solutions: list[Solution], drawn: set[tuple[int, str | None]]) -> Iterator[Seen]:
    """Draw a network where it is first asked about, and a layer's window where its volume or its field is."""
    for solution in solutions:
        if not isinstance(solution, NetworkSolution):
            continue
        report, query = solution.network.report(), solution.query
        layer = query.layer or (report.outputs[-1].name if query.word == "output" else None)
        wanted: list[str | None] = [None] if len(report.layers) > 1 else []
        if layer is not None and _slides(report, layer) and query.word.startswith(DRAWN):
            wanted.append(layer)
        for name in wanted:
            if (id(solution.network), name) not in drawn:
                drawn.add((id(solution.network), name))
                yield Seen(report, name)


def _slides(report: Report, layer: str) -> bool:
    return layer in report and report[layer].working.window is not None

"""A quiz as pages: the question, what an answer earned, the working with its picture, how it went."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from netcalc.course.quiz.place import Answered
from netcalc.course.quiz.posed import Posed
from netcalc.course.quiz.score import Score
from netcalc.homework.key.of_circuit import CircuitSolution
from netcalc.homework.key.of_network import NetworkSolution
from netcalc.homework.key.solution import Solution
from netcalc.homework.key.worked import CANNOT
from netcalc.homework.marking.marked import MarkedQuestion
from netcalc.homework.marking.working import working
from netcalc.render.document import Document, Part, Picture, item, sentence
from netcalc.render.pages.windows import slide
from netcalc.render.pictures.drawing import Drawing
from netcalc.render.pictures.network import views
from netcalc.render.pictures.svg import svg
from netcalc.render.pictures.windows import layer as windows
from netcalc.report.report import Report
from netcalc.text.counted import counted

WIDEST: Final = 64  # pixels of an input whose windows are drawn
WIDE: Final = 120
WORDS: Final = "Answer in your own words, or write `hint`, `working`, `skip`, `quit`."
NO_HINT: Final = "There is no rule to tell: `working` shows how it is done."
HELP: Final = {1: "Try again; `hint` tells the rule.", 2: "Try again; `working` shows how it is done."}


def question(posed: Posed, number: int) -> Document:
    """Put a question."""
    return Document(posed.text, partial(_question, posed, number))


def _question(posed: Posed, number: int) -> Iterator[Part]:
    again = "once more: " if posed.place.again else ""
    yield sentence(f"{number}. {again}{posed.text}", "bold")
    yield from map(item, posed.about)
    yield from (item(f"{letter}: {words}") for letter, words in posed.choices)


def verdict(marked: MarkedQuestion, tries: int) -> Document:
    """Say what an answer earned, and after so many wrong ones what helps."""
    style = "green" if marked.correct else "red" if marked.readable else "yellow"
    said = [sentence(marked.feedback or ("Right." if marked.correct else "Wrong."), style)]
    said += [sentence(HELP[min(tries, 2)])] if tries else []
    return Document(marked, lambda: said)


def shown(posed: Posed, width: int) -> Document:
    """Show the working, and the picture that signs can draw."""
    return Document(posed.name, partial(_shown, posed, width))


def _shown(posed: Posed, width: int) -> Iterator[Part]:
    solution = posed.solution
    if isinstance(solution, CircuitSolution):
        from netcalc.render.pages.circuit import circuit_steps

        yield from list(circuit_steps.page(solution.circuit, []).parts())[1:]
    report = _slid(solution)
    if report is not None:
        yield from slide.page(report, width).parts()
    if report is None or solution.right == CANNOT:
        yield sentence(working(solution))


def illustrated(posed: Posed) -> Document:
    """Show the working with its picture, for a page."""
    return Document(posed.name, partial(_illustrated, posed))


def _illustrated(posed: Posed) -> Iterator[Part]:
    yield from _shown(posed, WIDE)
    picture = drawing(posed)
    if picture is not None:
        yield Picture(svg(picture, "page"))


def _slid(solution: Solution) -> Report | None:
    """Give the network of one window along one axis, whose positions are to be seen."""
    if not isinstance(solution, NetworkSolution):
        return None
    report = solution.network.report()
    given = report.layers[0].working.given[0]
    window = report.layers[0].working.window
    seen = len(report.layers) == 1 and window and given and len(given.spatial) == 1
    return report if seen and given and given.spatial[0] <= WIDEST else None


def drawing(posed: Posed) -> Drawing | None:
    """Draw what a question is about: its circuit, its window, its network; None where it is about none."""
    solution = posed.solution
    if isinstance(solution, CircuitSolution):
        from netcalc.render.pictures.circuit import picture as of_circuit

        return of_circuit(solution.circuit)
    if not isinstance(solution, NetworkSolution):
        return None
    report = solution.network.report()
    given = report.layers[0].working.given[0]
    if len(report.layers) == 1 and report.layers[0].working.window and given and max(given.spatial) <= WIDEST:
        return windows.picture(report, report.layers[0])
    return views.picture(report)


def hinted(posed: Posed) -> Document:
    """Tell the rule."""
    return Document(posed.hint, lambda: [sentence(posed.hint or NO_HINT)])


def summary(history: Sequence[Answered], score: Score) -> Document:
    """Say how it went, by topic, and how one stands in all."""
    return Document([each._asdict() for each in history], partial(_summary, history, score))


def _summary(history: Sequence[Answered], score: Score) -> Iterator[Part]:
    right = sum(each.right for each in history)
    yield sentence(f"{right} of {counted(len(history), 'question')} right at the first try.", "bold")
    for topic in dict.fromkeys(each.place.topic for each in history):
        if topic in score:
            asked, good, level = score[topic]
            yield item(f"{topic}: {good} of {asked} in all, now on level {level}")

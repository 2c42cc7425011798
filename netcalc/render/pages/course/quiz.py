"""A quiz as pages: the question, what an answer earned, the working with its picture, how it went."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from netcalc.course.quiz.place import Answered
from netcalc.course.quiz.posed import Posed
from netcalc.course.quiz.score import Score
from netcalc.homework.key.of_network import NetworkSolution
from netcalc.homework.key.solution import Solution
from netcalc.homework.marking.marked import MarkedQuestion
from netcalc.render.document import Code, Document, Heading, Part, Picture, item, sentence
from netcalc.render.pages.course.solution import answers, drawings
from netcalc.render.pages.windows import slide
from netcalc.render.pictures.svg import svg
from netcalc.report.report import Report
from netcalc.text.counted import counted

WIDEST: Final = 64  # pixels of an input whose windows are drawn
WIDE: Final = 120
WORDS: Final = "Answer as on paper: a number, a volume, a sum. Or write `hint`, `working`, `skip`, `quit`."
NO_HINT: Final = "There is no rule to tell: `working` shows how it is done."
HELP: Final = {1: "Try again; `hint` tells the rule.", 2: "Try again; `working` shows how it is done."}


def question(posed: Posed, number: int) -> Document:
    """Put a question."""
    return Document(posed.text, partial(_question, posed, number))


def _question(posed: Posed, number: int) -> Iterator[Part]:
    again = ", once more" if posed.place.again else ""
    level = f", level {posed.place.level}" if posed.rule else ""
    yield Heading(f"{number}. {posed.place.topic}{level}{again}")
    yield sentence(posed.text)
    yield from map(item, posed.about)
    yield from (item(f"{letter}: {words}") for letter, words in posed.choices)


def verdict(marked: MarkedQuestion, tries: int) -> Document:
    """Say what an answer earned, and after so many wrong ones what helps."""
    style = "green" if marked.correct else "red" if marked.readable else "yellow"
    said = [sentence(marked.feedback or ("Right." if marked.correct else "Wrong."), style)]
    said += [sentence(HELP[min(tries, 2)])] if tries else []
    return Document(marked, lambda: said)


def shown(posed: Posed, width: int) -> Document:
    """Show the working, and the positions of a window where signs can draw them."""
    return Document(posed.name, partial(_shown, posed, width))


def _shown(posed: Posed, width: int) -> Iterator[Part]:
    report = _slid(posed.solution)
    if report is not None:
        yield from slide.page(report, width).parts()
    if report is None or not report.valid:
        yield from _steps(posed)


def _steps(posed: Posed) -> Iterator[Part]:
    """Give the steps; of a circuit whose value is asked, those forward alone."""
    for part in answers(posed.solved):
        if posed.asks_forward and isinstance(part, Heading) and part.words == "backward":
            return
        yield part


def _slid(solution: Solution) -> Report | None:
    """Give the network of one window along one axis, whose positions are to be seen."""
    if not isinstance(solution, NetworkSolution):
        return None
    report = solution.network.report()
    first = report.layers[0].working
    given = first.given[0]
    if len(report.layers) > 1 or not first.window or given is None or len(given.spatial) > 1:
        return None
    return report if given.spatial[0] <= WIDEST else None


def illustrated(posed: Posed) -> Document:
    """Show the working with its pictures, for a page."""
    return Document(posed.name, partial(_illustrated, posed))


def _illustrated(posed: Posed) -> Iterator[Part]:
    report = _slid(posed.solution)
    if report is None or not report.valid:
        yield from _steps(posed)
    else:
        yield from (part for part in slide.page(report, WIDE).parts() if not isinstance(part, Code))
    yield from (Picture(svg(each, "page")) for each in drawings(posed.solved))


def hinted(posed: Posed) -> Document:
    """Tell the rule."""
    return Document(posed.hint, lambda: [sentence(posed.hint or NO_HINT)])


def summary(history: Sequence[Answered], score: Score) -> Document:
    """Say how it went, by topic, and how one stands in all."""
    return Document([each._asdict() for each in history], partial(_summary, history, score))


def _summary(history: Sequence[Answered], score: Score) -> Iterator[Part]:
    if not history:
        yield sentence("No question was answered.", "bold")
        return
    right = sum(each.right for each in history)
    yield sentence(f"{right} of {counted(len(history), 'question')} right at the first try.", "bold")
    for topic in dict.fromkeys(each.place.topic for each in history):
        if topic in score:
            asked, good, level = score[topic]
            yield item(f"{topic}: {good} of {asked} in all, now on level {level}")

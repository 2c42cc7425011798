"""The solution as a page: each question, its answer, every step, the pictures."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from netcalc.course.solution.answer import Solved
from netcalc.course.solution.solved import Seen, SolvedQuestion
from netcalc.render.document import Document, Equation, Heading, Part, sentence
from netcalc.render.pages.course.parts import described, head, picture
from netcalc.render.pictures.drawing import Drawing
from netcalc.render.pictures.network import views
from netcalc.render.pictures.windows import layer as windows
from netcalc.render.table import Row, Table, words

if TYPE_CHECKING:
    from netcalc.circuits import Circuit

MOST_GATES: Final = 60  # that are drawn
WIDEST: Final = 64  # pixels of an input whose windows are drawn


def page(title: str, solved: tuple[SolvedQuestion, ...], stem: str, student: str | None = None) -> Document:
    """Make the page, a student's own perhaps; its pictures are called after the stem of the file it is written to."""
    what = f"solution for {student}" if student else "solution"
    return Document(solved, partial(_parts, Heading(title or "Homework", what, 1), solved, stem))


def _parts(heading: Heading, solved: tuple[SolvedQuestion, ...], stem: str) -> Iterable[Part]:
    yield heading
    for question in solved:
        yield from head(question.posed)
        yield from described(question.posed)
        yield from answers(question)
        for number, drawing in enumerate(drawings(question), 1):
            yield picture(drawing, f"{stem}-{question.posed.number}-{number}.svg")


def answers(question: SolvedQuestion) -> Iterator[Part]:
    """Give the answer to a question, and every step to it."""
    posed = question.posed
    if posed.rows:
        cells = {each.cell: each.answer for each in question.solved}
        rows = (Row((row, *(cells[f"{row}, {column}"] for column in posed.columns))) for row in posed.rows)
        yield Table(words("", *posed.columns), tuple(rows))
    for each in question.solved:
        yield from _answer(each)
    if question.walked is not None:
        yield from _walk(question.walked, in_shapes=question.in_shapes)
    elif question.as_before is not None:
        yield sentence(f"The steps stand at question {question.as_before}.")


def _walk(circuit: "Circuit", *, in_shapes: bool) -> Iterator[Part]:
    """Walk through a circuit: by its values, or by their shapes."""
    from netcalc.render.pages.circuit import circuit_steps, shape_steps  # NumPy

    yield from shape_steps.shape_steps(circuit) if in_shapes else list(circuit_steps.page(circuit).parts())[1:]


def _answer(solved: Solved) -> Iterator[Part]:
    """Give an answer of one question, or the steps to a cell whose answer stands in the table."""
    if solved.cell:
        yield Heading(f"{solved.cell}: {solved.answer}")
    elif solved.answer:
        yield Heading(f"Answer: {solved.answer}")
    yield from map(sentence, solved.said)
    for worked in solved.worked:
        if len(solved.worked) > 1:
            yield Heading(worked.of)
        yield from map(Equation, worked.steps)


def drawings(question: SolvedQuestion) -> Iterator[Drawing]:
    """Draw what there is to see of a question: its network, a layer's window, its circuit."""
    for seen in question.seen:
        if (found := _drawing(seen)) is not None:
            yield found
    if question.walked is not None and len(question.walked.gates) <= MOST_GATES:
        from netcalc.render.pictures.circuit import picture as of_circuit  # NumPy

        yield of_circuit(question.walked)


def _drawing(seen: Seen) -> Drawing | None:
    """Draw a network, or a layer's window where the pixels can be told apart."""
    if seen.layer is None:
        return views.picture(seen.report)
    layer = seen.report[seen.layer]
    given = layer.working.given[0]
    return windows.picture(seen.report, layer) if given and max(given.spatial) <= WIDEST else None

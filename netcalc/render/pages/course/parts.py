"""What the pages of a course share: the head of a question, what it asks about, the pictures."""

import textwrap
from collections.abc import Iterator
from typing import Final

from netcalc.course.handout.posed import Posed
from netcalc.render.document import Code, Heading, Part, Picture, item, sentence
from netcalc.render.pictures.drawing import Drawing
from netcalc.render.pictures.svg import svg
from netcalc.render.pictures.tex import tex

ACROSS: Final = 600  # pixels of a drawing that a page of LaTeX holds
DOWN: Final = 430
WIDEST: Final = 88  # of lines to copy, on paper


def head(question: Posed) -> Iterator[Part]:
    """Give the number, the id and the points, then the question's words and what may be chosen."""
    worth = f"{question.points:g} point{'' if question.points == 1 else 's'}"
    yield Heading(f"{question.number}. {question.id}", worth, 2)
    yield from map(sentence, question.text.split("\n"))
    if question.digits:
        yield sentence(question.digits)
    yield from (item(f"{letter}: {words}") for letter, words in question.choices)


def described(question: Posed) -> Iterator[Part]:
    """Describe what a question asks about, or say where that stands."""
    if question.same_as is not None:
        what = "circuit" if question.items[0].question.circuit else "network"
        yield sentence(f"About the {what} of question {question.same_as}.")
    elif question.about:
        lines = (
            textwrap.wrap(each, WIDEST, subsequent_indent="    ", break_on_hyphens=False) for each in question.about
        )
        yield Code("\n".join("\n".join(each) for each in lines))


def picture(drawing: Drawing, file: str) -> Picture:
    """Make a picture for every form: SVG that follows light and dark, TikZ, and a file beside Markdown."""
    scale = min(1.0, ACROSS / drawing.width, DOWN / drawing.height)
    drawn = svg(drawing).replace("@media (", "@media screen and (")  # paper is light
    return Picture(drawn, f"\\scalebox{{{scale:.3f}}}{{%\n{tex(drawing)}}}", file, drawing.title)

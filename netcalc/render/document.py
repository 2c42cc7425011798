"""A document: what a page says of a result, as data; the form it is written in is chosen later."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol, TypeAlias

from netcalc.render.table import Table


class Span(NamedTuple):
    """A piece of text and the style it has on a terminal."""

    text: str
    style: str = ""


Line: TypeAlias = tuple[Span, ...]


def line(text: str = "", style: str = "") -> Line:
    """Make a line of one style."""
    return (Span(text, style),)


class Heading(NamedTuple):
    """The words above what follows; what stands behind them in brackets is said in a softer voice.

    Level 1 is the title of a whole document, 2 that of a part of it, 3 what stands above a list.
    """

    words: str
    about: str = ""
    level: int = 3


class Sentence(NamedTuple):
    """A sentence that belongs to the result."""

    words: Line


class Aside(NamedTuple):
    """A sentence for whoever reads it now: no part of what is pasted into another text."""

    words: Line


class Item(NamedTuple):
    """A line of a list."""

    words: Line


class Arithmetic(Protocol):
    """A line of arithmetic, as plain text and as LaTeX's mathematics, and a remark on it."""

    @property
    def text(self) -> str:
        """The line as plain text."""

    @property
    def latex(self) -> str:
        """The line in LaTeX's mathematics."""

    @property
    def note(self) -> str:
        """What there is to say of it."""


class Equation(NamedTuple):
    """A line of arithmetic, written when a form asks for it."""

    line: Arithmetic


class Code(NamedTuple):
    """Lines to copy as they stand."""

    text: str


class Picture(NamedTuple):
    """A drawing for forms that can show one: as SVG, perhaps as TikZ, and in a file of its own."""

    svg: str
    tex: str = ""
    file: str = ""
    title: str = ""


Part: TypeAlias = Heading | Sentence | Aside | Item | Equation | Code | Picture | Table


class Document(NamedTuple):
    """What a page says of a result; its parts, and the rows of its CSV, are made when a form asks for them."""

    result: object
    parts: Callable[[], Iterable[Part]]
    rows: Callable[[], Table] | None = None


def sentence(text: str, style: str = "") -> Sentence:
    """Make a sentence of one style."""
    return Sentence(line(text, style))


def aside(text: str, style: str = "") -> Aside:
    """Make an aside of one style."""
    return Aside(line(text, style))


def item(text: str, style: str = "") -> Item:
    """Make a list's line of one style."""
    return Item(line(text, style))

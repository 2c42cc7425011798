"""The mistakes that homework is diagnosed with: their codes, hints and examples."""

from typing import Final

from netcalc.homework.mistakes import Entry, listing
from netcalc.render.document import Code, Document, Heading, sentence
from netcalc.render.table import Narrower, Row, Table, words

NARROWER: Final = (Narrower("wrap", ("what is the case instead",), 20),)
HEADS: Final = words("code", "what is the case instead", "question", "wrong answer", "right where")


def page() -> Document:
    """Make the list of mistakes."""
    found = listing()
    rows = tuple(Row((each.code, each.hint)) for each in found)
    table = Table(words("code", "what is the case instead"), rows, (), NARROWER)
    return Document(found, lambda: (table,), lambda: _rows(found))


def one(code: str) -> Document:
    """Make the page of one mistake, with a sheet and the answer that it explains."""
    (found,) = (each for each in listing() if each.code == code)
    elsewhere = (sentence(f"It would be right where {found.right_where}."),) if found.right_where else ()
    example = found.example
    about = sentence(f"For example, who answers {example.answer} to this has made it:")
    parts = (Heading(code), sentence(found.hint), *elsewhere, about, Code(example.sheet))
    return Document(found, lambda: parts, lambda: _rows((found,)))


def _rows(found: tuple[Entry, ...]) -> Table:
    cells = ((each.code, each.hint, each.example.ask, each.example.answer, each.right_where) for each in found)
    return Table(HEADS, tuple(map(Row, cells)))

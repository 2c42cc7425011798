"""The codes of problems and of advice: what each means, and the shortest thing that brings it about."""

from typing import Final, NamedTuple

from netcalc.problems import MEANINGS
from netcalc.render.document import Code, Document, Heading, sentence
from netcalc.render.pages.catalogues.code_examples import EXAMPLES
from netcalc.render.table import Narrower, Row, Table, words

NARROWER: Final = (Narrower("wrap", ("what is wrong",), 20),)


class Listed(NamedTuple):
    """A code, what it means, and an example of it: a spec in a file net.yaml, and the command that is run on it."""

    code: str
    meaning: str
    spec: str
    command: str


def listed() -> tuple[Listed, ...]:
    """Give all codes in the order of the catalogue."""
    return tuple(Listed(code, meaning, *EXAMPLES[code]) for code, meaning in MEANINGS.items())


def page() -> Document:
    """Make the list of codes."""
    found = listed()
    table = Table(words("code", "what is wrong"), tuple(Row((each.code, each.meaning)) for each in found), (), NARROWER)
    rows = Table(words(*Listed._fields), tuple(map(Row, found)))
    return Document(found, lambda: (table,), lambda: rows)


def one(code: str) -> Document:
    """Make the page of one code, with its example."""
    (found,) = (each for each in listed() if each.code == code)
    rows = Table(words(*Listed._fields), (Row(found),))
    where = "with this in net.yaml, " if found.spec else ""
    about = sentence(f"For example, {where}`{found.command}`{':' if found.spec else '.'}")
    shown = (Code(found.spec),) if found.spec else ()
    return Document(found, lambda: (Heading(code), sentence(found.meaning), about, *shown), lambda: rows)

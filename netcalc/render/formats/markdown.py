"""A document as GitHub's Markdown."""

import re

from netcalc.render.document import Aside, Code, Document, Equation, Heading, Item, Line, Part, Picture, Sentence
from netcalc.render.table import Head, Row, Table, written

MEANS = re.compile(r"<(?=[A-Za-z/!?])|\[(?=[^\]]*\]\()")  # a tag, a link, a picture
LIST = 3  # the level of what stands above a list
ROWS = (Item, Equation)


def write(document: Document, _width: int | None) -> str:
    """Write a document's parts, a blank line between them but not between the lines of a list."""
    made = ""
    before: Part | None = None
    for part in document.parts():
        if isinstance(part, Aside) or (isinstance(part, Picture) and not part.file):
            continue
        together = before is None or (isinstance(part, ROWS) and isinstance(before, ROWS))
        made += ("" if together else "\n") + _part(part)
        before = part
    return made


def _part(part: Part) -> str:
    match part:
        case Table():
            return table(part)
        case Heading():
            if part.level < LIST and part.about:
                return f"{'#' * part.level} {plain(part.words)} ({plain(part.about)})\n"
            about = f"\n{plain(part.about)}.\n" if part.about else ""
            return f"{'#' * part.level} {plain(part.words)}\n{about}"
        case Picture():
            return f"![{plain(part.title)}]({part.file})\n"
        case Equation():
            return f"- `{part.line.text}`{f' ({part.line.note})' if part.line.note else ''}\n"
        case Item():
            return f"- {_line(part.words)}\n"
        case Code():
            return f"```\n{part.text.rstrip()}\n```\n"
        case Sentence():
            return f"{_line(part.words)}\n"
    message = f"Markdown has no form for {type(part).__name__}"
    raise TypeError(message)


def _line(words: Line) -> str:
    return standing_first("".join(span.text for span in words).strip())


def plain(text: str) -> str:
    """Write plain text so that Markdown takes it."""
    return re.sub(r"([\\`*_<>|])", r"\\\1", text)


def standing_first(text: str) -> str:
    r"""Write a line so that what stands first in it is no heading, no list and no rule.

    >>> print(standing_first("# of filters: a_b"), standing_first("1. Why?"), standing_first("-4"))
    \# of filters: a\_b 1\. Why? -4
    """
    return re.sub(r"^(\s*[0-9]*)([#+.)=-])(?=[\s#=-]|$)", r"\1\\\2", plain(text))


def table(found: Table) -> str:
    """Write a table, totals in bold."""
    rules = ("---:" if head.holds == "numbers" else "---" for head in found.heads)
    rows = [[_escaped(head.text) for head in found.heads], list(rules)]
    rows += [[*map(_cell, map(written, row.cells), found.heads)] for row in found.rows]
    rows += map(_bold, found.totals)
    return "".join("| " + " | ".join(cells) + " |\n" for cells in rows)


def _bold(row: Row) -> list[str]:
    return [f"**{_escaped(text)}**" if text else "" for text in map(written, row.cells)]


def _cell(text: str, head: Head) -> str:
    return f"`{_escaped(text)}`" if head.holds == "code" and text else MEANS.sub(r"\\\g<0>", _escaped(text))


def _escaped(text: str) -> str:
    return text.replace("|", r"\|")

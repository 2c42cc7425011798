"""A document as a piece of HTML, as a notebook shows it."""

from collections.abc import Iterable
from html import escape
from typing import Final

from netcalc.render.document import Aside, Code, Document, Equation, Heading, Item, Line, Part, Picture, Sentence
from netcalc.render.table import Head, Row, Table, written

LIST: Final = 3  # the level of what stands above a list
SIDES: Final = {"words": "left", "numbers": "right", "code": "left"}


def write(document: Document, _width: int | None) -> str:
    """Write a document's parts, a line each; what users wrote is text, never markup."""
    return "".join(_part(part) + "\n" for part in document.parts())


def _part(part: Part) -> str:
    match part:
        case Table():
            return table(part)
        case Heading():
            about = f" ({escape(part.about)})" if part.about else ""
            if part.level < LIST:
                return f"<h{part.level}>{escape(part.words)}<small>{about}</small></h{part.level}>"
            return f"<p><b>{escape(part.words)}</b>{about}</p>"
        case Equation():
            note = f" <small>({escape(part.line.note)})</small>" if part.line.note else ""
            return f"<div><code>{escape(part.line.text)}</code>{note}</div>"
        case Item():
            return f'<div style="margin-left:1em">{_line(part.words)}</div>'
        case Code():
            return f"<pre>{escape(part.text)}</pre>"
        case Picture():
            return f"<div>{part.svg}</div>"
        case Sentence() | Aside():
            return f"<div>{_line(part.words)}</div>"


def _line(words: Line) -> str:
    return "".join(f"<b>{escape(text)}</b>" if "bold" in style else escape(text) for text, style in words)


def table(found: Table) -> str:
    """Write a table."""
    heads = _row(found.heads, (head.text for head in found.heads), "th")
    body, foot = _rows(found.heads, found.rows, "td"), _rows(found.heads, found.totals, "th")
    return f"<table><thead>{heads}</thead><tbody>{body}</tbody><tfoot>{foot}</tfoot></table>"


def _rows(heads: tuple[Head, ...], rows: tuple[Row, ...], tag: str) -> str:
    return "".join(_row(heads, map(written, row.cells), tag) for row in rows)


def _row(heads: tuple[Head, ...], cells: Iterable[str], tag: str) -> str:
    pairs = zip(heads, cells, strict=True)
    return f"<tr>{''.join(_put(tag if cell else 'td', cell, head) for head, cell in pairs)}</tr>"


def _put(tag: str, text: str, head: Head) -> str:
    """Put a cell in its tag; an empty one heads nothing, as those who hear the page are told."""
    return f'<{tag} style="text-align:{SIDES[head.holds]}">{_cell(text, head)}</{tag}>'


def _cell(text: str, head: Head) -> str:
    return f"<code>{escape(text)}</code>" if head.holds == "code" and text else escape(text)

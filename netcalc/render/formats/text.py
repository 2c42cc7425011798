"""A document as lines of text: on a terminal in colour, fitted to its width."""

import re
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from netcalc.render import column_widths as narrow
from netcalc.render.document import (
    Aside,
    Code,
    Document,
    Equation,
    Heading,
    Item,
    Line,
    Part,
    Picture,
    Sentence,
    Span,
    line,
)
from netcalc.render.table import Table

INDENT: Final = "  "
STYLES: Final = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34"}
TURNS: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns text round
CONTROLS: Final = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{TURNS}]")  # all but tabs and ends of lines
APART: Final = (Table, Code, Picture)


def write(document: Document, width: int | None) -> str:
    """Write a document as text without colours."""
    return plain(lines(document, width))


def plain(found: Iterable[Line]) -> str:
    """Write lines without any style."""
    return "".join("".join(span.text for span in spans).rstrip() + "\n" for spans in found)


def coloured(found: Iterable[Line]) -> str:
    """Write lines in their styles; what users wrote cannot command the terminal."""
    return "".join("".join(map(_styled, spans)) + "\n" for spans in found)


def harmless(text: str) -> str:
    """Put a sign in the place of each character that could command a terminal."""
    return CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def _styled(span: Span) -> str:
    text = harmless(span.text)
    return f"\x1b[{_codes(span.style)}m{text}\x1b[0m" if span.style and text else text


def _codes(style: str) -> str:
    return ";".join(STYLES[word] for word in style.split())


def lines(document: Document, width: int | None = None) -> list[Line]:
    """Lay a document out; say last what was left out to fit the width."""
    made: list[Line] = []
    lost: dict[str, None] = {}
    laid: dict[int, list[Line]] = {}  # steps that are one and the same
    before: Part | None = None
    room = width
    for part in document.parts():
        if isinstance(part, Equation) and isinstance(before, Equation):
            if id(part.line) not in laid:
                laid[id(part.line)] = _equation(part, width)
            made += laid[id(part.line)]
            continue
        if before is not None and _apart(before, part):
            made.append(())
        if isinstance(part, Table):
            room = width or part.widest
            found, given_up = _table(part, room)
            made += found
            lost |= dict.fromkeys(given_up)
        else:
            made += LAID[type(part)](part, width)
        before = part
    return [*made, *_left_out(list(lost), width or room)]


def _apart(before: Part, part: Part) -> bool:
    """Say whether a blank line stands between two parts."""
    if isinstance(before, Heading):
        return False
    ends_list = isinstance(before, Item | Equation) and isinstance(part, Sentence | Aside)
    return ends_list or isinstance(part, (*APART, Heading)) or isinstance(before, APART)


def _left_out(lost: list[str], width: int | None) -> list[Line]:
    if not lost:
        return []
    text = f"Left out to fit {width} columns: {', '.join(lost)}. `--format csv` has them."
    return [(), *wrapped(line(text, "dim"), width)]


def _table(table: Table, width: int | None) -> tuple[list[Line], tuple[str, ...]]:
    blocks, lost = narrow.fitted(table, width)
    made: list[Line] = []
    for block in blocks:
        made += [*([()] if made else []), *_block(table, block)]
    return made, lost


def _block(table: Table, block: list[narrow.Column]) -> list[Line]:
    """Lay columns out: heads, a rule, rows, a rule, totals."""
    heads, *rows = narrow.rows(block)
    rule = line("─" * narrow.width(block), "dim")
    made = [*(line(text, "bold") for text in heads), rule]
    for row, texts in zip(table.rows, rows, strict=False):
        made += [line(text, row.style) for text in texts]
    if table.totals:
        made.append(rule)
    for row, texts in zip(table.totals, rows[len(table.rows) :], strict=True):
        made += [line(text, row.style or "bold") for text in texts]
    return made


def _heading(part: Heading, width: int | None) -> list[Line]:
    return wrapped((Span(part.words, "bold"), Span(f" ({part.about})" if part.about else "")), width)


def _sentence(part: Sentence | Aside, width: int | None) -> list[Line]:
    text = part.words[0].text if part.words else ""
    return wrapped(part.words, width, hanging=" " * (len(text) - len(text.lstrip())))


def _item(part: Item, width: int | None) -> list[Line]:
    return wrapped((Span(INDENT), *part.words), width, hanging=2 * INDENT)


def _equation(part: Equation, width: int | None) -> list[Line]:
    note = f"   ({part.line.note})" if part.line.note else ""
    return wrapped((Span(INDENT + part.line.text), Span(note, "dim")), width, hanging=2 * INDENT)


def _code(part: Code, _width: int | None) -> list[Line]:
    return [line(INDENT + each if each else "") for each in part.text.splitlines()]


def _picture(_part: Picture, _width: int | None) -> list[Line]:
    return []


LAID: Final[dict[type, Callable[..., list[Line]]]] = {
    Heading: _heading, Sentence: _sentence, Aside: _sentence, Item: _item, Equation: _equation, Code: _code,
    Picture: _picture,
}  # fmt: skip


class _Cut(NamedTuple):
    """Where a line of a broken text begins and ends."""

    start: int
    end: int


def wrapped(found: Line, width: int | None, hanging: str = "") -> list[Line]:
    """Break a line at blanks so that it fits, its styles kept; a word that is too long stays whole."""
    text = "".join(span.text for span in found)
    if width is None or len(text) <= width:
        return [found]
    cuts = _cuts(text, width, len(hanging))
    return [(*([Span(hanging)] if at and hanging else []), *_slice(found, each)) for at, each in enumerate(cuts)]


def _cuts(text: str, width: int, hanging: int) -> list[_Cut]:
    start, room = 0, width
    made: list[_Cut] = []
    indent = len(text) - len(text.lstrip())
    while len(text) - start > room:
        end = _break(text, start + (0 if made else indent) + 1, start + room)
        if end < 0:
            break
        made.append(_Cut(start, end))
        start = end + len(text[end:]) - len(text[end:].lstrip())
        room = max(1, width - hanging)
    return [*made, _Cut(start, len(text))] if start < len(text) else made


def _break(text: str, start: int, end: int) -> int:
    """Find where to break a line: before a remark, an equals sign, an arrow, else at a blank; -1 where nowhere."""
    middle = (start + end) // 2
    before = (text.rfind(sign, middle, end + 1) for sign in ("   ", " = ", " -> "))
    found = (*before, text.rfind(" ", start, end + 1))
    return next((at for at in found if at > 0), text.find(" ", end))


def _slice(found: Line, cut: _Cut) -> Line:
    made: list[Span] = []
    at = 0
    for text, style in found:
        piece = text[max(0, cut.start - at) : max(0, cut.end - at)]
        made += [Span(piece, style)] if piece else []
        at += len(text)
    return tuple(made)

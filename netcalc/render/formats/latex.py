"""A document as LaTeX that needs no package."""

import re
from collections.abc import Iterable
from typing import Final

from netcalc.render.document import Aside, Code, Document, Equation, Heading, Item, Line, Part, Picture, Sentence
from netcalc.render.formats.maths import sign as in_maths
from netcalc.render.signs import spelt
from netcalc.render.table import Head, Table, written

SIGNS: Final = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
}  # fmt: skip
MATHS: Final = {"·": r" \cdot ", "⌊": r"\lfloor ", "⌋": r" \rfloor", "⌈": r"\lceil ", "⌉": r" \rceil"}
WORD: Final = r"[A-Za-z][A-Za-z0-9_.-]*(?: [A-Za-z]+)*"
SYMBOL: Final = r"([A-Za-z])(\d?)(?:_(w|h|t|left|right|top|bottom|front|back))?"
NEGATIVE: Final = r"-[0-9.]+"
SECTIONS: Final = ("section", "subsection")
ROWS: Final = (Item, Equation)


def write(document: Document, _width: int | None) -> str:
    """Write a document's parts, the lines of a list together."""
    made: list[str] = []
    items: list[str] = []
    for part in document.parts():
        if isinstance(part, ROWS):
            items.append(_item(part))
        elif not isinstance(part, Aside) and not (isinstance(part, Picture) and not part.tex):
            made += [*_list(items), _part(part)]
            items = []
    return "\n".join([*made, *_list(items)])


def _item(part: Item | Equation) -> str:
    if isinstance(part, Item):
        return rf"\item {_line(part.words)}"
    return rf"\item ${part.line.latex}$" + (f" ({text(part.line.note)})" if part.line.note else "")


def _list(items: list[str]) -> list[str]:
    return ["\\begin{itemize}\n" + "\n".join(items) + "\n\\end{itemize}\n"] if items else []


def _part(part: Part) -> str:
    match part:
        case Table():
            return table(part)
        case Heading():
            return _heading(part)
        case Code():
            return f"\\begin{{verbatim}}\n{_verbatim(part.text)}\n\\end{{verbatim}}\n"
        case Picture():
            return f"\\begin{{center}}\n{part.tex}\n\\end{{center}}\n"
        case Sentence():
            return f"{_line(part.words)}\n"
    message = f"LaTeX has no form for {type(part).__name__}"
    raise TypeError(message)


def _heading(part: Heading) -> str:
    if part.level < len(SECTIONS) + 1:
        about = rf" {{\normalsize\mdseries ({text(part.about)})}}" if part.about else ""
        return f"\\{SECTIONS[part.level - 1]}*{{{text(part.words)}{about}}}\n"
    about = f" {text(part.about)}." if part.about else ""
    return f"\\paragraph{{{text(part.words)}}}{about}\n"


def _verbatim(code: str) -> str:
    """Give code without what would end it."""
    return spelt(code.rstrip(), "latin-1").replace("\\end{", "\\end {")


def _line(words: Line) -> str:
    return text("".join(span.text for span in words).strip())


def text(found: str) -> str:
    """Write plain text so that LaTeX takes it."""
    if re.fullmatch(NEGATIVE, found):
        return f"${found}$"
    return "".join(SIGNS.get(each) or (each if each.isascii() else in_maths(each) or each) for each in found)


def table(found: Table) -> str:
    """Write a table as a tabular."""
    aligns = "".join("r" if head.holds == "numbers" else "l" for head in found.heads)
    heads = _row(text(head.text) for head in found.heads)
    rows = [_row(map(_cell, map(written, row.cells), found.heads)) for row in found.rows]
    totals = [_row(map(text, map(written, row.cells))) for row in found.totals]
    lines = [rf"\begin{{tabular}}{{{aligns}}}", r"\hline", heads, r"\hline", *rows, r"\hline", *totals]
    return "\n".join([*lines, *([r"\hline"] if totals else []), r"\end{tabular}"]) + "\n"


def _row(cells: Iterable[str]) -> str:
    return " & ".join(cells) + r" \\"


def _cell(found: str, head: Head) -> str:
    return rf"\texttt{{{text(found)}}}" if head.holds == "code" and found else text(found)


def formula(found: str) -> str:
    """Write a formula in LaTeX's mathematics: W2 becomes W_{2}, F_w F_{w}; any other word stands upright."""
    made = re.sub(WORD, _token, found)
    for sign, command in MATHS.items():
        made = made.replace(sign, command)
    return made


def _token(match: re.Match[str]) -> str:
    symbol = re.fullmatch(SYMBOL, match[0])
    if not symbol:
        upright = text(match[0]).replace(" ", r"\ ")
        return rf"\mathrm{{{upright}}}"
    below = ",".join(part for part in symbol.groups()[1:] if part)
    return symbol[1] + (f"_{{{below}}}" if below else "")


def volume(found: str) -> str:
    """Write a volume in LaTeX's mathematics."""
    return found.replace("x", r" \times ")

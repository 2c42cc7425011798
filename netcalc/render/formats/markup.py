"""Tables and formulas in Markdown, LaTeX and HTML."""

import re
from html import escape
from typing import Final

from netcalc.render.formats.table import Row, Table

LATEX: Final = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
}  # fmt: skip
MATHS: Final = {"·": r" \cdot ", "⌊": r"\lfloor ", "⌋": r" \rfloor", "⌈": r"\lceil ", "⌉": r" \rceil"}
WORD: Final = r"[A-Za-z][A-Za-z0-9_.-]*(?: [A-Za-z]+)*"
SYMBOL: Final = r"([A-Za-z])(\d?)(?:_(w|h|t|left|right|top|bottom|front|back))?"
NEGATIVE: Final = re.compile(r"-[0-9.]+")


def markdown(table: Table) -> str:
    """Write a table as GitHub's Markdown, totals in bold."""
    rules = ("---:" if align == "right" else "---" for _, align in table.heads)
    rows = [[head.replace("|", r"\|") for head, _ in table.heads], list(rules)]
    rows += [[cell.replace("|", r"\|") for cell in row.cells] for row in table.rows]
    rows += [[f"**{cell}**" if cell else "" for cell in row.cells] for row in table.totals]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in rows)


def markdown_text(text: str) -> str:
    """Write plain text so that Markdown takes it."""
    return re.sub(r"([\\`*_<>|])", r"\\\1", text)


def latex_text(text: str) -> str:
    """Write plain text so that LaTeX takes it."""
    if NEGATIVE.fullmatch(text):
        return f"${text}$"
    return "".join(LATEX.get(sign, sign) for sign in text).replace("→", r"$\to$")


def latex(table: Table) -> str:
    """Write a table as a LaTeX tabular that needs no package."""
    aligns = "".join("r" if align == "right" else "l" for _, align in table.heads)

    def written(cells: tuple[str, ...]) -> str:
        return " & ".join(map(latex_text, cells)) + r" \\"

    heads = written(tuple(head for head, _ in table.heads))
    lines = [
        rf"\begin{{tabular}}{{{aligns}}}",
        r"\hline",
        heads,
        r"\hline",
        *(written(row.cells) for row in table.rows),
    ]
    totals = [written(row.cells) for row in table.totals]
    return "\n".join([*lines, r"\hline", *totals, *([r"\hline"] if totals else []), r"\end{tabular}"]) + "\n"


def latex_formula(formula: str) -> str:
    """Write a formula in LaTeX's mathematics: W2 becomes W_{2}, F_w F_{w}; any other word stands upright."""

    def token(match: re.Match[str]) -> str:
        symbol = re.fullmatch(SYMBOL, match[0])
        if not symbol:
            upright = latex_text(match[0]).replace(" ", r"\ ")
            return rf"\mathrm{{{upright}}}"
        below = ",".join(part for part in symbol.groups()[1:] if part)
        return symbol[1] + (f"_{{{below}}}" if below else "")

    made = re.sub(WORD, token, formula)
    for sign, command in MATHS.items():
        made = made.replace(sign, command)
    return made


def latex_volume(volume: str) -> str:
    """Write a volume in LaTeX's mathematics."""
    return volume.replace("x", r" \times ")


def html(table: Table) -> str:
    """Write a table as HTML."""

    def cells(row: tuple[str, ...], tag: str) -> str:
        aligns = (align for _, align in table.heads)
        parts = zip(row, aligns, strict=True)
        return "".join(f'<{tag} style="text-align:{align}">{escape(cell)}</{tag}>' for cell, align in parts)

    def rows(found: tuple[Row, ...], tag: str) -> str:
        return "".join(f"<tr>{cells(row.cells, tag)}</tr>" for row in found)

    heads = tuple(head for head, _ in table.heads)
    body, foot = rows(table.rows, "td"), rows(table.totals, "th")
    return f"<table><thead><tr>{cells(heads, 'th')}</tr></thead><tbody>{body}</tbody><tfoot>{foot}</tfoot></table>"

"""Tables and formulas in Markdown, LaTeX and HTML."""

import re
from html import escape
from typing import Final

from netcalc.render.table import Row, Table

LATEX: Final = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
}  # fmt: skip
MATHS: Final = {"·": r" \cdot ", "⌊": r"\lfloor ", "⌋": r" \rfloor", "⌈": r"\lceil ", "⌉": r" \rceil"}
NEGATIVE: Final = re.compile(r"-[0-9.]+")
LETTER: Final = re.compile(r"\b([A-Za-z]+?)(\d?)(?:_([a-z]+))?\b")


def markdown(table: Table) -> str:
    """Write a table as GitHub's Markdown, totals in bold."""
    rules = ("---:" if align == "right" else "---" for _, align in table.heads)
    rows = [[head for head, _ in table.heads], list(rules)]
    rows += [[cell.replace("|", r"\|") for cell in row.cells] for row in table.rows]
    rows += [[f"**{cell}**" if cell else "" for cell in row.cells] for row in table.totals]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in rows)


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
    """Write a formula in LaTeX's mathematics: W2 becomes W_{2}, a word upright."""

    def letter(match: re.Match[str]) -> str:
        word, digit, mark = match[1], match[2], match[3]
        below = ",".join(part for part in (digit, mark) if part)
        base = word if len(word) == 1 else rf"\mathrm{{{word}}}"
        return base + (f"_{{{below}}}" if below else "")

    made = LETTER.sub(letter, formula)
    made = re.sub(r"(?<=\d)x(?=\d)", r" \\times ", made)
    for sign, command in MATHS.items():
        made = made.replace(sign, command)
    return made


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

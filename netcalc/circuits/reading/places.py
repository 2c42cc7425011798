"""What is wrong at a place of a circuit's text, as a problem with its line and column."""

import re
from typing import Final

from netcalc import problems
from netcalc.circuits.reading.words import METHODS
from netcalc.problems import Place, Problem, SpecError

WHERE: Final = "expression"
METHOD: Final = rf"(?:T|{'|'.join(sorted(METHODS))})(?!\w)"
WORD: Final = re.compile(rf"np\.\w+|[^\W\d]\w*(?:\.(?!{METHOD})\w+)*")  # W of W.dot(x)


def wrong(
    text: str, at: int, message: str, *, code: str = problems.INVALID_EXPRESSION, gate: str | None = None,
    hint: str = "",
) -> SpecError:  # fmt: skip
    """Say what is wrong at a character of a text, counted from 1."""
    return SpecError([Problem(code=code, message=message, hint=hint, layer=gate, place=place(text, at))])


def place(text: str, at: int) -> Place:
    r"""Give the place of a character: the word or sign that stands there.

    >>> place("q = x\nf = q * z", 7).line, place("q = x\nf = q * z", 7).column
    (2, 1)
    """
    line, column = line_and_column(text, at)
    shown = text.split("\n")[line - 1]
    found = WORD.match(shown, column - 1)
    return Place(file=WHERE, line=line, column=column, text=shown, width=len(found[0]) if found else 1)


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """Give the line and the column of a character, both counted from 1."""
    before = text[: at - 1]
    return before.count("\n") + 1, at - 1 - before.rfind("\n")

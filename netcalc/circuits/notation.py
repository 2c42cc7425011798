"""How circuits are written: the signs of the blackboard (σ, ², ·) put into arithmetic, columns kept."""

import re
from typing import Final

from netcalc import problems
from netcalc.circuits.ops import ABSENT, ALIASES, FUNCTIONS, SIGNS
from netcalc.problems import Place, Problem, SpecError
from netcalc.text.nearness import slipped
from netcalc.text.numbers.expression import ExpressionError, Tree, parse

WHERE: Final = "expression"
SUPERSCRIPTS: Final = {
    "⁰": "0",
    "¹": "1",
    "²": "2",
    "³": "3",
    "⁴": "4",
    "⁵": "5",
    "⁶": "6",
    "⁷": "7",
    "⁸": "8",
    "⁹": "9",
}
BLACKBOARD: Final = {
    "·": "*", "⋅": "*", "×": "*", "∗": "*", "÷": "/", "−": "-", "–": "-", "√": "sqrt", "⁻": "-",
    **dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)),
}  # fmt: skip
SIGMA: Final = re.compile(r"σ(?=\s*\()")
RAISED: Final = re.compile(f"⁻?[{''.join(SUPERSCRIPTS)}]+")
WORD: Final = re.compile(r"[^\W\d]\w*(?:\.\w+)*")
TOUCHING: Final = re.compile(r"\d\s*[^\W\d_]|[\w)]\s*\(|\)\s*\w|\w\s+\w")


def understood(text: str) -> Tree:
    """Read an expression; SpecError with its place where it is not one.

    >>> understood("σ(w·x)²").op
    '**'
    """
    written, columns = _arithmetic(text)
    try:
        return parse(written, functions=FUNCTIONS, operators=SIGNS)
    except ExpressionError as error:
        column = columns[min(error.column, len(columns)) - 1]
        raise wrong(text, column, str(error), hint=_hint(written, error)) from None


def wrong(
    text: str, column: int, message: str, *, code: str = problems.INVALID_EXPRESSION, gate: str | None = None,
    hint: str = "",
) -> SpecError:  # fmt: skip
    """Say what is wrong at a column of an expression."""
    shown = text.expandtabs(1).replace("\n", " ")
    return SpecError([Problem(code=code, message=message, hint=hint, layer=gate, place=place(shown, column))])


def place(text: str, column: int) -> Place:
    """Give the place of a column: the word or sign that stands there."""
    found = WORD.match(text, column - 1)
    return Place(file=WHERE, line=1, column=column, text=text, width=len(found[0]) if found else 1)


def original(text: str, column: int) -> int:
    """Give the column, in a text as it was written, of a column in the arithmetic that it stands for."""
    columns = _arithmetic(text)[1]
    return columns[min(column, len(columns)) - 1]


def _arithmetic(text: str) -> tuple[str, list[int]]:
    """Put in what each sign stands for; for each character, and the end, the column that it comes from."""
    made: list[str] = []
    columns: list[int] = []
    place = 0
    while place < len(text):
        raised = RAISED.match(text, place)
        if raised:
            taken, put = raised[0], "**" + "".join(SUPERSCRIPTS.get(sign, "-") for sign in raised[0])
        else:
            taken, put = text[place], _sign(text, place)
        made.append(put)
        columns += [place + 1] * len(put)
        place += len(taken)
    return "".join(made), [*columns, len(text) + 1]


def _sign(text: str, place: int) -> str:
    return "sigmoid" if SIGMA.match(text, place) else BLACKBOARD.get(text[place], text[place])


def _hint(written: str, error: ExpressionError) -> str:
    """Say what was probably meant."""
    found = WORD.match(written, error.column - 1)
    if "function" in str(error) and found:
        word = found[0].rpartition(".")[2]
        if word.lower() in ABSENT:
            return ""  # the message names those there are
        meant = word if word in FUNCTIONS else ALIASES.get(word.lower()) or slipped(word, FUNCTIONS)
        return f"write {meant}(...)" if meant else f"a product is written {word} * (...)"
    if "[" in written:
        return "an element has a name of its own, w0; a product of vectors is w @ x; values are given apart, w=[2,-3]"
    if str(error) == "this is not arithmetic" and TOUCHING.search(written):
        return "a product is written with a sign: (x + y) * z"
    return ""

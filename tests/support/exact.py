"""Arithmetic as it is printed, worked out exactly by another program than the one that wrote it."""

from fractions import Fraction
from typing import Final

from netcalc.text.numbers.exact import FUNCTIONS, evaluate
from netcalc.text.numbers.expression import parse

SIGNS: Final = (("·", "*"), ("⌊", "floor("), ("⌋", ")"), ("⌈", "ceil("), ("⌉", ")"))
LATEX: Final = ((r" \cdot ", "·"), (r"\lfloor ", "⌊"), (r" \rfloor", "⌋"), (r"\lceil ", "⌈"), (r" \rceil", "⌉"))


def worked_out(text: str) -> Fraction:
    """Work out numbers with the signs that an explanation prints."""
    for sign, written in SIGNS:
        text = text.replace(sign, written)
    return evaluate(parse(text, functions=FUNCTIONS), {})


def from_latex(text: str) -> str:
    """Write the numbers of a formula in LaTeX as in text."""
    for written, sign in LATEX:
        text = text.replace(written, sign)
    return text

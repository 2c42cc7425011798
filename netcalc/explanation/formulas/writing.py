"""Formulas written by one walk over the tree, in the hand of whoever reads: letters, the numbers put in, LaTeX."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

from netcalc.explanation.formulas.formula import (
    Difference,
    Exact,
    Formula,
    Letter,
    Negative,
    Number,
    Product,
    Quotient,
    Rounded,
    Sum,
)

NEGATIVE, SUM, QUOTIENT, PRODUCT, ATOM = range(5)  # how firmly a piece of text holds together
CAPITAL: Final = re.compile(r"[A-Z](_[a-z]+)?")
SYMBOL: Final = re.compile(r"([A-Za-z])([0-9]?)(?:_([a-z]+|[0-9]+))?")

Written: TypeAlias = tuple[str, int]


class Hand(NamedTuple):
    """How one writes: what stands for a letter (None: its number), for times, around what is rounded."""

    letter: Callable[[Letter], str | None]
    times: str = "·"
    down: tuple[str, str] = ("⌊", "⌋")
    up: tuple[str, str] = ("⌈", "⌉")


def latex_symbol(name: str) -> str:
    """Write a letter in LaTeX's mathematics, W2 as W_{2}, F_w as F_{w}; a word stands upright."""
    found = SYMBOL.fullmatch(name)
    if found is None:
        upright = name.replace("_", r"\_").replace("-", "{-}").replace(" ", r"\ ")
        return rf"\mathrm{{{upright}}}"
    below = ",".join(part for part in found.groups()[1:] if part)
    return found[1] + (f"_{{{below}}}" if below else "")


def _unnamed(_letter: Letter) -> None:
    """Leave the letter to its number."""


LATEX_SIGNS: Final = (r" \cdot ", (r"\lfloor ", r" \rfloor"), (r"\lceil ", r" \rceil"))
TEXT: Final = Hand(lambda letter: letter.name)
NUMBERS: Final = Hand(_unnamed)
LATEX: Final = Hand(lambda letter: latex_symbol(letter.name), *LATEX_SIGNS)
LATEX_NUMBERS: Final = Hand(_unnamed, *LATEX_SIGNS)


def write(formula: Formula, hand: Hand = TEXT) -> str:
    """Write a formula, brackets where the tree has them and the signs alone would not say so.

    >>> W, F, P = Letter(8, "W1"), Letter(3, "F"), Letter(-1, "P")
    >>> write((W - F + (P + P)) / 2 + 1), write((W - F + (P + P)) / 2 + 1, NUMBERS)
    ('(W1 - F + 2P)/2 + 1', '(8 - 3 + 2·(-1))/2 + 1')
    """
    return _walk(formula, hand)[0]


def letters(formula: Formula) -> list[Letter]:
    """Give the letters of a formula in the order in which they are written."""
    met: list[Letter] = []

    def noted(letter: Letter) -> str:
        met.append(letter)
        return letter.name

    write(formula, Hand(noted))
    return met


def _walk(node: Formula, hand: Hand) -> Written:
    """Write a node, and say how firmly it holds together."""
    match node:
        case Number():
            return _number(node.value)
        case Letter():
            name = hand.letter(node)
            return _number(node.value) if name is None else (name, ATOM)
        case Sum() | Difference():
            return _added(node, hand)
        case Product():
            return _multiplied(node, hand)
        case Quotient():
            return f"{_held(node.one, hand, PRODUCT)}/{_held(node.other, hand, ATOM)}", QUOTIENT
        case Rounded():
            left, right = hand.down if node.way == "down" else hand.up
            return left + write(node.of, hand) + right, ATOM
        case Negative():
            return f"-{_held(node.of, hand, QUOTIENT)}", NEGATIVE
    raise TypeError(node)


def _number(value: Exact) -> Written:
    firm = ATOM if isinstance(value, int) else QUOTIENT
    return str(value), NEGATIVE if value < 0 else firm


def _held(node: Formula, hand: Hand, least: int) -> str:
    """Write a node that must hold together so firmly, else in brackets."""
    text, firm = _walk(node, hand)
    return text if firm >= least else f"({text})"


def _added(node: Sum | Difference, hand: Hand) -> Written:
    first, firm = _walk(node.one, hand)
    sign, least = (" + ", SUM) if isinstance(node, Sum) else (" - ", QUOTIENT)
    return first + sign + _held(node.other, hand, least), min(firm, SUM)


def _multiplied(node: Product, hand: Hand) -> Written:
    """Write a product; between a number and a capital letter stands no sign: 2P."""
    one, other = _held(node.one, hand, PRODUCT), _held(node.other, hand, PRODUCT)
    capital = isinstance(node.other, Letter) and CAPITAL.fullmatch(node.other.name)
    close = capital and isinstance(node.one, Number) and other[0].isalpha()
    return one + ("" if close else hand.times) + other, PRODUCT

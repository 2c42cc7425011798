"""The signs of the blackboard (σ, ², ·, ^, |x|, ᵀ) put into Python's arithmetic, the places kept."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from netcalc.circuits.reading.roots import ROOT, roots

SUPERSCRIPTS: Final = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
DOTS: Final = frozenset("·⋅∙")  # a product as vectors and matrices are multiplied
BLACKBOARD: Final = {
    "·": "@", "⋅": "@", "∙": "@", "×": "*", "∗": "*", "•": "*", "⊙": "*", "∘": "*", "÷": "/", "−": "-", "–": "-",
    ROOT: "sqrt", "⁻": "-", "ᵀ": ".T", "⊤": ".T", "½": "(1/2)", "¼": "(1/4)", "¾": "(3/4)", "^": "**",
    **dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)),
}  # fmt: skip
SIGMA: Final = re.compile(r"σ(?=\s*\()")
FRACTION: Final = re.compile(r"[½¼¾](?=\s*(?:[^\W\d]|[(√|‖]))")  # ½ x²
TRANSPOSED: Final = re.compile(r"\^\s*T(?!\w)")
RAISED: Final = re.compile(f"⁻?[{''.join(SUPERSCRIPTS)}]+")
BEFORE_A_VALUE: Final = frozenset("+-*/@^(,=[|" + "".join(DOTS) + "×∗•⊙∘÷−–")


class Put(NamedTuple):
    """A piece of arithmetic, and the place of the sign that it stands for, from 0."""

    text: str
    at: int


def arithmetic(text: str) -> tuple[str, list[int]]:
    """Put in what each sign stands for; for each character, and the end, the place that it comes from, from 0.

    >>> arithmetic("|x|·y²")[0], arithmetic("||x||")[0], arithmetic("w^T @ √x")[0]
    ('abs(x)@y**2', 'norm(x)', 'w.T @ sqrt(x)')
    """
    pairs = _paired(text)
    bars, begun = _bars(text, pairs), roots(text, dict(pairs))
    ended = Counter(begun.values())
    puts: list[Put] = []
    at = 0
    while at < len(text):
        taken, put = (text[at], bars[at]) if at in bars else _sign(text, at)
        bare = "" if text[at] != ROOT else "(" if at in begun else " "  # no part of a word
        puts.append(Put(f"{')' * ended[at]}{put}{bare}", at))
        at += len(taken)
    puts.append(Put(")" * ended[at], at))
    places = [put.at for put in puts for _ in put.text]
    return "".join(put.text for put in puts), [*places, len(text)]


def _sign(text: str, at: int) -> tuple[str, str]:
    """Give the sign at a place, and what is put for it."""
    raised = RAISED.match(text, at)
    if raised:
        return raised[0], "**" + "".join(SUPERSCRIPTS.get(sign, "-") for sign in raised[0])
    if FRACTION.match(text, at):
        return text[at], f"{BLACKBOARD[text[at]]}*"
    transposed = TRANSPOSED.match(text, at)
    if transposed:
        return transposed[0], ".T"
    return text[at], "sigmoid" if SIGMA.match(text, at) else BLACKBOARD.get(text[at], text[at])


def _bars(text: str, pairs: Sequence[tuple[int, int]]) -> dict[int, str]:
    """Give what each bar stands for: |x| is abs(x), ||x|| and ‖x‖ are norm(x); one without its other stays."""
    twice = {
        inner: outer
        for inner, outer in pairwise(pairs)
        if (outer[0] + 1, outer[1] - 1) == inner and text[outer[0]] == "|"
    }
    put: dict[int, str] = {}
    for pair in pairs:
        if pair in twice.values():
            continue
        first, last = twice.get(pair, pair)
        double = pair in twice or text[pair[0]] == "‖"
        put |= dict.fromkeys((pair[0], pair[1], first, last), "")
        put |= {first: "norm(" if double else "abs(", last: ")"}
    return put


def _paired(text: str) -> Sequence[tuple[int, int]]:
    """Pair the bars that open with those that shut, the inner before the outer."""
    opened: list[tuple[int, int, str]] = []
    pairs: list[tuple[int, int]] = []
    depth, before = 0, ""
    for at, sign in enumerate(text):
        depth += (sign in "([") - (sign in ")]")
        if sign in "|‖":
            if before == "" or before in BEFORE_A_VALUE or not opened or opened[-1][1:] != (depth, sign):
                opened.append((at, depth, sign))
            else:
                pairs.append((opened.pop()[0], at))
                before = ")"
                continue
        if not sign.isspace():
            before = "|" if sign == "‖" else sign
    return pairs

"""What was probably meant where an expression cannot be read."""

import builtins
import re
from typing import Final

from netcalc.circuits.ops import FUNCTIONS
from netcalc.circuits.reading.habits import habit
from netcalc.circuits.reading.syntax import LISTED, SQUARE
from netcalc.circuits.reading.words import CALLABLE, CONSTANTS, MEANT, meant, product_or_function

WORD: Final = re.compile(r"[^\W\d]\w*(?:\.\w+)*")
NUMBER: Final = re.compile(r"[\d.]+")
UNBRACKETED: Final = re.compile(rf"(?<![\w.])({'|'.join(sorted(CALLABLE))}|σ)\s+[\w.]")
RAISED_ROOT: Final = re.compile(r"(?<![\w.])sqrt\s+(?:[\w.]|\([^)]*\)|\[[^\]]*\])+\s*\*\*")
TOUCHING: Final = re.compile(r"\d\s*[^\W\d_]|[\d)]\s*\(|\)\s*\w|\w\s+\w")
RAISED_CALL: Final = re.compile(rf"(?<![\w.])({'|'.join(sorted(FUNCTIONS))})\*\*(\d+)\s*\(")
SHUT: Final = {"(": ")", "[": "]", "{": "}"}
UNCLOSED: Final = re.compile(r"'(.)' was never closed")
UNOPENED: Final = re.compile(r"unmatched '(.)'")
TURNED: Final = re.compile(r"\.T\w")
TICKED: Final = re.compile(r"\w['′’]")
PRODUCT: Final = "a product is written with a sign: (x + y) * z; of vectors and matrices w·x"
BUILT_IN: Final = frozenset(dir(builtins)) - CALLABLE
BRACKETS: Final = {
    LISTED: "give it a name: v = [1, 2]; W = [[1, 2], [3, 4]]; W @ v",
    SQUARE: "brackets that hold things together are round: (x + y) * z",
}
NOT_ARITHMETIC: Final = "this is not arithmetic"


def what_was_meant(line: str, column: int, message: str) -> str:
    """Say what to write instead of what is wrong at a column of a line, from 1; nothing where nobody knows.

    >>> what_was_meant("sqrt x", 6, NOT_ARITHMETIC), what_was_meant("math.pi * x", 1, "")
    ('write sqrt(...)', 'write pi, and give pi=3.141592653589793')
    """
    found, factor = WORD.match(line, column - 1), NUMBER.match(line, column - 1)
    if "function" in message:
        return _of_a_call(line, found[0] if found else "", factor[0] if factor else "", message)
    word = found[0].rpartition(".")[2] if found else ""
    known = _of_brackets(message) or habit(line)
    if known:
        return known
    if message.startswith(NOT_ARITHMETIC) or TURNED.search(line):
        return _of_what_touches(line)
    if word == "pi":
        return f"write pi, and {CONSTANTS[word]}"
    return CONSTANTS.get(word, "")


def _of_brackets(message: str) -> str:
    """Say which bracket is missing, or what brackets mean here."""
    unclosed, unopened = UNCLOSED.search(message), UNOPENED.search(message)
    if unclosed:
        return f"close this bracket: write {SHUT[unclosed[1]]} behind what stands in it"
    if unopened:
        opening = next(one for one in SHUT if SHUT[one] == unopened[1])
        return f"leave it out, or open it: write {opening} further to the left"
    return BRACKETS.get(message, "")


def _of_a_call(line: str, called: str, factor: str, message: str) -> str:
    raised = RAISED_CALL.search(line)
    if raised:
        return f"write {raised[1]}(...)**{raised[2]}"
    if ")` is not a function" in message:
        return PRODUCT
    if not called:
        return f"a product is written {factor} * (...)" if factor else ""
    head, _, word = called.rpartition(".")
    if head or word in BUILT_IN or word.lower() in MEANT:
        return f"write {word.lower()}(...)" if word.lower() in FUNCTIONS else meant(word)
    return meant(word) or product_or_function(word)


def _of_what_touches(line: str) -> str:
    """Say what is missing between two things that touch: brackets, or a sign."""
    if RAISED_ROOT.search(line):
        return "a power behind a root has brackets: (√x)² or √(x²)"
    bare = UNBRACKETED.search(line)
    if bare:
        return f"write {bare[1]}(...)"
    touching = TOUCHING.search(line) or TURNED.search(line)
    if TICKED.search(line):
        return "a transpose is written W.T"
    return PRODUCT if touching else ""

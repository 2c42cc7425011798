"""What was probably meant where an expression cannot be read."""

import re
from typing import Final

from netcalc.circuits.ops import FUNCTIONS
from netcalc.circuits.reading.words import CONSTANTS, meant

WORD: Final = re.compile(r"[^\W\d]\w*(?:\.\w+)*")
NUMBER: Final = re.compile(r"[\d.]+")
UNBRACKETED: Final = re.compile(rf"(?<![\w.])({'|'.join(sorted(FUNCTIONS))}|σ)\s+[\w.]")
RAISED_ROOT: Final = re.compile(r"(?<![\w.])sqrt\s+(?:[\w.]|\([^)]*\)|\[[^\]]*\])+\s*\*\*")
TOUCHING: Final = re.compile(r"\d\s*[^\W\d_]|[\w)]\s*\(|\)\s*\w|\w\s+\w")
NOT_ARITHMETIC: Final = "this is not arithmetic"


def what_was_meant(line: str, column: int, message: str) -> str:
    """Say what to write instead of what is wrong at a column of a line, from 1; nothing where nobody knows.

    >>> what_was_meant("sqrt x", 6, NOT_ARITHMETIC), what_was_meant("math.pi * x", 1, "")
    ('write sqrt(...)', 'write pi, and give pi=3.141592653589793')
    """
    found, factor = WORD.match(line, column - 1), NUMBER.match(line, column - 1)
    if "function" in message:
        return _of_a_call(found[0]) if found else f"a product is written {factor[0]} * (...)" if factor else ""
    word = found[0].rpartition(".")[2] if found else ""
    if message.startswith(NOT_ARITHMETIC):
        return _of_what_touches(line)
    if word == "pi":
        return f"write pi, and {CONSTANTS[word]}"
    return CONSTANTS.get(word, "")


def _of_a_call(called: str) -> str:
    head, _, word = called.rpartition(".")
    return meant(word) if not head or word.lower() not in FUNCTIONS else f"write {word.lower()}(...)"


def _of_what_touches(line: str) -> str:
    """Say what is missing between two things that touch: brackets, or a sign."""
    if RAISED_ROOT.search(line):
        return "a power behind a root has brackets: (√x)² or √(x²)"
    bare = UNBRACKETED.search(line)
    if bare:
        return f"write {bare[1]}(...)"
    touching = TOUCHING.search(line)
    return "a product is written with a sign: (x + y) * z; of vectors and matrices w·x" if touching else ""

"""What was probably meant where an expression cannot be read."""

import re
from typing import Final

from netcalc.circuits.ops import FUNCTIONS
from netcalc.circuits.reading.words import CALLABLE, CONSTANTS, meant

WORD: Final = re.compile(r"[^\W\d]\w*(?:\.\w+)*")
NUMBER: Final = re.compile(r"[\d.]+")
UNBRACKETED: Final = re.compile(rf"(?<![\w.])({'|'.join(sorted(CALLABLE))}|σ)\s+[\w.]")
RAISED_ROOT: Final = re.compile(r"(?<![\w.])sqrt\s+(?:[\w.]|\([^)]*\)|\[[^\]]*\])+\s*\*\*")
TOUCHING: Final = re.compile(r"\d\s*[^\W\d_]|[\w)]\s*\(|\)\s*\w|\w\s+\w")
RAISED_CALL: Final = re.compile(rf"(?<![\w.])({'|'.join(sorted(FUNCTIONS))})\*\*(\d+)\s*\(")
COMPARED: Final = re.compile(r"[<>≥≤]")
TURNED: Final = re.compile(r"\.T\w")
TICKED: Final = re.compile(r"\w['′’]")
PRODUCT: Final = "a product is written with a sign: (x + y) * z; of vectors and matrices w·x"
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
    if COMPARED.search(line):
        return "where a value is above another: step(x - y), which is 1 from 0 on; max(x, y) is the larger"
    if message.startswith(NOT_ARITHMETIC) or TURNED.search(line):
        return _of_what_touches(line)
    if word == "pi":
        return f"write pi, and {CONSTANTS[word]}"
    return CONSTANTS.get(word, "")


def _of_a_call(line: str, called: str, factor: str, message: str) -> str:
    raised = RAISED_CALL.search(line)
    if raised:
        return f"write {raised[1]}(...)**{raised[2]}"
    if ")` is not a function" in message:
        return PRODUCT
    if not called:
        return f"a product is written {factor} * (...)" if factor else ""
    head, _, word = called.rpartition(".")
    if not head:
        return meant(word)
    known = meant(word)
    return f"write {word.lower()}(...)" if word.lower() in FUNCTIONS else "" if known.startswith("a product") else known


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

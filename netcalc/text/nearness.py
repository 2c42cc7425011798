"""Slips of one or two letters: the known word that was probably meant, and no word that merely looks alike."""

import re
from collections.abc import Iterable
from typing import Final

DIGITS: Final = re.compile(r"\d")
LEAST: Final = 3
MOST_WRONG: Final = 2
LONG: Final = 6
LONGEST: Final = 60
MOST: Final = 2_000


def slipped(word: str, known: Iterable[str]) -> str | None:
    """Find the known word that this one is but for a letter, or for two where it is long; None where none is.

    A number is no slip: another number names another thing (`vgg19`, `log10`), but it may be left out (`lenet`).

    >>> slipped("convv", ["conv", "pool"]), slipped("rleu", ["relu", "elu"]), slipped("dot", ["dropout"])
    ('conv', 'relu', None)
    """
    meant = word.lower()
    if not LEAST <= len(meant) <= LONGEST:
        return None
    likely = [each for each in list(known)[:MOST] if _may(meant, each)]
    near = [(_letters(meant, each), each[0] != meant[0], each) for each in likely]
    allowed = [
        each for each in near if each[0] <= (1 if each[1] or min(len(meant), len(each[2])) < LONG else MOST_WRONG)
    ]
    return min(allowed, key=lambda each: each[:2])[2] if allowed else None


def _may(meant: str, known: str) -> bool:
    """Say whether a word comes into question: a short one must begin alike; each letter alone in one is wrong."""
    if abs(len(known) - len(meant)) > MOST_WRONG or not (len(known) >= LEAST or known[:1] == meant[0]):
        return False
    letters, others = set(meant), set(known)
    if len(letters - others) > MOST_WRONG or len(others - letters) > MOST_WRONG:
        return False
    number = DIGITS.findall(meant)
    return not number or number == DIGITS.findall(known)


def _letters(one: str, other: str) -> int:
    """Count the letters that are wrong, missing, too many or turned round."""
    before, row = list[int](), list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, last = row, before
        row = [at]
        for to, wanted in enumerate(other, 1):
            row.append(min(before[to] + 1, row[-1] + 1, before[to - 1] + (letter != wanted)))
            if at > 1 < to and letter == other[to - 2] and one[at - 2] == wanted:
                row[to] = min(row[to], last[to - 2] + 1)
    return row[-1]

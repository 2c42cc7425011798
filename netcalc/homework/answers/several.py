"""Several values read where any that fits is right: 1, 2 or 4; and the words of a pad, `same`."""

import re
from fractions import Fraction
from typing import Final

from netcalc.homework.answers.given import Several, Word
from netcalc.homework.answers.links.signs import plain
from netcalc.homework.answers.links.text import text_of

PADS: Final = frozenset({"same", "valid", "same_start", "causal"})
LIST: Final = re.compile(
    r"(?:[A-Za-z]+\s*[=:]?\s*)?([0-9]{1,6}(?:(?:\s*[,;/]\s*|\s+)(?:(?:or|and|oder|und)\s+)?[0-9]{1,6})+)"
)


def read_several(written: object, word: str) -> Several | Word | None:
    """Read several numbers, or a word for padding; None where an answer is neither.

    >>> [int(each) for each in read_several("stride 1, 2 or 4", "conv1.stride").values]
    [1, 2, 4]
    """
    text = plain(text_of(written)).strip("[]().! ")
    if word.rpartition(".")[2] == "pad" and (small := text.lower().removeprefix("pad").strip(" =:'\"")) in PADS:
        return Word(small)
    found = LIST.fullmatch(text)
    if not found or re.fullmatch(r"[0-9]{1,3}(?:[, ][0-9]{3})+", found[1]):
        return None
    return Several(tuple(map(Fraction, re.findall(r"[0-9]+", found[1]))))

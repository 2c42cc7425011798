"""A choice read: its letters, or the words that stand behind one."""

import re
from collections.abc import Mapping
from typing import Final

from netcalc.homework.answers.given import SHOWN, NotReadable, Word
from netcalc.homework.answers.links.text import text_of

AND: Final = re.compile(r"\s*(?:,|;|&|\+|/|\band\b|\s)\s*")
AROUND: Final = "().[]*`\"' "


def read_choice(written: object, choices: Mapping[str, str]) -> Word:
    """Read letters in any order, or the words of one choice; NotReadable where they are none of them.

    >>> read_choice("(B)", {"a": "it is bounded", "b": "it does not saturate"}).value
    'b'
    >>> read_choice("It is bounded.", {"a": "it is bounded", "b": "it does not saturate"}).value
    'a'
    """
    text = text_of(", ".join(map(str, written)) if isinstance(written, list | tuple) else written)
    letters = {letter.lower(): letter for letter in choices}
    found = [part.strip(AROUND).lower() for part in AND.split(text.strip(AROUND))]
    if found and all(part in letters for part in found if part):
        return Word(", ".join(sorted({letters[part].lower() for part in found if part})))
    first = re.match(r"\(?([A-Za-z0-9]{1,3})[).:]\s", text)
    rest = _bare(text[first.end() :] if first else text)
    said = [letter for letter, words in choices.items() if _bare(words) == rest]
    if len(said) == 1 and (first is None or first[1].lower() == said[0].lower()):
        return Word(said[0].lower())
    if first and first[1].lower() in letters and not said:
        return Word(first[1].lower())
    message = f"`{text[:SHOWN]}` is none of the choices: write {', '.join(choices)}"
    raise NotReadable(message)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))

"""A choice read: its letters, or the words that stand behind one."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from netcalc.homework.answers.given import SHOWN, NotReadable, Word
from netcalc.homework.answers.links.signs import unmarked
from netcalc.homework.answers.links.text import text_of

AND: Final = re.compile(r"\s*(?:,|;|&|\+|/|\band\b|\bund\b|\s)\s*")
JOINS: Final = re.compile(r"^(?:and|und) ")
AROUND: Final = "().[]*`\"':!$ "
LEAD: Final = re.compile(
    r"^(?:(?:the |my )?(?:right |correct )?(?:answers?|choices?|options?|solution|ans)(?: is| are| would be)?|both)"
    r"\s*[:=.]?\s*(?:(?:option|choice|answer)\s+)?(?=\S)",
    re.IGNORECASE,
)
REASON: Final = re.compile(r"[,;:]?\s+(?:because|since|as|due to)\s.*$", re.IGNORECASE | re.DOTALL)
SHORT: Final = ((re.compile(r"\b(can|wo|do|does|is|are)n['’]?t\b"), r"\1 not"), (re.compile(r"\bcannot\b"), "ca not"))
LABELLED: Final = re.compile(r"(?:^|(?<=[,;\n]))\s*(?:and\s+)?\(?([A-Za-z0-9]{1,3})[).:]\s")


def read_choice(written: object, choices: Mapping[str, str]) -> Word:
    """Read letters in any order, or the words of one choice; NotReadable where they are none of them.

    >>> read_choice("(B)", {"a": "it is bounded", "b": "it does not saturate"}).value
    'b'
    >>> read_choice("Answer: It doesn't saturate.", {"a": "it is bounded", "b": "it does not saturate"}).value
    'b'
    """
    text = text_of(", ".join(map(str, written)) if isinstance(written, list | tuple) else written)
    text = LEAD.sub("", unicodedata.normalize("NFKC", unmarked(text)))
    letters = {letter.lower(): letter for letter in choices}
    for said in (text, REASON.sub("", text)):
        found = (
            _letters(said, letters) or _labelled(said, choices) or _worded(said, choices) or _all_worded(said, choices)
        )
        if found:
            return Word(", ".join(sorted(found)))
    message = f"`{text[:SHOWN]}` is none of the choices: write {', '.join(choices)}"
    raise NotReadable(message)


def _letters(text: str, letters: Mapping[str, str]) -> set[str]:
    """Give the letters where an answer is letters alone; none where it is not."""
    found = [part.strip(AROUND).lower() for part in AND.split(text.strip(AROUND))]
    found = [part for part in found if part]
    if len(found) == 1 and found[0] not in letters and text.strip(AROUND).isalpha():
        found = list(found[0])  # ac
    return set(found) if found and all(part in letters for part in found) else set()


def _labelled(text: str, choices: Mapping[str, str]) -> set[str]:
    """Give the letters of `a) it is bounded, c) it is cheap`, where no words are another choice's."""
    marks = list(LABELLED.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    by_letter = {letter.lower(): letter for letter in choices}
    found = set()
    for mark, end in zip(marks, ends, strict=False):
        letter = by_letter.get(mark[1].lower())
        others = [each for each, words in choices.items() if _bare(words) == _bare(text[mark.end() : end])]
        if letter is None or others not in ([], [letter]):
            return set()
        found.add(letter.lower())
    return found if marks and marks[0].start() == 0 else set()


def _worded(text: str, choices: Mapping[str, str]) -> set[str]:
    """Give the letter of the choice whose words these are, with its letter before it perhaps."""
    dashed = re.match(r"\(?([A-Za-z0-9]{1,3})\)?\s*[-,]\s+", text)
    rest = _bare(text[dashed.end() :] if dashed else text)
    said = [letter for letter, words in choices.items() if _bare(words) == rest]
    fits = len(said) == 1 and (dashed is None or dashed[1].lower() == said[0].lower())
    return {said[0].lower()} if fits else set()


def _all_worded(text: str, choices: Mapping[str, str]) -> set[str]:
    """Give the letters of choices whose words stand one behind the other; none where other words stand there too."""
    rest, found = f"{_bare(text)} ", set[str]()
    longest = sorted(((_bare(words), letter) for letter, words in choices.items()), reverse=True, key=_length)
    while rest:
        next_one = [(words, letter) for words, letter in longest if words and rest.startswith(f"{words} ")]
        if not next_one:
            return set()
        found.add(next_one[0][1].lower())
        rest = JOINS.sub("", rest.removeprefix(f"{next_one[0][0]} "))
    return found


def _length(pair: tuple[str, str]) -> int:
    return len(pair[0])


def _bare(text: str) -> str:
    """Write words alone, `doesn't` in full."""
    small = text.lower()
    for short, full in SHORT:
        small = short.sub(full, small)
    return " ".join(re.findall(r"\w+", small))

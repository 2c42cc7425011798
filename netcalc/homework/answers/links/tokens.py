"""An answer taken apart: numbers, words, signs, each with whether a blank stands before it."""

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from netcalc.homework.answers.links.spoken import spoken
from netcalc.text.numbers.literal import WRITTEN

Kind = Literal["number", "word", "sign"]
TOKEN: Final = re.compile(
    rf"(?P<number>{WRITTEN.pattern})|(?P<word>[^\W\d_][^\W_]*(?:_[^\W_]+)*(?:[-'][^\W\d_]+)*)|(?P<sign>\n|[^\s])"
)
OPEN: Final = {"(": ")", "[": "]", "{": "}"}


class Token(NamedTuple):
    """A number, a word or a sign as it was written, and whether a blank stands before it."""

    kind: Kind
    text: str
    spaced: bool = False


def tokens(text: str) -> tuple[Token, ...]:
    """Take plain text apart; numbers in words are numbers.

    >>> [token.text for token in tokens("28 px = 61,706 x0")], [token.text for token in tokens("twenty-six weights")]
    (['28', 'px', '=', '61,706', 'x0'], ['26', 'weights'])
    """
    return tuple(_counted(list(_taken(text))))


def _taken(text: str) -> Iterator[Token]:
    for found in TOKEN.finditer(text):
        spaced = found.start() > 0 and text[found.start() - 1].isspace()
        word = found["word"]
        yield Token("number" if found["number"] else "word" if word else "sign", found[0], spaced)


def _counted(found: list[Token]) -> Iterator[Token]:
    """Put numbers in the place of number words."""
    place = 0
    while place < len(found):
        run = 0
        words: list[str] = []
        while place + run < len(found) and found[place + run].kind == "word":
            words.append(found[place + run].text.lower())
            run += 1
        number, used = spoken(words)
        if used:
            yield Token("number", str(number), found[place].spaced)
            place += used
        else:
            yield found[place]
            place += 1


def closing(found: tuple[Token, ...], start: int) -> int:
    """Give the place of the bracket that closes the one at `start`; the end where none does."""
    depth = 0
    for place in range(start, len(found)):
        if found[place].text in OPEN:
            depth += 1
        elif found[place].text in OPEN.values():
            depth -= 1
            if depth == 0:
                return place
    return len(found)


def text_of(found: tuple[Token, ...]) -> str:
    """Write tokens as text again."""
    return "".join((" " if token.spaced else "") + token.text for token in found).strip()

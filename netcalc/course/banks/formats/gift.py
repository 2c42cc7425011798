"""A question bank as GIFT, Moodle's text format: a wrong answer with what to say of it is `=%0%value:margin#words`."""

import re
from collections.abc import Iterator
from typing import Final

from netcalc.course.banks.entry import (
    Bank,
    ByHand,
    Chosen,
    Due,
    Entry,
    Exported,
    Lost,
    Mistaken,
    Near,
    Numeric,
    Spelled,
)
from netcalc.course.banks.formats import shares
from netcalc.course.banks.numbers import decimal, is_too_long
from netcalc.course.banks.words import html

RESERVED: Final = re.compile(r"[\\~=#{}:]")
POINTS: Final = "GIFT has no points, so that a question counts 1"
LONG: Final = "the number is so long that Moodle, which calculates in floating point, takes its neighbours too"


def export(bank: Bank) -> Exported:
    """Write the questions, a blank line between them."""
    head = f"// {bank.title}\n\n"
    return Exported(head + "\n".join(map(_entry, bank.entries)), (*bank.lost, *_lost(bank)))


def _lost(bank: Bank) -> Iterator[Lost]:
    for entry in bank.entries:
        if entry.points != 1:
            yield Lost(POINTS, entry.id)
        yield from shares.unknown(entry)
        if shares.are_shared(entry.due):
            yield Lost(f"Moodle {shares.SHARED}", entry.id)
        yield from too_long(entry)


def too_long(entry: Entry) -> Iterator[Lost]:
    """Say of which question the number is too long for floating point."""
    if isinstance(entry.due, Numeric) and any(map(is_too_long, entry.due.right)):
        yield Lost(LONG, entry.id)


def _entry(entry: Entry) -> str:
    return f"::{escaped(entry.id)}::[html]{escaped(html(entry.text))}{{{_due(entry.due)}}}\n"


def _due(due: Due) -> str:
    match due:
        case ByHand():
            return ""
        case Numeric():
            return "#\n" + "".join(_line(f"={_near(each)}") for each in due.right) + _numbers(due.mistakes)
        case Spelled():
            return "\n" + "".join(_line(f"={escaped(each)}") for each in due.right) + _words(due.mistakes)
        case Chosen():
            return "\n" + "".join(_line(each) for each in _choices(due))


def _numbers(mistakes: tuple[Mistaken, ...]) -> str:
    return "".join(_line(f"{_weight(each)}{_near(each.number)}{_said(each)}") for each in mistakes if each.number)


def _words(mistakes: tuple[Mistaken, ...]) -> str:
    pairs = ((each, text) for each in mistakes for text in each.spellings)
    return "".join(_line(f"{_weight(each)}{escaped(text)}{_said(each)}") for each, text in pairs)


def _choices(chosen: Chosen) -> Iterator[str]:
    """Mark the right one, or share out the grade, and take it away for what is wrong."""
    share = shares.written(shares.share_of_right(chosen))
    for choice in chosen.choices:
        right, wrong = ("=", "~") if chosen.one else (f"~%{share}%", "~%-100%")
        yield f"{right if choice.right else wrong}{_begun(escaped(html(choice.words)))}"


def _begun(text: str) -> str:
    """Spell out a first sign that would be read as a format or a weight."""
    return f"&\\#{ord(text[0])};{text[1:]}" if text.startswith(("[", "%")) else text


def _line(text: str) -> str:
    return f"\t{text}\n"


def _weight(mistake: Mistaken) -> str:
    return f"=%{shares.written(mistake.share)}%"


def _said(mistake: Mistaken) -> str:
    return f"#{_begun(escaped(html(mistake.feedback)))}" if mistake.feedback else ""


def _near(near: Near) -> str:
    return f"{decimal(near.value)}:{decimal(near.off)}"


def escaped(text: str) -> str:
    r"""Escape the signs that mean something in GIFT.

    >>> print(escaped("f(x) = {1: a}"))
    f(x) \= \{1\: a\}
    """
    return RESERVED.sub(r"\\\g<0>", text).replace("\n", "\\n")

"""A question bank as the text that text2qti reads: Markdown, whose signs are spelled out where they mean nothing."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from netcalc.course.banks.entry import Bank, ByHand, Choice, Chosen, Due, Entry, Exported, Lost, Near, Numeric, Spelled
from netcalc.course.banks.formats import shares
from netcalc.course.banks.numbers import decimal, is_too_long

SPECIAL: Final = re.compile(
    r"""[\\`*_{}\[\]<>$|~^"':\t]|&(?!#46;)|(?<!&)#|(?<=[.-])[.-]|^\W|\s$|(?<=\s)\s"""
)  # Markdown's, LaTeX's, quotes and dashes that would be made curly, blanks that would be lost
NUMBERED: Final = re.compile(r"^(\d+)\.")
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
SMALLEST: Final = Fraction(1, 10**4)  # in text2qti's own output
NOUGHT: Final = ("0", "0.0", "none", "zero")
FEEDBACK: Final = "text2qti has nothing to say of one wrong answer, so that feedback on mistakes is left out"
ROUNDED: Final = "text2qti rounds to four places after the point, which is too coarse, so that a person marks it"
ONE: Final = "text2qti takes one number with its margin, so that other right ones are left out"
LONG: Final = "the number is so long that Canvas, which calculates in floating point, takes its neighbours too"
CREDIT: Final = "text2qti gives no share of the points to a mistake"
WORTH: Final = "text2qti takes whole and half points above 0, so that the nearest stand there"
AGAIN: Final = "text2qti takes no two questions with the same words, so that the id stands behind those of the later"
SAME: Final = "text2qti takes no two choices with the same words, so that the later is left out"


def export(bank: Bank) -> Exported:
    """Write the quiz."""
    head = f"Quiz title: {_plain(bank.title)}\n\n"
    entries = _told_apart(bank.entries)
    texts = (_entry(number, entry) for number, entry in enumerate(entries, 1))
    lost = [Lost(said, entry.id) for entry in entries for said in dict.fromkeys(_lost(entry))]
    again = (Lost(AGAIN, own.id) for own, before in zip(entries, bank.entries, strict=True) if own is not before)
    return Exported(head + "\n".join(texts), (*bank.lost, *lost, *again))


def _told_apart(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Put the id behind the words of a question that stand before: text2qti refuses them."""
    first = {marked_down(entry.text): entry for entry in reversed(entries)}
    return tuple(
        entry if first[marked_down(entry.text)] is entry else entry._replace(text=f"{entry.text}\n({entry.id})")
        for entry in entries
    )


def _lost(entry: Entry) -> Iterator[str]:
    due = entry.due
    if isinstance(due, Numeric | Spelled):
        yield from (FEEDBACK for each in due.mistakes if each.feedback)
        yield from (CREDIT for each in due.mistakes if each.share)
    if shares.are_shared(due):
        yield f"Canvas {shares.SHARED}"
    if isinstance(due, Numeric):
        yield from (ROUNDED,) if _is_too_fine(due) else (ONE,) if len(due.right) > 1 else ()
        yield from (LONG for each in due.right if is_too_long(each))
    if isinstance(due, Chosen) and due.has_doubles:
        yield SAME
    if _points(entry) != entry.points:
        yield WORTH


def _is_too_fine(due: Numeric) -> bool:
    """Say whether the right number, or its margin, is lost where text2qti rounds, or is too near 0 for it."""
    near = due.right[0]
    lost = near.value.denominator != 1 and near.off < SMALLEST
    return not _is_nought(due) and (lost or min(abs(near.low), abs(near.high)) < SMALLEST)


def _is_nought(due: Numeric) -> bool:
    """Say whether an exact 0 is due, which text2qti does not take for a number."""
    return due.right[0] == Near(Fraction(0))


def _points(entry: Entry) -> float:
    return max(1, round(2 * entry.points)) / 2


def _entry(number: int, entry: Entry) -> str:
    points = _points(entry)
    worth = f"Points: {int(points) if points == int(points) else points}"
    return f"Title: {_plain(entry.id)}\n{worth}\n{number}.  {marked_down(entry.text)}\n{_due(entry.due)}"


def _due(due: Due) -> str:
    match due:
        case Numeric() if _is_nought(due):
            return _due(Spelled(NOUGHT))
        case Numeric():
            return "____\n" if _is_too_fine(due) else f"=   {_number(due)}\n"
        case Spelled():
            return "".join(f"*   {text}\n" for text in due.right)
        case Chosen():
            return "".join(_choice(due, *each) for each in zip(LETTERS, due.distinct, strict=False))
        case ByHand():
            return "____\n"


def _number(due: Numeric) -> str:
    """Write a whole number alone, which is exact, and another with its margin."""
    value, off = due.right[0]
    return f"{decimal(value)} +- {decimal(off)}" if off else decimal(value)


def _choice(chosen: Chosen, letter: str, choice: Choice) -> str:
    if chosen.one:
        return f"{'*' if choice.right else ''}{letter})  {marked_down(choice.words)}\n"
    return f"{'[*]' if choice.right else '[ ]'} {marked_down(choice.words)}\n"


def _plain(text: str) -> str:
    return " ".join(text.split())


def marked_down(text: str) -> str:
    r"""Write plain text as Markdown, on one line: a sign that could mean something as its number.

    >>> print(marked_down("a_b\n2 < 3"))
    a&#95;b<br>2 &#60; 3
    """
    return "<br>".join(map(_line, text.split("\n")))


def _line(text: str) -> str:
    return SPECIAL.sub(lambda sign: f"&#{ord(sign[0])};", NUMBERED.sub(lambda start: f"{start[1]}&#46;", text))

"""A question as a question bank has it: its words, what is right, and wrong answers with what to say of each."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple, TypeAlias


class Near(NamedTuple):
    """A number, and how far off an answer may be."""

    value: Fraction
    off: Fraction = Fraction(0)

    @property
    def low(self) -> Fraction:
        """The least that counts."""
        return self.value - self.off

    @property
    def high(self) -> Fraction:
        """The most that counts."""
        return self.value + self.off

    def holds(self, number: Fraction) -> bool:
        """Say whether a number lies within the margin."""
        return self.low <= number <= self.high


class Mistaken(NamedTuple):
    """A wrong answer that is known: a number, or spellings of words; what to say of it, and what it keeps."""

    number: Near | None
    spellings: tuple[str, ...]
    feedback: str
    share: float = 0.0


class Numeric(NamedTuple):
    """A number is asked for: those that are right, and mistakes."""

    right: tuple[Near, ...]
    mistakes: tuple[Mistaken, ...] = ()


class Spelled(NamedTuple):
    """Words are asked for, or a volume: the ways to write what is right, and mistakes."""

    right: tuple[str, ...]
    mistakes: tuple[Mistaken, ...] = ()


class Choice(NamedTuple):
    """Words that may be chosen, and whether they are right."""

    words: str
    right: bool


class Chosen(NamedTuple):
    """One of several is to be chosen, or all that are right."""

    choices: tuple[Choice, ...]

    @property
    def one(self) -> bool:
        """Whether one alone is right."""
        return sum(choice.right for choice in self.choices) == 1

    @property
    def distinct(self) -> tuple[Choice, ...]:
        """The choices without those whose words stand among them already; a right one stays before a wrong one."""
        ordered = sorted(self.choices, key=lambda choice: not choice.right)
        kept = {choice.words: choice for choice in reversed(ordered)}
        return tuple(choice for choice in self.choices if kept[choice.words] is choice)

    @property
    def has_doubles(self) -> bool:
        """Whether two choices have the same words."""
        return len(self.distinct) < len(self.choices)


class ByHand(NamedTuple):
    """A person marks the answer."""


Due: TypeAlias = Numeric | Spelled | Chosen | ByHand


class Entry(NamedTuple):
    """A question: its id, its words (lines of plain text), what it is worth, the answer that is due."""

    id: str
    text: str
    points: float
    due: Due


class Lost(NamedTuple):
    """What a format cannot say, and of which question; of all of them where none is named."""

    said: str
    question: str = ""


class Bank(NamedTuple):
    """The questions of a sheet, and what no question bank could say of them."""

    title: str
    entries: tuple[Entry, ...]
    lost: tuple[Lost, ...] = ()


class Exported(NamedTuple):
    """A bank in some format: a text, or bytes, or files by their paths; and what was lost."""

    content: str | bytes | Mapping[str, str]
    lost: tuple[Lost, ...] = ()

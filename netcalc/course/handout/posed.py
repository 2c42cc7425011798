"""The questions as they are put to students: numbered, the cells of a table together, each network described once."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final, NamedTuple

from netcalc.course.handout.described import about, words_of
from netcalc.homework.key.key import Key
from netcalc.homework.key.solution import LEAST_DIGITS
from netcalc.homework.sheet.items import Item

VOLUMES: Final = ("input", "output")


class Posed(NamedTuple):
    """A question: its number, its items (one, or the cells of a table), what it asks about, in lines.

    `same_as` is the number of an earlier question about the same; its lines stand there.
    """

    number: int
    items: tuple[Item, ...]
    about: tuple[str, ...]
    same_as: int | None

    @property
    def id(self) -> str:
        """The id under which it is answered."""
        cell = self.items[0].cell
        return cell.table if cell else self.items[0].id

    @property
    def text(self) -> str:
        """Its words; where it has none, what it asks for."""
        return words_of(self.items[0])

    @property
    def digits(self) -> str:
        """How many digits are due, where it wants more of them than others."""
        due = self.items[0].question.digits or 0
        return f"Give {due} digits at least." if due > LEAST_DIGITS else ""

    @property
    def points(self) -> float:
        """What it is worth."""
        return sum(item.question.points for item in self.items)

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The letters that may be chosen, and their words."""
        return tuple((self.items[0].question.choices or {}).items())

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows of its table; none where it is none."""
        return tuple(dict.fromkeys(item.cell.row for item in self.items if item.cell))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of its table."""
        return tuple(dict.fromkeys(item.cell.column for item in self.items if item.cell))


def posed(key: Key) -> tuple[Posed, ...]:
    """Give the questions of a sheet, numbered."""
    return tuple(_numbered(key))


def _numbered(key: Key) -> Iterator[Posed]:
    first: dict[tuple[str, ...], int] = {}
    groups = groupby(key.sheet.items, lambda item: item.cell.table if item.cell else (item.id,))
    for number, (_, group) in enumerate(groups, 1):
        items = tuple(group)
        lines = about(items[0])
        earlier = first.setdefault(lines, number) if lines else number
        yield Posed(number, items, lines, earlier if earlier != number else None)

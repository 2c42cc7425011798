"""A table as data: heads, rows, totals, and what it gives up, in which order, where there is little room."""

from typing import Literal, NamedTuple, TypeAlias

from netcalc.render.values import NOTHING, number

Holds: TypeAlias = Literal["words", "numbers", "code"]
Cell: TypeAlias = str | int | None
Kind: TypeAlias = Literal["round", "drop", "cut", "clip", "wrap"]


class Head(NamedTuple):
    """What stands above a column, and what the column holds: numbers stand at the right, the rest at the left."""

    text: str
    holds: Holds = "words"


def words(*texts: str) -> tuple[Head, ...]:
    """Make heads of columns of words."""
    return tuple(Head(text) for text in texts)


def numbers(*texts: str) -> tuple[Head, ...]:
    """Make heads of columns of numbers."""
    return tuple(Head(text, "numbers") for text in texts)


class Row(NamedTuple):
    """The cells of a row, and its style on a terminal; a number is exact, None is what nobody knows."""

    cells: tuple[Cell, ...]
    style: str = ""


class Narrower(NamedTuple):
    """One thing that a table gives up: how, in which columns, down to which width, and what is said of it."""

    kind: Kind
    heads: tuple[str, ...]
    least: int = 0
    lost: str = ""


class Table(NamedTuple):
    """Heads, rows, the rows of totals below the rule, how it gets narrower, and to which width it does in any case."""

    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    totals: tuple[Row, ...] = ()
    narrower: tuple[Narrower, ...] = ()
    widest: int | None = None  # where there is no terminal


def written(cell: Cell) -> str:
    """Write a cell for people.

    >>> written(61706), written("conv1"), written(None)
    ('61,706', 'conv1', '-')
    """
    return cell if isinstance(cell, str) else NOTHING if cell is None else number(cell)

"""Indentation: which levels are open, and a line that stands on none of them."""

import re
from typing import Final, Literal, NamedTuple, TypeAlias

from netcalc.text.slips.slip import Found, Here

Kind: TypeAlias = Literal["item", "key"]
KEYED: Final = re.compile(r"[^\s\[\]{},#&*!|>@`%][^{}\[\],]*?:(?:\s|$)|\"_*\"\s*:(?:\s|$)|'_*'\s*:(?:\s|$)")
ITEM: Final = re.compile(r"-(?: +|$)")
WORD: Final = re.compile(r"[A-Za-z]\w{0,40}")
OPENING: Final = re.compile(r"(?:(?:^|\s)-|:)(?:\s+[&!]\S*)*\s*$|[|>][-+0-9]*\s*$")


class Level(NamedTuple):
    """A level of indentation, and what stands on it."""

    column: int
    kind: Kind


class Levels:
    """The levels that are open, and whether the line before opens another."""

    def __init__(self, floor: int) -> None:
        """Begin before the first line; `floor`: the least indentation of all."""
        self.floor = floor
        self.levels: list[Level] = []
        self.opening = True
        self.closed = False  # whether the line before ends its item with a bracket

    def misplaced(self, here: Here) -> Found | None:
        """Find a line that stands on no open level, and note the levels that this line opens."""
        column = len(here.bare) - len(here.bare.lstrip())
        kind = _kind(here.bare, column)
        if kind is None:
            found = self._no_item(here, column)
            self.opening = self.opening and not here.bare.strip()
            return found
        meant = column if self._stands(column, kind) else self._nearest(column, kind)
        self._opened(here.bare, column, meant)
        if meant == column:
            return None
        excess = abs(column - meant)
        spaces = f"{excess} space{'s' if excess > 1 else ''} too {'many' if column > meant else 'few'}"
        message = f"this line is indented by {column}, its neighbours by {meant}: {spaces}"
        return Found(message, column, " " * meant + here.line[column:])

    def _no_item(self, here: Here, column: int) -> Found | None:
        """Find a kind without its dash behind a layer that has ended."""
        word = here.bare.strip()
        items = [level.column for level in self.levels if level.kind == "item"]
        if not (self.closed and items and WORD.fullmatch(word)):
            return None
        indented = f"is indented by {column} and " if column != items[-1] else ""
        message = f"`{word}` {indented}begins with no `- `: each layer is an item of the list"
        return Found(message, column, f"{' ' * items[-1]}- {here.line.strip()}")

    def _stands(self, column: int, kind: Kind) -> bool:
        """Say whether such a line may stand there."""
        left = [level for level in self.levels if level.column <= column]
        if not self.levels:
            return column <= self.floor
        if Level(column, kind) in left:
            return True
        top = left[-1] if left else Level(-1, kind)
        listed = kind == "item" and top == Level(column, "key")
        return left == self.levels and self.opening and (top.column < column or listed)

    def _nearest(self, column: int, kind: Kind) -> int:
        if not self.levels:
            return self.floor
        near = [level.column for level in self.levels if level.kind == kind] or [self.levels[-1].column]
        return min(near, key=lambda level: (abs(level - column), -level))

    def _opened(self, bare: str, column: int, meant: int) -> None:
        """Close the levels further in than this line, and open its own."""
        self.levels = [level for level in self.levels if level.column < meant or level == Level(meant, "key")]
        shift, kind = meant - column, _kind(bare, column)
        while kind is not None:
            if Level(column + shift, kind) not in self.levels:
                self.levels.append(Level(column + shift, kind))
            found = ITEM.match(bare, column) if kind == "item" else None
            column = found.end() if found else len(bare)
            kind = _kind(bare, column)
        self.opening = bool(OPENING.search(bare))
        self.closed = bare.rstrip()[-1:] in ("}", "]")


def _kind(bare: str, column: int) -> Kind | None:
    if ITEM.match(bare, column) and column < len(bare):
        return "item"
    return "key" if KEYED.match(bare, column) else None

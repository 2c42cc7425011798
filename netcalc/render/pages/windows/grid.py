"""Grids of signs: which places are shown where there is little room, and what the signs mean."""

from collections.abc import Callable, Sequence
from typing import Final

SEEN: Final = "■"
PADDING: Final = "□"
PIXEL: Final = "·"
MISSED: Final = "×"
GAP: Final = "…"

Place = int | None  # None stands for those that are left out


def shown(first: int, last: int, most: int) -> list[Place]:
    """Give the places from first up to last; where they are too many, the first and the last of them.

    >>> shown(0, 4, 9), shown(0, 100, 5)
    ([0, 1, 2, 3], [0, 1, None, 98, 99])
    """
    if last - first <= most:
        return list(range(first, last))
    head, tail = most // 2, (most - 1) // 2
    return [*range(first, first + head), None, *range(last - tail, last)]


def row(places: Sequence[Place], sign: Callable[[int], str], cell: int) -> str:
    """Write a line of cells of this width, each with its sign at the right."""
    return "".join((GAP if place is None else sign(place)).rjust(cell) for place in places).rstrip()


def legend(lines: Sequence[str], meanings: Sequence[tuple[str, str]]) -> str:
    """Say what the signs that stand in these lines mean."""
    text = "".join(lines)
    return ", ".join(f"{sign} {meaning}" for sign, meaning in meanings if sign in text)


def runs(positions: Sequence[int]) -> list[tuple[int, int]]:
    """Give positions in order as runs, each by its first and its last.

    >>> runs((0, 1, 2, 4, 6, 7))
    [(0, 2), (4, 4), (6, 7)]
    """
    found: list[tuple[int, int]] = []
    for place in positions:
        if found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found


def spoken(positions: Sequence[int], most: int = 4) -> str:
    """Write positions as runs: 0 to 2, 4; of many, the first and the last, and how many there are.

    >>> spoken((0, 1, 2, 4)), spoken(range(0, 20, 2))
    ('0 to 2, 4', '0 to 18, 10 of them')
    """
    found = runs(positions)
    if len(found) > most:
        return f"{positions[0]} to {positions[-1]}, {len(positions):,} of them"
    return ", ".join(f"{first}" if first == last else f"{first} to {last}" for first, last in found)

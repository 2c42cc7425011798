"""How many columns of a terminal a text takes: a Chinese, Japanese or Korean sign takes two, an accent none."""

from collections.abc import Iterator
from textwrap import wrap


def wide(text: str) -> int:
    """Count the columns that a text takes.

    >>> wide("conv1"), wide("李雷"), wide("Jose\N{COMBINING ACUTE ACCENT}")
    (5, 4, 4)
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(sign: str) -> int:
    from unicodedata import combining, east_asian_width  # not at the start of `summary`

    return 0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1


def left(text: str, width: int) -> str:
    """Put a text at the left of so many columns."""
    return text + " " * (width - wide(text))


def right(text: str, width: int) -> str:
    """Put a text at the right of so many columns."""
    return " " * (width - wide(text)) + text


def start(text: str, width: int) -> str:
    """Give as much of the start of a text as these columns hold.

    >>> start("李雷", 3)
    '李'
    """
    kept = text[: max(0, width)]
    while kept and wide(kept) > width:
        kept = kept[:-1]
    return kept


def end(text: str, width: int) -> str:
    """Give as much of the end of a text as these columns hold."""
    return start(text[::-1], width)[::-1]


def broken(text: str, width: int) -> list[str]:
    """Break a text into lines of so many columns, at blanks where that can be."""
    return [piece for line in wrap(text, width) for piece in _pieces(line, max(2, width))]


def _pieces(line: str, width: int) -> Iterator[str]:
    while wide(line) > width:
        yield start(line, width)
        line = line[len(start(line, width)) :]
    yield line

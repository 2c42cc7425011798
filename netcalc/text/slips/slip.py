"""A slip: what is wrong with a line, where, and the line as it was meant."""

from typing import NamedTuple


class Here(NamedTuple):
    """A line that may hold a slip: as it was written, without comments and quoted text, and what is open in it."""

    line: str
    bare: str
    depths: tuple[int, ...]
    depth: int


class Found(NamedTuple):
    """A slip in a line: a sentence, its column (from 0), the line mended; it may be two lines."""

    message: str
    column: int
    mended: str


class Slip(NamedTuple):
    """A slip in a text: its line (from 0), a sentence, its column (from 0), the line to write."""

    line: int
    message: str
    column: int
    mended: str

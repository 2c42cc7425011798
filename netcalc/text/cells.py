"""Cells of tables that go to a spreadsheet, which runs what looks like a formula."""

from typing import Final

RUN: Final = ("=", "+", "-", "@", "\t", "\r")


def inert(cell: str) -> str:
    """Put a cell that a spreadsheet would run in a quote that it shows.

    >>> inert("=1+1"), inert("750")
    ("'=1+1", '750')
    """
    return f"'{cell}" if cell.startswith(RUN) else cell

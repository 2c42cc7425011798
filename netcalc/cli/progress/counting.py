"""A bar on a terminal's standard error, while many are worked on; nothing in a pipe."""

import sys
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, Final, TypeVar

MANY: Final = 100  # from which on a bar is shown
Each = TypeVar("Each")


def along(found: Iterator[Each], doing: str, total: int | None = None) -> Iterator[Each]:
    """Count along, where that is a terminal and there are many."""
    if not sys.stderr.isatty():
        return found
    first = list(islice(found, 1 if total is not None and total >= MANY else MANY))
    if len(first) < MANY and (total is None or total < MANY):
        return iter(first)
    from rich.console import Console
    from rich.progress import track

    console: Any = Console(stderr=True)
    return iter(track(chain(first, found), description=doing, total=total, console=console, transient=True))

"""A bar on a terminal: how many variants are tried, how many fit, how long the rest may take."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from netcalc.search.piece import Part


@contextmanager
def bar() -> "Iterator[Callable[[Part, int], None] | None]":
    """Give what shows how far a search is; None where there is no terminal. Standard output stays as it is."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    console: Any = Console(stderr=True)
    with Progress(console=console, transient=True) as shown:
        task = shown.add_task("searching (Ctrl-C keeps what was found)", total=None)

        def told(part: "Part", asked: int) -> None:
            words = f"searching: {part.found:,} fit (Ctrl-C keeps what was found)"
            shown.update(task, completed=part.tried, total=asked, description=words)

        yield told

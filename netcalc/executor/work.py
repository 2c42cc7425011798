"""Work as it is handed on: what takes a piece of it, and what is said where nobody takes it."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeAlias

from netcalc.problems import Unreadable, unreadable

Submit: TypeAlias = Callable[[Callable[..., Any], Any], "Future[Any]"]


def failed(where: str, what: str, hint: str = "") -> Unreadable:
    """Say where no work can be done, and why."""
    return unreadable(f"{where}: {what}", hint)

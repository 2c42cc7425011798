"""Bytes written to standard output, which no terminal takes."""

import sys
from collections.abc import Callable
from typing import NoReturn

from netcalc.problems import unreadable


def binary(make: Callable[[], bytes], what: str) -> None:
    """Write bytes to a pipe or a file; Unreadable on a terminal, or where a package or the room is missing."""
    stream = sys.stdout
    if stream is None:
        return
    if stream.isatty():
        _fail(f"{what} is no text for a terminal: send it into a file with `> FILE`")
    try:
        made = make()
        stream.flush()
        stream.buffer.write(made)
        stream.buffer.flush()
    except ImportError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"cannot write: {error.strerror}")


def _fail(message: str) -> NoReturn:
    raise unreadable(message) from None

"""How results reach the user: colour only on a terminal, plain text in a pipe, the exit status."""

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Final, TextIO

from netcalc.problems import UNREADABLE as UNREADABLE_CODE
from netcalc.problems import Problem, SpecError, Unreadable
from netcalc.render.formats.text import Line, plain

WRONG: Final = 1
UNREADABLE: Final = 2
CONTROLS: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)), "\N{REPLACEMENT CHARACTER}")


def text(written: str, *, error: bool = False) -> None:
    """Write text without control characters; a reader that has gone away is no error, a full disk is."""
    stream = sys.stderr if error else sys.stdout
    if stream is None:  # closed by the caller
        return
    try:
        _write(written.translate(CONTROLS), stream)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError as problem:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise Unreadable([Problem(code=UNREADABLE_CODE, message=f"cannot write: {problem.strerror}")]) from None


def _write(written: str, stream: TextIO) -> None:
    try:
        stream.write(written)
    except UnicodeEncodeError:
        stream.write(written.encode("ascii", "replace").decode())
    stream.flush()


def lines(found: list[Line], *, error: bool = False) -> None:
    """Write lines, in their styles on a terminal."""
    stream = sys.stderr if error else sys.stdout
    if stream is None or not _coloured(stream):
        text(plain(found), error=error)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, soft_wrap=True)
    made = Text()
    for line in found:
        for span in line:
            made.append(span.text.translate(CONTROLS), span.style or None)
        made.append("\n")
    console.print(made, end="")


def problems(found: Sequence[Problem], *, error: bool = True) -> None:
    """Write problems, to standard error unless said otherwise."""
    if found:
        from netcalc.render.pages.problems import problem_lines

        lines(problem_lines(found), error=error)


def _coloured(stream: TextIO) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")


def width() -> int | None:
    """Give the columns there are: the terminal's, or COLUMNS; None in a pipe, which takes any width."""
    if sys.stdout is not None and sys.stdout.isatty():
        return shutil.get_terminal_size().columns
    given = os.environ.get("COLUMNS", "")
    return int(given) if given.isdecimal() and 0 < int(given) < 10**6 else None


def status(error: SpecError) -> int:
    """Give the exit status of an input that was not understood."""
    return UNREADABLE if isinstance(error, Unreadable) else WRONG


def highest(found: Iterable[int]) -> int:
    """Give the exit status of several inputs: the highest."""
    return max(found, default=0)

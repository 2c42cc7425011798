"""How results reach the user: colour only on a terminal, plain text in a pipe, the exit status."""

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Final, TextIO

from netcalc.problems import Problem, SpecError, Unreadable, unreadable
from netcalc.render.document import Document, Line
from netcalc.render.formats import FORMATS
from netcalc.render.formats import text as as_text
from netcalc.render.write import write

WRONG: Final = 1
UNREADABLE: Final = 2
ORDINARY: Final = 80  # columns, where nobody says how many there are


def document(found: Document, form: str) -> None:
    """Write a document in a form; as text it is fitted to the terminal."""
    if FORMATS[form] == "text":
        lines(as_text.lines(found, width()))
    else:
        text(write(found, form), form=form)


def text(written: str, *, error: bool = False, form: str = "text") -> None:
    """Write text without control characters."""
    _out(as_text.harmless(written), sys.stderr if error else sys.stdout, form)


def lines(found: Iterable[Line], *, error: bool = False) -> None:
    """Write lines, in their styles on a terminal."""
    stream = sys.stderr if error else sys.stdout
    if stream is None or not _coloured(stream):
        text(as_text.plain(found), error=error)
    else:
        _out(as_text.coloured(found), stream, "text")


def _out(written: str, stream: TextIO | None, form: str) -> None:
    """Write to a stream; a reader that has gone away is no error, a full disk is."""
    if stream is None:  # closed by the caller
        return
    try:
        _write(written, stream, form)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError as problem:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        message = f"cannot write: {problem.strerror}"
        raise unreadable(message) from None


def _write(written: str, stream: TextIO, form: str) -> None:
    try:
        stream.write(written)
    except UnicodeEncodeError:
        from netcalc.render.signs import escaped, spelt

        spell = escaped if form == "json" else spelt
        stream.write(spell(written, stream.encoding))
    stream.flush()


def problems(found: Sequence[Problem], *, error: bool = True) -> None:
    """Write problems, to standard error unless said otherwise; their sentences are broken on a terminal alone."""
    if found:
        from netcalc.render.pages.problems import problem_lines

        stream = sys.stderr if error else sys.stdout
        sentences = shutil.get_terminal_size().columns if stream is not None and stream.isatty() else None
        lines(problem_lines(found, sentences or width(), sentences), error=error)


def problems_after(found: Sequence[Problem], form: str) -> None:
    """Write the problems of what was shown: below it where it is a table, else to standard error."""
    below = FORMATS[form] == "text"
    if found and below:
        text("\n")
    problems(found, error=not below)


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

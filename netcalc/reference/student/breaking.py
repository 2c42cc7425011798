"""What is said of code that broke off: the student's line, and the error."""

import linecache
import traceback
from collections.abc import Sequence
from typing import Final

from netcalc.reference.student.calling import STUB
from netcalc.reference.student.case import Form, Function

MOST: Final = 200  # letters of a message


def broke_off_in(error: BaseException, files: set[str]) -> str:
    """Say what a student's code raised, and at which line of these files."""
    frames = [frame for frame in traceback.walk_tb(error.__traceback__) if frame[0].f_code.co_filename in files]
    said = f"{type(error).__name__}: {_words(error)[:MOST]}".rstrip(": ")
    if not frames:
        return said
    frame, line = frames[-1]
    text = linecache.getline(frame.f_code.co_filename, line).strip()[:80]
    return f"{said} (line {line}: `{text}`)" if text else f"{said} (line {line})"


def _words(error: BaseException) -> str:
    """Give an error's own words, where it has some."""
    try:
        return str(error)
    except BaseException:  # noqa: BLE001  a student's class may raise here too
        return ""


def broke_off(error: BaseException, functions: Sequence[Function], form: Form) -> str:
    """Say where a student's functions broke off, and why."""
    said = broke_off_in(error, {code.co_filename for one in functions if (code := getattr(one, "__code__", None))})
    if isinstance(error, NotImplementedError):
        return f"{STUB}: it raises {said}"
    called = isinstance(error, TypeError) and "argument" in str(error) and "(line " not in said
    return f"it broke off: {said}" + (f"; the course writes {form.written}" if called else "")

"""What is said of code that broke off: the student's line, and the error."""

import linecache
import traceback
from collections.abc import Sequence
from typing import Final

from netcalc.reference.student.calling import STUB
from netcalc.reference.student.case import Form, Function

MOST: Final = 200  # letters of a message


def broke_off(error: BaseException, functions: Sequence[Function], form: Form) -> str:
    """Say where a student's code broke off, and why."""
    files = {code.co_filename for one in functions if (code := getattr(one, "__code__", None))}
    frames = [frame for frame in traceback.walk_tb(error.__traceback__) if frame[0].f_code.co_filename in files]
    said = f"{type(error).__name__}: {str(error)[:MOST]}".rstrip(": ")
    if not frames:
        wrong = isinstance(error, TypeError) and "argument" in str(error)
        return f"it broke off: {said}" + (f"; the course writes {form.written}" if wrong else "")
    frame, line = frames[-1]
    if isinstance(error, NotImplementedError):
        return f"{STUB}: it raises NotImplementedError (line {line})"
    text = linecache.getline(frame.f_code.co_filename, line).strip()[:80]
    return f"it broke off: {said} (line {line}: `{text}`)"

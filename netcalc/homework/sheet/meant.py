"""What somebody gave where a sheet is due: a network, or answers; what to do with it instead."""

from collections.abc import Mapping
from dataclasses import replace
from shlex import quote
from typing import Final

from netcalc.network.bundle import bundled
from netcalc.problems import MISSING_FIELD, Problem, Unreadable
from netcalc.text.source import Foreign

NAMED: Final = "a sheet names it under `network`"


def no_sheet(data: Mapping[object, object], name: str) -> Problem | None:
    """Say what the fields of a file are, where they are no sheet's; `name` is the file's, if there is one."""
    if "questions" in data:
        return None
    if "layers" in data:
        sized = f"`netcalc summary {quote(name)}` sizes it; " if name else ""
        return _missing("this is a network, and no sheet: it has no `questions`", f"{sized}{NAMED}", "layers")
    if "answers" in data:
        return _missing(
            "these are answers, and no sheet: there are no `questions`", "`netcalc grade SHEET ANSWERS`", "answers"
        )
    return None


def _missing(message: str, hint: str, field: str) -> Problem:
    return Problem(code=MISSING_FIELD, message=message, hint=hint, path=(field,))


def unreadable(error: Unreadable, name: str) -> Unreadable:
    """Say how a network is asked about, where one was named in place of a sheet."""
    if not isinstance(error, Foreign) and name not in bundled():
        return error
    hint = f"that is a network: `netcalc summary {quote(name)}` sizes it; {NAMED}"
    return Unreadable([replace(each, hint=hint) for each in error.problems])

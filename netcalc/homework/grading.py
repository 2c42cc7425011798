"""The door of the room: a sheet's key, and a submission marked against it."""

from collections.abc import Mapping
from pathlib import Path

from netcalc.homework.intake.files import files, submissions
from netcalc.homework.intake.submission import submission
from netcalc.homework.key.key import Key
from netcalc.homework.marking.marked import Marked
from netcalc.homework.marking.marking import mark
from netcalc.homework.sheet.sheet import read
from netcalc.problems import Unreadable


def key(sheet: str | Path | Mapping[str, object]) -> Key:
    """Compute the key to a sheet, for as many submissions as there are."""
    return Key(read(sheet))


def grade(sheet: str | Path | Mapping[str, object] | Key, answers: str | Path | Mapping[str, object]) -> Marked:
    """Mark a submission against a sheet: paths, or what would stand in the files.

    SpecError where the sheet, or the submission as a whole, cannot be read. For many submissions, make
    the key once: `grade(key(sheet), answers)`.

    >>> sheet = {"network": "lenet5", "questions": [{"id": "total", "ask": "totals.params"}]}
    >>> grade(sheet, {"total": "61,470"})["total"].mistake
    'forgot-bias'
    """
    made = sheet if isinstance(sheet, Key) else key(sheet)
    mapped = isinstance(answers, Mapping)
    found = submission(answers, "") if mapped else next(submissions(files(str(answers))[0]))
    if found.problems:
        raise Unreadable(found.problems)
    return mark(made, found.student, found.answers)

"""The door of the room: a sheet's key, and a submission marked against it."""

from collections.abc import Mapping
from pathlib import Path

from netcalc.homework.intake.files import files, submissions
from netcalc.homework.intake.submission import submission, whose
from netcalc.homework.key.key import Key
from netcalc.homework.marking.marked import Marked
from netcalc.homework.marking.marking import mark
from netcalc.homework.sheet.sheet import read
from netcalc.homework.variants.variants import Variants
from netcalc.problems import INVALID_VALUE, Problem, Unreadable

NOBODY = "this sheet differs from student to student: say whose answers these are"


def key(sheet: str | Path | Mapping[str, object]) -> Key:
    """Compute the key to a sheet, for as many submissions as there are; what varies takes its first value."""
    return Key(read(sheet))


def variants(sheet: str | Path | Mapping[str, object]) -> Variants:
    """Read a sheet whose numbers differ from student to student: `variants(sheet).key("s123")`."""
    return Variants(read(sheet))


def grade(sheet: str | Path | Mapping[str, object] | Key, answers: str | Path | Mapping[str, object]) -> Marked:
    """Mark a submission against a sheet: paths, or what would stand in the files.

    SpecError where the sheet, or the submission as a whole, cannot be read. For many submissions, make
    the key once: `grade(key(sheet), answers)`. Where a sheet varies, the student's own variant is meant.

    >>> sheet = {"network": "lenet5", "questions": [{"id": "total", "ask": "totals.params"}]}
    >>> grade(sheet, {"total": "61,470"})["total"].mistake
    'forgot-bias'
    """
    mapped = isinstance(answers, Mapping)
    made = sheet if isinstance(sheet, Key) else variants(sheet)
    read_in = submission(answers, "") if mapped else next(submissions(files(str(answers))[0]))
    varies = isinstance(made, Variants) and bool(made.sheet.vary)
    found = read_in if mapped else whose(read_in, varies=varies)
    if found.problems:
        raise Unreadable(found.problems)
    return mark(made if isinstance(made, Key) else own(made, found.student), found.student, found.answers)


def own(made: Variants, student: str) -> Key:
    """Give the key to a student's own variant; Unreadable where nobody says whose it is."""
    if made.sheet.vary and not student:
        raise Unreadable([Problem(code=INVALID_VALUE, message=NOBODY, hint="`student: s123`, or `--student s123`")])
    return made.key(student)

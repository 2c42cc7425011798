"""A class marked for `netcalc grade`: one submission after the other, a row a student, a bar where there are many."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, Final

from netcalc.cli import show
from netcalc.cli.options.drawing import drawn
from netcalc.cli.options.grading import Marks
from netcalc.cli.progress.counting import along
from netcalc.homework.classroom.classroom import Attempts, Classroom
from netcalc.homework.intake.submission import Submission, whose
from netcalc.homework.key.key import Key
from netcalc.homework.marking.marked import Marked
from netcalc.homework.variants.variants import Variants
from netcalc.problems import UNREADABLE, Problem
from netcalc.text.counted import counted

MOST_ADVICE: Final = 20


@dataclass(frozen=True)
class Class:
    """What is asked of `netcalc grade`: the key, the form, which attempt counts, what else is wanted.

    Where a sheet varies, `variants` has each student's own key.
    """

    key: Key
    variants: Variants | None
    form: str
    attempts: Attempts
    marks: Marks

    @cached_property
    def scores(self) -> Any:
        """The scores given by hand."""
        from netcalc.homework.classroom.overrides import read_overrides

        return read_overrides(self.marks.overrides) if self.marks.overrides else {}

    def whose(self, submission: Submission) -> Submission:
        """Warn, or refuse, where a submission leaves open whose it is, and nobody else says so."""
        return submission if self.marks.student else whose(submission, varies=self.variants is not None)

    def key_of(self, student: str) -> Key:
        """Give the key to a student's sheet; Unreadable where it varies and nobody says whose it is."""
        from netcalc.homework.grading import own

        if self.variants is None:
            return self.key
        mine = own(self.variants, student)
        return mine if self.key.shown == mine.shown else mine.only(self.key.shown[0])

    def marked(self, submission: Submission) -> Marked:
        """Mark a submission, the scores given by hand in their places."""
        from netcalc.homework.classroom.overrides import of_student, settled
        from netcalc.homework.marking.marking import mark

        student = self.marks.student or submission.student
        made = mark(self.key_of(student), student, submission.answers)
        return settled(made, of_student(self.scores, made.student)) if self.scores else made


def mark_class(asked: Class, found: Iterator[Submission]) -> int:
    """Mark one after the other; nothing but a row is kept of each."""
    from netcalc.render.pages.homework import grades

    classroom = Classroom(asked.key.shown, asked.key.points, asked.attempts)
    status = 0
    advice: dict[str, Problem] = {}
    for submission in along(found, "marking"):
        if submission.problems:
            classroom.refuse(submission, _data(asked, grades.refused_data(submission)))
            show.problems(submission.problems)
            status = show.UNREADABLE
            continue
        marked = asked.marked(submission)
        classroom.add(marked, _data(asked, grades.marked_data(marked)), submission.account)
        said = (*submission.lost, *marked.problems)
        advice |= {problem.message: problem for problem in said[:MOST_ADVICE] if len(advice) < MOST_ADVICE}
        status = max(status, 0 if marked.correct else show.WRONG)
    show.problems(tuple(advice.values()))
    if not classroom.standings:
        show.problems([Problem(code=UNREADABLE, message="there is no submission to mark")])
        status = show.UNREADABLE
    _write(asked, classroom)
    _notes(asked, classroom)
    return status


def _data(asked: Class, data: dict[str, Any]) -> str | None:
    """Write a submission's marks as JSON, where that is what is wanted: text takes less room than data."""
    from netcalc.render.plain import dumps

    return dumps(data).rstrip() if asked.form == "json" else None


def _write(asked: Class, classroom: Classroom) -> None:
    from netcalc.homework.classroom.statistics import statistics
    from netcalc.homework.platforms import FOR_CLASSES, uploads
    from netcalc.render.pages.homework import class_statistics, grades

    if asked.marks.draw is not None:
        from netcalc.render.pictures.classes import class_picture

        points = {name: each.item.question.points for name, each in asked.key.solutions.items()}
        drawn(lambda: class_picture(statistics(classroom), classroom, points), asked.marks.draw, dark=False)
    if asked.marks.statistics:
        show.document(class_statistics.page(statistics(classroom)), asked.form)
    elif asked.form in FOR_CLASSES:
        show.text(uploads.table(classroom, asked.key.sheet.title, asked.form), form="csv")
    elif asked.form == "json":
        entries = ",\n".join(str(row.data) for row in classroom.standings)
        show.text(f"[\n{entries}\n]\n" if entries else "[]\n", form="json")
    else:
        show.document(grades.class_page(classroom), asked.form)


def _notes(asked: Class, classroom: Classroom) -> None:
    """Say where students handed in more than once, and which scores given by hand look like a slip."""
    from netcalc.homework.classroom.overrides import unused

    points = {name: each.item.question.points for name, each in asked.key.solutions.items()}
    for text in islice(unused(asked.scores, [row.student for row in classroom.standings], points), MOST_ADVICE):
        show.text(f"note: {asked.marks.overrides}: {text}\n", error=True)
    if classroom.again:
        said = counted(len(classroom.again), "student")
        show.text(f"note: {said} handed in more than once: the {asked.attempts} attempt counts\n", error=True)

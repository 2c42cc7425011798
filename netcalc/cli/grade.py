"""`netcalc grade`: homework marked, with a diagnosis; or the sheet itself audited."""

from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Final

import typer

from netcalc.cli import show
from netcalc.cli.options import DOCUMENTS, format_option
from netcalc.cli.options.grading import MARKS, Marks, answered, known, only, refuse_in_a_cell, which
from netcalc.cli.several import Class, mark_class
from netcalc.homework.classroom.classroom import Classroom
from netcalc.homework.intake.known import Known
from netcalc.homework.intake.submission import Submission
from netcalc.homework.key.key import Key
from netcalc.homework.marking.marked import Marked
from netcalc.homework.platforms import FOR_CLASSES, SINGLE
from netcalc.homework.variants.variants import Variants
from netcalc.text.counted import counted

FORMS: Final = tuple(dict.fromkeys((*DOCUMENTS, *SINGLE, *FOR_CLASSES)))


def grade(
    homework: Annotated[str, typer.Argument(metavar="HOMEWORK", help="The sheet.", show_default=False)],
    answers: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ANSWERS...",
            help="Files of answers (YAML, JSON, CSV, Markdown, text, notebooks), or folders and zips of them.",
            show_default=False,
        ),
    ] = None,
    *,
    form: Annotated[str, format_option(*FORMS)] = "table",
    marks: Marks = MARKS,
) -> None:
    """Mark homework: what is right, what is wrong, and which mistake explains it.

    \b
    Examples:
      netcalc grade homework.yaml s123.yaml
      netcalc grade homework.yaml submissions/ --format csv > scores.csv
      netcalc grade homework.yaml quiz.csv --map "Question 1=volume" --statistics
      netcalc grade homework.yaml s123.yaml --question volume
      netcalc grade --audit homework.yaml
    """  # noqa: D301
    from netcalc.homework.grading import variants

    paths = answered(marks, answers)
    varied = variants(homework)
    if marks.audit:
        _audit(_audited(varied, marks.student), form)
    key = only(Key(varied.sheet), marks.question)
    refuse_in_a_cell(form)
    asked = Class(key, varied if varied.sheet.vary else None, form, which(marks.attempts), marks)
    raise typer.Exit(_mark(asked, paths, known(key, marks.renamed or [])))


def _audited(variants: Variants, student: str | None) -> Key:
    """Give the key that is audited: a student's, or with the first of each range, which is said."""
    if variants.sheet.vary and not student:
        show.text(
            "note: the sheet varies: this is the first of each range (--student ID audits a variant)\n", error=True
        )
    return variants.key(student) if variants.sheet.vary and student else Key(variants.sheet)


def _audit(key: Key, form: str) -> None:
    from netcalc.homework.audit import audit
    from netcalc.render.pages.homework.grades import audit_page

    if form not in DOCUMENTS:
        message = f"--format {form} takes answers"
        raise typer.BadParameter(message)
    found = audit(key)
    show.document(audit_page(found), form)
    raise typer.Exit(0 if all(each.passed for each in found) else show.WRONG)


def _mark(asked: Class, paths: list[str], known: Known) -> int:
    from netcalc.homework.intake import files as reading

    many = len(paths) > 1 or any(reading.several(path) for path in paths)
    found = (asked.whose(each) for each in _read(paths, known))
    left = sum(map(reading.passed_over, paths))
    if left:
        show.text(f"note: {counted(left, 'entry', 'entries')} passed over (not a submission's file)\n", error=True)
    if asked.form in SINGLE:
        return _one(asked, _alone_of(found, asked.form))
    if many or asked.form in FOR_CLASSES or asked.marks.statistics or asked.marks.draw:
        return mark_class(asked, found)
    return _one(asked, next(found))


def _read(paths: list[str], known: Known) -> Iterator[Submission]:
    """Read the submissions of all files, one by one."""
    from netcalc.homework.intake import files as reading

    for path in paths:
        for name in reading.files(path):
            yield from reading.submissions(name, known, path if reading.several(path) else "")


def _alone_of(found: Iterator[Submission], form: str) -> Submission:
    """Give the one submission there is; BadParameter where there are several, or none."""
    first = list(islice(found, 2))
    if len(first) != 1:
        message = f"--format {form} takes one submission"
        raise typer.BadParameter(message)
    return first[0]


def _one(asked: Class, submission: Submission) -> int:
    from netcalc.render.pages.homework.grades import page, rows

    if submission.problems:
        return _refused(asked, submission)
    marked = asked.marked(submission)
    if asked.form in SINGLE:
        show.text(_for_platform(asked, marked), form="json")
    else:
        show.document(page(marked, lambda: rows(_alone(asked.key, marked))), asked.form)
    show.problems((*submission.lost, *marked.problems))
    return 0 if _all_points(marked) else show.WRONG


def _all_points(marked: Marked) -> bool:
    """Say whether every question has its full points, carried ones too."""
    return all(each.score is None or each.correct or each.score >= each.points > 0 for each in marked.questions)


def _alone(key: Key, marked: Marked) -> Classroom:
    """Give a class of one student."""
    held = Classroom(key.shown, key.points)
    held.add(marked)
    return held


def _for_platform(asked: Class, marked: Marked) -> str:
    from netcalc.homework.platforms import gradescope, nbgrader, prairielearn
    from netcalc.render.plain import dumps

    if asked.form == "nbgrader":
        return f"{nbgrader.credit(marked)}\n"
    platform = {"gradescope": gradescope, "prairielearn": prairielearn}[asked.form]
    return dumps(platform.results(marked, asked.key_of(marked.student).texts))


def _refused(asked: Class, submission: Submission) -> int:
    """Answer a submission that cannot be read, in the form that was asked for."""
    from netcalc.homework.platforms import gradescope, prairielearn
    from netcalc.render.plain import dumps

    if asked.form == "gradescope":
        show.text(dumps(gradescope.refused(submission.problems, asked.key.points)), form="json")
    elif asked.form == "prairielearn":
        show.text(dumps(prairielearn.refused(submission.problems)), form="json")
    elif asked.form == "nbgrader":
        show.text("0.0\n")
    show.problems(submission.problems)
    return show.UNREADABLE

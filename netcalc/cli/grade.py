"""`netcalc grade`: homework marked, with a diagnosis; or the sheet itself audited."""

import sys
from collections.abc import Iterator
from typing import Annotated, Any, Final

import typer

from netcalc.cli import show
from netcalc.cli.options import DOCUMENTS, format_option
from netcalc.homework.intake.submission import Submission
from netcalc.homework.key.key import Key
from netcalc.homework.marking.classroom import Classroom
from netcalc.homework.marking.marked import Marked
from netcalc.problems import UNREADABLE, Problem
from netcalc.text.counted import counted

MOST_ADVICE: Final = 20


SINGLE: Final = ("gradescope", "prairielearn", "nbgrader")


def grade(
    homework: Annotated[str, typer.Argument(metavar="HOMEWORK", help="The sheet.", show_default=False)],
    answers: Annotated[
        list[str] | None,
        typer.Argument(metavar="ANSWERS...", help="YAML, JSON or CSV files, or folders of them.", show_default=False),
    ] = None,
    *,
    form: Annotated[str, format_option(*DOCUMENTS, *SINGLE)] = "table",
    audit: Annotated[bool, typer.Option("--audit", help="Check the sheet: typed keys and tolerances.")] = False,
    question: Annotated[
        str | None, typer.Option("--question", metavar="ID", help="Mark one question: its exit status is the verdict.")
    ] = None,
) -> None:
    """Mark homework: what is right, what is wrong, and which mistake explains it.

    \b
    Examples:
      netcalc grade homework.yaml s123.yaml
      netcalc grade homework.yaml submissions/ --format csv > scores.csv
      netcalc grade homework.yaml s123.yaml --question volume
      netcalc grade --audit homework.yaml
    """  # noqa: D301
    from netcalc.homework.grading import key

    if audit and (answers or question is not None):
        message = "--audit checks the sheet: it takes no answers and no --question"
        raise typer.BadParameter(message)
    made = key(homework)
    if audit:
        _audit(made, form)
    if not answers:
        message = "name a file of answers, or ask for --audit"
        raise typer.BadParameter(message)
    if question is not None:
        made = _only(made, question)
    raise typer.Exit(_mark(made, answers, form))


def _only(key: Key, question: str) -> Key:
    if question not in key.solutions:
        from netcalc.text.words import name_hint

        message = f"no question is called `{question[:80]}`"
        raise typer.BadParameter(f"{message} {name_hint(question, key.solutions)}".strip(), param_hint="--question")
    return key.only(question)


def _audit(key: Key, form: str) -> None:
    from netcalc.homework.marking.audit import audit
    from netcalc.render.pages.grades import audit_page

    if form in SINGLE:
        message = f"--format {form} takes one submission"
        raise typer.BadParameter(message)
    found = audit(key)
    show.document(audit_page(found), form)
    raise typer.Exit(0 if all(each.passed for each in found) else show.WRONG)


def _mark(key: Key, paths: list[str], form: str) -> int:
    from netcalc.homework.intake import files as reading

    many = len(paths) > 1 or any(reading.several(path) for path in paths)
    found = (each for path in paths for name in reading.files(path) for each in reading.submissions(name))
    left = sum(map(reading.passed_over, paths))
    if left:
        show.text(f"note: {counted(left, 'entry', 'entries')} passed over (not a submission's file)\n", error=True)
    if many and form in SINGLE:
        message = f"--format {form} takes one submission"
        raise typer.BadParameter(message)
    return _several(key, _shown(found, many=many), form) if many else _one(key, next(found), form)


def _one(key: Key, submission: Submission, form: str) -> int:
    from netcalc.homework.marking.marking import mark
    from netcalc.render.pages.grades import page, rows

    if submission.problems:
        return _refused(key, submission, form)
    marked = mark(key, submission.student, submission.answers)
    if form in SINGLE:
        show.text(_for_platform(key, marked, form), form="json")
    else:
        show.document(page(marked, lambda: rows(_alone(key, marked))), form)
    show.problems(marked.problems)
    return 0 if marked.correct else show.WRONG


def _alone(key: Key, marked: Marked) -> Classroom:
    """Give a class of one student."""
    held = Classroom(key.shown, key.points)
    held.add(marked)
    return held


def _for_platform(key: Key, marked: Marked, form: str) -> str:
    from netcalc.homework.platforms import gradescope, nbgrader, prairielearn
    from netcalc.render.plain import dumps

    if form == "nbgrader":
        return f"{nbgrader.credit(marked)}\n"
    platform = {"gradescope": gradescope, "prairielearn": prairielearn}[form]
    return dumps(platform.results(marked, key.texts))


def _refused(key: Key, submission: Submission, form: str) -> int:
    """Answer a submission that cannot be read, in the form that was asked for."""
    from netcalc.homework.platforms import gradescope, prairielearn
    from netcalc.render.plain import dumps

    if form == "gradescope":
        show.text(dumps(gradescope.refused(submission.problems, key.points)), form="json")
    elif form == "prairielearn":
        show.text(dumps(prairielearn.refused(submission.problems)), form="json")
    elif form == "nbgrader":
        show.text("0.0\n")
    show.problems(submission.problems)
    return show.UNREADABLE


def _several(key: Key, found: Iterator[Submission], form: str) -> int:
    """Mark one after the other; nothing but a row is kept of each."""
    from netcalc.homework.marking.marking import mark
    from netcalc.render.pages import grades
    from netcalc.render.plain import dumps

    classroom, status, before = Classroom(key.shown, key.points), 0, "["
    advice: dict[str, Problem] = {}
    for submission in found:
        if submission.problems:
            classroom.refuse(submission)
            show.problems(submission.problems)
            status = show.UNREADABLE
            if form == "json":
                show.text(before + "\n" + dumps(grades.refused_data(submission)).rstrip(), form=form)
                before = ","
            continue
        marked = mark(key, submission.student, submission.answers)
        classroom.add(marked)
        advice |= {problem.message: problem for problem in marked.problems[:MOST_ADVICE] if len(advice) < MOST_ADVICE}
        status = max(status, 0 if marked.correct else show.WRONG)
        if form == "json":
            show.text(before + "\n" + dumps(grades.marked_data(marked)).rstrip(), form=form)
            before = ","
    show.problems(tuple(advice.values()))
    if not classroom.standings:
        show.problems([Problem(code=UNREADABLE, message="there is no submission to mark")])
        status = show.UNREADABLE
    if form == "json":
        show.text("[]\n" if before == "[" else "\n]\n")
    else:
        show.document(grades.class_page(classroom), form)
    return status


def _shown(found: Iterator[Submission], *, many: bool) -> Iterator[Submission]:
    """Count along on standard error, where that is a terminal."""
    if not many or not sys.stderr.isatty():
        return found
    from rich.console import Console
    from rich.progress import track

    console: Any = Console(stderr=True)
    return iter(track(found, description="marking", console=console, transient=True))

"""`netcalc grade`: homework marked, with a diagnosis; or the sheet itself audited."""

import os
from itertools import islice
from pathlib import Path
from typing import Annotated, Final

import typer

from netcalc.cli import show
from netcalc.cli.options import DOCUMENTS, format_option
from netcalc.cli.options.drawing import named
from netcalc.cli.several import Class, mark_class
from netcalc.homework.classroom.classroom import ATTEMPTS, Attempts, Classroom
from netcalc.homework.intake.known import Known
from netcalc.homework.intake.submission import Submission
from netcalc.homework.key.key import Key
from netcalc.homework.marking.marked import Marked
from netcalc.homework.platforms import FOR_CLASSES, SINGLE
from netcalc.homework.variants.variants import Variants
from netcalc.text.counted import counted

KERNEL: Final = "JPY_PARENT_PID"  # set in what a notebook runs
FORMS: Final = tuple(dict.fromkeys((*DOCUMENTS, *SINGLE, *FOR_CLASSES)))


def grade(  # noqa: PLR0913  one parameter an option
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
    audit: Annotated[bool, typer.Option("--audit", help="Check the sheet: typed keys and tolerances.")] = False,
    question: Annotated[
        str | None, typer.Option("--question", metavar="ID", help="Mark one question: its exit status is the verdict.")
    ] = None,
    attempts: Annotated[
        str, typer.Option(metavar=f"[{'|'.join(ATTEMPTS)}]", help="Which of a student's several attempts counts.")
    ] = "last",
    overrides: Annotated[
        str | None, typer.Option(metavar="FILE", help="Scores given by hand: student: {question: score}, or a CSV.")
    ] = None,
    renamed: Annotated[
        list[str] | None, typer.Option("--map", metavar="HEAD=ID", help="A column's head, and the question it means.")
    ] = None,
    student: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose one submission this is, or whose variant to audit.")
    ] = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="What a class's marks say, by question.")] = False,
    draw: Annotated[
        Path | None,
        typer.Option(
            "--draw", metavar="FILE", help="Draw a class's statistics: .svg, .png, .pdf or .tex.", callback=named
        ),
    ] = None,
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

    if audit and (answers or question is not None):
        message = "--audit checks the sheet: it takes no answers and no --question"
        raise typer.BadParameter(message)
    varied = variants(homework)
    made = Key(varied.sheet)
    if audit:
        _audit(_audited(varied, student), form)
    if not answers:
        message = "name a file of answers, or ask for --audit"
        raise typer.BadParameter(message)
    if question is not None:
        made = _only(made, question)
    if form == "nbgrader" and os.environ.get(KERNEL):
        message = (
            "in a notebook a command earns full credit whatever it prints: end the cell with netcalc.grade(...).score"
        )
        raise typer.BadParameter(message, param_hint="--format nbgrader")
    own = varied if varied.sheet.vary else None
    asked = Class(made, own, form, _attempts(attempts), overrides, student, statistics=statistics, draw=draw)
    raise typer.Exit(_mark(asked, answers, _known(made, renamed or [])))


def _attempts(word: str) -> Attempts:
    for known in ATTEMPTS:
        if word == known:
            return known
    message = f"is one of {', '.join(ATTEMPTS)}, not {word[:40]}"
    raise typer.BadParameter(message, param_hint="--attempts")


def _known(key: Key, renamed: list[str]) -> Known:
    """Gather the names by which questions go: their ids, their texts, those given on the command line."""
    maps = {}
    for each in renamed:
        head, equals, name = each.rpartition("=")
        if not equals or name not in key.texts:
            message = f"`{each[:80]}` is not HEAD=ID with the id of a question"
            raise typer.BadParameter(message, param_hint="--map")
        maps[head] = name
    texts: dict[str, str] = {}
    tables = {name: solution.item.cell.table for name, solution in key.solutions.items() if solution.item.cell}
    for name, text in key.texts.items():
        texts |= {tables[name]: "", name: text} if name in tables else {name: text}
    return Known(texts, maps, frozenset(tables))


def _only(key: Key, question: str) -> Key:
    if question not in key.solutions:
        from netcalc.text.words import name_hint

        message = f"no question is called `{question[:80]}`"
        raise typer.BadParameter(f"{message} {name_hint(question, key.solutions)}".strip(), param_hint="--question")
    return key.only(question)


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
    found = (
        each
        for path in paths
        for name in reading.files(path)
        for each in reading.submissions(name, known, path if reading.several(path) else "")
    )
    left = sum(map(reading.passed_over, paths))
    if left:
        show.text(f"note: {counted(left, 'entry', 'entries')} passed over (not a submission's file)\n", error=True)
    if asked.form in SINGLE:
        first = list(islice(found, 2))
        if len(first) != 1:
            message = f"--format {asked.form} takes one submission"
            raise typer.BadParameter(message)
        return _one(asked, first[0])
    if many or asked.form in FOR_CLASSES or asked.statistics or asked.draw:
        return mark_class(asked, found)
    return _one(asked, next(found))


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

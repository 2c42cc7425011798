"""The options of `netcalc grade`, and what they say of the key: one question alone, other names for questions."""

import os
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import typer

from netcalc.cli.options.drawing import named
from netcalc.homework.classroom.classroom import ATTEMPTS, Attempts
from netcalc.homework.intake.known import Known
from netcalc.homework.key.key import Key

KERNEL: Final = "JPY_PARENT_PID"  # set in what a notebook runs


class Marks(NamedTuple):
    """What is marked, by which names, and what is shown of a class."""

    audit: Annotated[bool, typer.Option("--audit", help="Check the sheet: typed keys and tolerances.")] = False
    question: Annotated[
        str | None, typer.Option("--question", metavar="ID", help="Mark one question: its exit status is the verdict.")
    ] = None
    attempts: Annotated[
        str, typer.Option(metavar=f"[{'|'.join(ATTEMPTS)}]", help="Which of a student's several attempts counts.")
    ] = "last"
    overrides: Annotated[
        str | None, typer.Option(metavar="FILE", help="Scores given by hand: student: {question: score}, or a CSV.")
    ] = None
    renamed: Annotated[
        list[str] | None, typer.Option("--map", metavar="HEAD=ID", help="A column's head, and the question it means.")
    ] = None
    student: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose one submission this is, or whose variant to audit.")
    ] = None
    statistics: Annotated[bool, typer.Option("--statistics", help="What a class's marks say, by question.")] = False
    draw: Annotated[
        Path | None,
        typer.Option(
            "--draw", metavar="FILE", help="Draw a class's statistics: .svg, .png, .pdf or .tex.", callback=named
        ),
    ] = None


MARKS: Final = Marks()


def answered(asked: Marks, answers: list[str] | None) -> list[str]:
    """Give the files of answers; BadParameter where there are none, or an audit is asked for too."""
    if asked.audit and (answers or asked.question is not None):
        message = "--audit checks the sheet: it takes no answers and no --question"
        raise typer.BadParameter(message)
    if not answers and not asked.audit:
        message = "name a file of answers, or ask for --audit"
        raise typer.BadParameter(message)
    return answers or []


def refuse_in_a_cell(form: str) -> None:
    """Refuse `--format nbgrader` in a notebook's own cell."""
    if form == "nbgrader" and os.environ.get(KERNEL):
        message = (
            "in a notebook a command earns full credit whatever it prints: end the cell with netcalc.grade(...).score"
        )
        raise typer.BadParameter(message, param_hint="--format nbgrader")


def which(word: str) -> Attempts:
    """Say which attempt counts; BadParameter where there is no such one."""
    for each in ATTEMPTS:
        if word == each:
            return each
    message = f"is one of {', '.join(ATTEMPTS)}, not {word[:40]}"
    raise typer.BadParameter(message, param_hint="--attempts")


def known(key: Key, renamed: list[str]) -> Known:
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


def only(key: Key, question: str | None) -> Key:
    """Give the key to one question, if it is asked for; BadParameter where there is none of this name."""
    if question is None:
        return key
    if question not in key.solutions:
        from netcalc.text.words import name_hint

        message = f"no question is called `{question[:80]}`"
        raise typer.BadParameter(f"{message} {name_hint(question, key.solutions)}".strip(), param_hint="--question")
    return key.only(question)

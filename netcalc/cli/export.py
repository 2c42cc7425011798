"""`netcalc export`: a sheet as a question bank of another platform."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from netcalc.cli import show
from netcalc.cli.options import one_of
from netcalc.cli.options.documents import Sheet, Student, key_of, put_content, put_folder, put_text
from netcalc.course.banks.formats import FORMATS

if TYPE_CHECKING:
    from netcalc.course.banks.entry import Lost


def export(
    sheet: Sheet,
    *,
    to: Annotated[
        str,
        typer.Option("--to", metavar="|".join(FORMATS), parser=one_of(FORMATS), help="The format.", show_default=False),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="PATH", help="The file, or of prairielearn the folder; else text is printed."
        ),
    ] = None,
    bare: Annotated[
        bool, typer.Option("--bare", help="Leave out what a question asks about: its own words say it all.")
    ] = False,
    student: Student = None,
) -> None:
    """Write a sheet as a question bank, with the known mistakes as feedback for their values.

    What a format cannot say is told on standard error, with the questions.

    \b
    Examples:
      netcalc export sheet.yaml --to gift -o sheet.gift
      netcalc export sheet.yaml --to qti -o sheet.zip
      netcalc export sheet.yaml --to prairielearn -o questions
    """  # noqa: D301
    from netcalc.course.banks.entries import bank

    if output is None and FORMATS[to].becomes != "text":
        message = f"--to {to} writes a {FORMATS[to].becomes}: name it with -o"
        raise typer.BadParameter(message)
    made = import_module(f"netcalc.course.banks.formats.{to}").export(bank(key_of(sheet, student), bare=bare))
    _put(made.content, output)
    for line in notes(made.lost):
        show.text(line, error=True)


def _put(content: str | bytes | Mapping[str, str], output: Path | None) -> None:
    """Write a text, a file, or files in a folder; Unreadable says why that cannot be."""
    if isinstance(content, str) or output is None:
        put_text(str(content), output)
    elif isinstance(content, bytes):
        put_content(content, output)
    else:
        put_folder(content, output)


def notes(lost: "tuple[Lost, ...]") -> list[str]:
    """Say what was lost, a line each, and of which questions."""
    questions: dict[str, list[str]] = {}
    for each in lost:
        questions.setdefault(each.said, []).extend([each.question] if each.question else [])
    return [f"note: {said}{f': {_named(names)}' if names else ''}\n" for said, names in questions.items()]


def _named(names: list[str]) -> str:
    return ", ".join(names)

"""`netcalc variant`: each student's own numbers in a homework sheet, for one student or for a class."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from netcalc.cli import show
from netcalc.cli.options import Format
from netcalc.cli.options.documents import put_folder
from netcalc.cli.progress.counting import along
from netcalc.problems import MISSING_FIELD, Problem, SpecError

if TYPE_CHECKING:
    from netcalc.homework.variants.variants import Variants


def variant(
    sheet: Annotated[str, typer.Argument(metavar="SHEET", help="The sheet, with `vary`.", show_default=False)],
    *,
    student: Annotated[str | None, typer.Option(metavar="ID", help="Whose sheet it is to be.")] = None,
    roster: Annotated[
        str | None,
        typer.Option("--class", metavar="FILE", help="A class: a line an id, YAML, a table, or a folder handed in."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="PATH", help="The file for a student's sheet, the folder for a class's."
        ),
    ] = None,
    form: Format = "table",
) -> None:
    """Draw each student's numbers from the ranges under a sheet's `vary`: the same id gives the same sheet.

    Kept are draws in which windows fit, and known mistakes give answers of their own. `netcalc grade` knows each
    student's numbers by the same id. How alike a class's sheets are is reported.

    \b
    Examples:
      netcalc variant drill.yaml --student s123
      netcalc variant drill.yaml --class class.csv -o sheets/
    """  # noqa: D301
    from netcalc.homework.grading import variants

    if (student is None) == (roster is None):
        message = "say whose sheet it is to be: --student ID, or --class FILE"
        raise typer.BadParameter(message)
    if roster is not None and output is None:
        message = "name the folder for the sheets of a class: -o FOLDER"
        raise typer.BadParameter(message)
    made = variants(sheet)
    if not made.sheet.vary:
        message, hint = (
            f"{sheet} varies nothing",
            "add ranges, such as `vary: {width: [28, 32, 64], size: {odd: [3, 7]}}`",
        )
        raise SpecError([Problem(code=MISSING_FIELD, message=message, hint=hint)])
    if roster is None:
        _one(made, student or "", output)
    else:
        _class(made, roster, output or Path(), form)


def _one(made: "Variants", student: str, output: Path | None) -> None:
    from netcalc.course.variants.written import written

    if not student.strip():
        message = "an id has at least one character"
        raise typer.BadParameter(message, param_hint="--student")
    text = written(made.key(student).sheet, student)
    if output is None:
        show.text(text)
    else:
        put_folder({output.name: text}, output.parent)


def _class(made: "Variants", roster: str, folder: Path, form: str) -> None:
    """Write the sheets of a class, once all are drawn."""
    from netcalc.course.variants.drawing import several
    from netcalc.course.variants.likeness import likeness
    from netcalc.course.variants.roster import students
    from netcalc.course.variants.written import file_name
    from netcalc.executor import Where, cores
    from netcalc.render.pages.course.variants import page

    names = students(roster)
    found = list(along(several(made, names, Where(cores())), "drawing", len(names)))
    put_folder({file_name(each.student): each.text for each in found}, folder)
    files = {each.student: str(folder / file_name(each.student)) for each in found}
    show.document(page(found, files, likeness(made, found)), form)

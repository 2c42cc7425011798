"""`netcalc solve`: the solution of a sheet, every step of it, as a document."""

from pathlib import Path

from netcalc.cli.options.documents import Form, Output, Sheet, Student, form_of, key_of, put


def solve(
    sheet: Sheet,
    *,
    form: Form = None,
    output: Output = None,
    student: Student = None,
) -> None:
    """Write the solution of a sheet: each answer with every step that leads to it, and pictures.

    Pictures of Markdown are files that stand beside it.

    \b
    Examples:
      netcalc solve sheet.yaml -o solution.html
      netcalc solve sheet.yaml -o solution.tex
      netcalc solve sheet.yaml --format latex
    """  # noqa: D301
    from netcalc.course.solution.solved import solve as solved
    from netcalc.render.pages.course.solution import page

    written = form_of(form, output)
    made = key_of(sheet, student)
    stem = output.stem if output else Path(sheet).stem
    title = made.sheet.title
    put(page(title, solved(made), stem, student), written, title or "Solution", output)

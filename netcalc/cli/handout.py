"""`netcalc handout`: the sheet to give out, or a form for the answers."""

from typing import Annotated, Final

import typer

from netcalc.cli import show
from netcalc.cli.options import one_of
from netcalc.cli.options.documents import Form, Output, Sheet, Student, form_of, key_of, put, put_text

TEMPLATES: Final = ("yaml", "csv", "text")


def handout(
    sheet: Sheet,
    *,
    form: Form = None,
    template: Annotated[
        str | None,
        typer.Option(
            "--template", metavar="|".join(TEMPLATES), parser=one_of(TEMPLATES), help="A form for the answers alone."
        ),
    ] = None,
    output: Output = None,
    student: Student = None,
) -> None:
    """Write the sheet that is given out: the questions, what they ask about, a form for the answers; no answer.

    \b
    Examples:
      netcalc handout sheet.yaml -o sheet.html
      netcalc handout sheet.yaml --format latex
      netcalc handout sheet.yaml --template csv -o answers.csv
    """  # noqa: D301
    from netcalc.course.handout.posed import posed
    from netcalc.course.handout.rules import rules
    from netcalc.course.handout.template import FORMS, unreadable
    from netcalc.render.pages.course.handout import page

    if template and form:
        message = "--template is a form for the answers alone, in a form of its own: it takes no --format"
        raise typer.BadParameter(message)
    whole = "" if template else form_of(form, output)
    made = key_of(sheet, student)
    questions, title = posed(made), made.sheet.title
    if template is None:
        put(page(title, questions, rules(made), student), whole, title or "Homework", output)
        return
    put_text(FORMS[template](title, questions, student or ""), output)
    lost = unreadable(questions) if template == "text" else []
    if lost:
        show.text(f"note: lines of text have no place for these ids: {', '.join(lost)}\n", error=True)

"""Options of commands that write whole documents, and a document put into a file, its pictures beside it."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

from netcalc.cli import show
from netcalc.cli.options.forms import format_option
from netcalc.problems import unreadable

if TYPE_CHECKING:
    from netcalc.homework.key.key import Key
    from netcalc.render.document import Document

FORMS: Final = ("markdown", "latex", "html")
ENDINGS: Final = {".md": "markdown", ".tex": "latex", ".html": "html", ".htm": "html"}
Sheet: TypeAlias = Annotated[str, typer.Argument(metavar="SHEET", help="The sheet.", show_default=False)]
Form: TypeAlias = Annotated[str | None, format_option(*FORMS)]
Student: TypeAlias = Annotated[
    str | None, typer.Option(metavar="ID", help="Whose numbers, where the sheet varies them.", show_default=False)
]
Output: TypeAlias = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="The file, whose ending says the form: .md, .tex, .html."),
]


def key_of(sheet: str, student: str | None) -> "Key":
    """Give the key to a sheet, or to a student's own variant; that of the first numbers, where none is named."""
    from netcalc.homework.grading import variants
    from netcalc.homework.key.key import Key

    made = variants(sheet)
    if not made.sheet.vary:
        return Key(made.sheet)
    if student is not None and student.strip():
        return made.key(student)
    show.text("note: the sheet varies: this is the first of each range (--student ID takes a variant)\n", error=True)
    return Key(made.sheet)


def form_of(form: str | None, output: Path | None) -> str:
    """Say which form is written: the one that is named, else the one that the file's ending says."""
    if form is not None or output is None:
        return form or FORMS[0]
    if output.suffix.lower() not in ENDINGS:
        message = f"the ending of {output.name[:80]} says no form: .md, .tex, .html, or --format {'|'.join(FORMS)}"
        raise typer.BadParameter(message)
    return ENDINGS[output.suffix.lower()]


def put(document: "Document", form: str, title: str, output: Path | None) -> None:
    """Write a document that stands alone; without a file Markdown has no pictures. Unreadable says why not."""
    from netcalc.render.document import Picture
    from netcalc.render.whole import whole

    parts = list(document.parts())
    pictures = [part for part in parts if isinstance(part, Picture)]
    if output is None:
        alone = [part._replace(file="") if isinstance(part, Picture) else part for part in parts]
        show.text(whole(document._replace(parts=lambda: alone), form, title))
        if form == "markdown" and pictures:
            show.text("note: pictures stand in files beside a file: name one with -o\n", error=True)
        return
    put_text(whole(document._replace(parts=lambda: parts), form, title), output)
    for each in pictures if form == "markdown" else ():
        put_text(each.svg, output.parent / each.file)


def put_text(text: str, output: Path | None) -> None:
    """Write text into a file, else print it."""
    put_content(text.encode(), output) if output else show.text(text)


def put_content(content: bytes, output: Path) -> None:
    """Write a file; Unreadable says why that cannot be."""
    try:
        output.write_bytes(content)
    except OSError as error:
        message = f"cannot write {error.filename or output}: {error.strerror}"
        raise unreadable(message) from None


def put_folder(files: Mapping[str, str], folder: Path) -> None:
    """Write files into a folder, by their paths; Unreadable says why that cannot be."""
    for path, text in files.items():
        try:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            blocked = isinstance(error, FileExistsError | NotADirectoryError)
            why = "it is a file, not a folder" if blocked else error.strerror
            message = f"cannot write {error.filename or folder}: {why}"
            raise unreadable(message) from None
        put_content(text.encode(), folder / path)

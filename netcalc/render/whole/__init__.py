"""Whole documents, which stand alone: a piece in some form, with what a browser or LaTeX wants around it."""

from importlib import import_module
from typing import Final

from netcalc.render.document import Document
from netcalc.render.write import write

FORMS: Final = ("markdown", "latex", "html")


def whole(document: Document, form: str, title: str) -> str:
    """Write a document that stands alone; KeyError for a form that is none of them."""
    piece = write(document, form)
    if form == "markdown":
        return piece
    made: str = import_module(f"netcalc.render.whole.{form}").around(piece, title)
    return made

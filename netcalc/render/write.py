"""The one writer: a document in any form of the catalogue."""

from importlib import import_module

from netcalc.render.document import Document
from netcalc.render.formats import FORMATS


def write(document: Document, form: str, width: int | None = None) -> str:
    """Write a document in a form, text in that many columns; KeyError for a form that stands in no catalogue."""
    written: str = import_module(f"netcalc.render.formats.{FORMATS[form]}").write(document, width)
    return written

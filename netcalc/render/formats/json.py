"""A document as JSON: the result itself, by the names of its fields, nothing rounded."""

from netcalc.render.document import Document
from netcalc.render.plain import dumps


def write(document: Document, _width: int | None) -> str:
    """Write the result that a document is about."""
    return dumps(document.result)

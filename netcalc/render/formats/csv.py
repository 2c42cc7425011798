"""A document as CSV: its rows, numbers exact, nothing left out."""

import csv
import io

from netcalc.render.document import Document
from netcalc.render.table import Table


def write(document: Document, _width: int | None) -> str:
    """Write the rows of a document: those that were made for it, else those of its tables."""
    tables = [document.rows()] if document.rows else [part for part in document.parts() if isinstance(part, Table)]
    return "\n".join(map(table, tables))


def table(found: Table) -> str:
    """Write a table: heads, rows, totals."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(head.text for head in found.heads)
    writer.writerows(("" if cell is None else cell for cell in row.cells) for row in (*found.rows, *found.totals))
    return held.getvalue()

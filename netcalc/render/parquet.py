"""A table as Parquet, a column a head, for programs that read columns: pandas, Polars, DuckDB."""

from importlib import import_module
from io import BytesIO
from typing import Any

from netcalc.render.table import Cell, Table

MOST = 2**63
MISSING = "Parquet is written by pyarrow: pip install 'netcalc-nn[parquet]'"


def parquet(table: Table) -> bytes:
    """Write the rows of a table: whole numbers as such where 64 bits hold them, the rest as words.

    ImportError, which says what to install, where pyarrow is missing.
    """
    try:
        arrow: Any = import_module("pyarrow")
        writer: Any = import_module("pyarrow.parquet")
    except ImportError:
        raise ImportError(MISSING) from None
    columns = zip(*(row.cells for row in table.rows), strict=True) if table.rows else ((),) * len(table.heads)
    made = {head.text: _column(arrow, tuple(cells)) for head, cells in zip(table.heads, columns, strict=True)}
    held = BytesIO()
    writer.write_table(arrow.table(made), held)
    return held.getvalue()


def _column(arrow: Any, cells: tuple[Cell, ...]) -> Any:
    whole = all(cell is None or (isinstance(cell, int) and -MOST <= cell < MOST) for cell in cells)
    if whole:
        return arrow.array(cells, arrow.int64())
    return arrow.array([None if cell is None else str(cell) for cell in cells], arrow.string())

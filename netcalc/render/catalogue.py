"""The list of the bundled specs."""

from netcalc.render.table import Row, Table
from netcalc.render.text import Line


def spec_lines(found: dict[str, str]) -> list[Line]:
    """List specs, a line each."""
    return Table((("spec", "left"), ("what it is", "left")), tuple(Row(row) for row in found.items())).lines()

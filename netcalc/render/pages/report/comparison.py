"""Networks side by side, as a page."""

from collections.abc import Iterable
from fractions import Fraction
from functools import partial
from typing import Any, Final

from netcalc.render.column_widths import cut
from netcalc.render.document import Document, Part, aside
from netcalc.render.table import Cell, Narrower, Row, Table, numbers, words
from netcalc.render.values import NOTHING, number, rounded
from netcalc.report.compare import Comparison
from netcalc.text.counted import counted
from netcalc.volume import coming_in

LONGEST_NAME: Final = 20
RATIO: Final = "ratio"
WHOLE: Final = 999.5  # what three digits round to a thousand


def names(found: Comparison) -> tuple[str, ...]:
    """Give the networks' names, told apart where they are the same."""
    given = [report.name or "network" for report in found.reports]
    return tuple(name if given.count(name) == 1 else f"{name} ({at})" for at, name in enumerate(given, start=1))


def ratio(value: Fraction | None) -> str:
    """Write a ratio to three digits, or to a whole number: x 5.41, x 1,024."""
    if value is None:
        return ""
    if value < WHOLE:
        return f"x {float(value):.3g}"
    return f"x {number(round(value))}" if value < 10**6 else f"x {rounded(int(value))}"


def totals_table(found: Comparison) -> Table:
    """Put a number a row: each network's, and beside it how many times the first network's it is."""
    first, *others = names(found)
    heads = (*words(""), *numbers(first, *(part for name in others for part in (name, RATIO))))
    rows = [
        Row(("input", *_spread([coming_in(report.inputs) for report in found.reports]))),
        Row(("output", *_spread([str(report.output or NOTHING) for report in found.reports]))),
    ]
    for total in found.totals:
        cells: list[Cell] = [total.values[0]]
        for value, times in zip(total.values[1:], total.ratios[1:], strict=True):
            cells += [value, ratio(times)]
        rows.append(Row((total.number, *cells)))
    narrower = (
        Narrower("round", names(found), lost="exact numbers"),
        Narrower("drop", (RATIO,), lost="ratios"),
        Narrower("clip", names(found), 12),
    )
    return Table(heads, tuple(rows), narrower=narrower)


def _spread(cells: list[str]) -> list[str]:
    """Leave the ratio columns empty."""
    return [cells[0], *(part for cell in cells[1:] for part in (cell, ""))]


def pairs_table(found: Comparison) -> Table:
    """Put two layers that line up a row: their volume, parameters and MACs."""
    heads = (*words(*names(found)), *numbers("output", "params", "params", "macs", "macs"))
    rows = (
        Row((
            cut(pair.one.name, LONGEST_NAME), cut(pair.other.name, LONGEST_NAME), str(pair.one.output),
            pair.one.params, pair.other.params, rounded(pair.one.macs), rounded(pair.other.macs),
        ))
        for pair in found.pairs
    )  # fmt: skip
    narrower = (
        Narrower("round", ("params",), lost="exact params"),
        Narrower("cut", names(found), 10, lost="long names"),
        Narrower("drop", ("macs",), lost="macs"),
    )
    return Table(heads, tuple(rows), narrower=narrower)


def lined_up(found: Comparison) -> str:
    """Say how many layers line up."""
    counts = [sum(1 for layer in report.layers if layer.params) for report in found.reports]
    lines = "lines" if len(found.pairs) == 1 else "line"
    return (
        f"{counted(len(found.pairs), 'layer')} with parameters {lines} up (one kind, one output volume), "
        f"of {' and '.join(map(number, counts))}."
    )


def page(found: Comparison) -> Document:
    """Make the page of a comparison."""
    return Document(comparison_data(found), partial(_parts, found), lambda: rows(found))


def _parts(found: Comparison) -> Iterable[Part]:
    """Give the totals, and the layers where two networks line up."""
    yield totals_table(found)
    if len(found.reports) == 2:
        yield aside(lined_up(found))
    if found.pairs:
        yield pairs_table(found)


def rows(found: Comparison) -> Table:
    """Put a number a row, a column a network."""
    return Table(words("number", *names(found)), tuple(Row((each.number, *each.values)) for each in found.totals))


def comparison_data(found: Comparison) -> dict[str, Any]:
    """Give a comparison as plain data."""
    return {
        "networks": list(names(found)),
        "totals": {
            total.number: {
                "values": list(total.values),
                "ratios": [None if each is None else float(each) for each in total.ratios],
            }
            for total in found.totals
        },
        "layers": [
            {
                "names": [pair.one.name, pair.other.name],
                "kind": pair.one.kind,
                "output": pair.one.output,
                "params": [pair.one.params, pair.other.params],
                "macs": [pair.one.macs, pair.other.macs],
            }
            for pair in found.pairs
        ],
    }

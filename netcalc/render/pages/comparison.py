"""Networks side by side, as tables and as plain data."""

import csv
import io
from fractions import Fraction
from typing import Any

from netcalc.render.formats.table import Align, Row, Table
from netcalc.render.formats.text import Line, line, number, rounded
from netcalc.render.pages.summary import shortened
from netcalc.report.compare import Comparison
from netcalc.report.report import Report


def names(found: Comparison) -> tuple[str, ...]:
    """Give the networks' names, told apart where they are the same."""
    given = [report.name or "network" for report in found.reports]
    return tuple(name if given.count(name) == 1 else f"{name} ({at})" for at, name in enumerate(given, start=1))


def ratio(value: Fraction | None) -> str:
    """Write a ratio to three digits: x 5.41."""
    if value is None:
        return ""
    return f"x {float(value):.3g}" if value < 10**6 else f"x {rounded(int(value))}"


def totals_table(found: Comparison) -> Table:
    """Put a number a row: each network's, and beside it how many times the first network's it is."""
    first, *others = names(found)
    heads: list[tuple[str, Align]] = [("", "left"), (first, "right")]
    for name in others:
        heads += [(name, "right"), ("ratio", "right")]
    rows = [Row(("input -> output", *_spread([_volumes(report) for report in found.reports])))]
    for total in found.totals:
        cells = [number(total.values[0])]
        for value, times in zip(total.values[1:], total.ratios[1:], strict=True):
            cells += [number(value), ratio(times)]
        rows.append(Row((total.number, *cells)))
    return Table(tuple(heads), tuple(rows))


def _spread(cells: list[str]) -> list[str]:
    """Leave the ratio columns empty."""
    return [cells[0], *(part for cell in cells[1:] for part in (cell, ""))]


def _volumes(report: Report) -> str:
    return f"{report.input} -> {report.output or '-'}"


def pairs_table(found: Comparison) -> Table:
    """Put two layers that line up a row: their volume, parameters and MACs."""
    one, other = names(found)
    heads: tuple[tuple[str, Align], ...] = (
        (one, "left"), (other, "left"), ("output", "right"), ("params", "right"), ("params", "right"),
        ("macs", "right"), ("macs", "right"),
    )  # fmt: skip
    rows = (
        Row((
            shortened(pair.one.name), shortened(pair.other.name), str(pair.one.output), number(pair.one.params),
            number(pair.other.params), rounded(pair.one.macs), rounded(pair.other.macs),
        ))
        for pair in found.pairs
    )  # fmt: skip
    return Table(heads, tuple(rows))


def lined_up(found: Comparison) -> str:
    """Say how many layers line up."""
    counts = [sum(1 for layer in report.layers if layer.params) for report in found.reports]
    return (
        f"{number(len(found.pairs))} layers with parameters line up (one kind, one output volume), "
        f"of {' and '.join(map(number, counts))}."
    )


def tables(found: Comparison) -> list[Table]:
    """Give the totals, and the layers where two networks line up."""
    return [totals_table(found), *([pairs_table(found)] if found.pairs else [])]


def comparison_lines(found: Comparison) -> list[Line]:
    """Lay a comparison out."""
    lines = totals_table(found).lines()
    if len(found.reports) == 2:
        lines += [line(), line(lined_up(found))]
    return [*lines, line(), *pairs_table(found).lines()] if found.pairs else lines


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


def comparison_csv(found: Comparison) -> str:
    """Write a row a number, a column a network."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(("number", *names(found)))
    writer.writerows((total.number, *("" if each is None else each for each in total.values)) for total in found.totals)
    return held.getvalue()

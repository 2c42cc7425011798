"""The network as it is typed: its table, what is wrong with it, and what each line of the text makes."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from netcalc.calculator.check import checked
from netcalc.network.network import Network
from netcalc.page.questions.asked import OfSpec, placed
from netcalc.render.pages.report.summary import footer, marks, table, title
from netcalc.render.table import Row, written
from netcalc.render.values import number
from netcalc.report.fold import folded
from netcalc.report.report import LayerReport, Report
from netcalc.text.counted import counted
from netcalc.text.reading.reader import Places

MOST_ROWS: Final = 600
OUTERMOST: Final = 1  # the depth at which no group is open


class Whole(OfSpec):
    """The report, as `netcalc summary --format json` writes it."""

    def answers(self) -> Iterator[object]:
        """Give the report."""
        yield self.report


class Shown(OfSpec):
    """The table of `netcalc summary`, the problems of `netcalc check` with their places, a note for each line."""

    def answers(self) -> Iterator[object]:
        """Give all that is shown of a network while it is typed."""
        network, report = self.network, self.report
        rows = report if len(report.layers) <= MOST_ROWS else folded(report, OUTERMOST)
        yield {
            "title": title(report),
            "footer": footer(report),
            "valid": report.valid,
            "table": _table(rows),
            "lines": list(_lines(network, report)),
            "problems": [placed(each) for each in checked(network, report)],
            "advice": [placed(each) for each in report.advice],
        }


def _table(report: Report) -> dict[str, Any]:
    """Give the table as cells, each as the command line writes it, at most so many rows of it."""
    found, wrong = table(report), marks(report)
    rows = zip(report.layers[:MOST_ROWS], found.rows, strict=False)
    left = len(report.layers) - MOST_ROWS
    return {
        "heads": [{"text": head.text, "holds": head.holds} for head in found.heads],
        "rows": [
            {"layer": layer.name, "cells": _cells(row), "mark": wrong.get(layer.name, ""), "plain": layer.params == 0}
            for layer, row in rows
        ],
        "totals": [_cells(row) for row in found.totals],
        "left": f"{counted(left, 'row')} more: `netcalc summary` shows all" if left > 0 else "",
    }


def _cells(row: Row) -> list[str]:
    return [written(cell) for cell in row.cells]


def _lines(network: Network, report: Report) -> Iterator[dict[str, Any]]:
    """Say of each line that makes layers what leaves the last of them, and what they store."""
    found: dict[int, list[LayerReport]] = {}
    if network.source is None:
        return
    places = Places(network.source.lines)
    seen: dict[Any, int] = {}
    for node, layer in zip(network.graph.nodes, report.layers, strict=True):
        for path in (node.path, *node.uses):
            if path not in seen:
                seen[path] = places.place(path).line
            found.setdefault(seen[path], []).append(layer)
    for line, layers in sorted(found.items()):
        yield {"line": line, "text": _note(layers), "layer": layers[-1].name}


def _note(layers: list[LayerReport]) -> str:
    """Write what a line makes: the volume, how many layers, their params."""
    volume = layers[-1].output
    params = _params(layers)
    parts = [
        "does not fit" if volume is None else str(volume),
        *([f"{number(len(layers))} layers"] if len(layers) > 1 else []),
        *([f"{number(params)} params"] if params else []),
    ]
    return " · ".join(parts)


def _params(layers: Iterable[LayerReport]) -> int:
    return sum(layer.params or 0 for layer in layers)

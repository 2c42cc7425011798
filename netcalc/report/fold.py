"""A report folded: groups of layers (blocks in use, named repeats) put into one row each, with their sums."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from netcalc.report.memory import Memory, Moment, Moments
from netcalc.report.report import LayerReport, Report


def folded(report: Report, depth: int) -> Report:
    """Give a report whose groups deeper than `depth` levels are one layer each; at depth 1 no group is open.

    The layers add up to the same totals at any depth; the groups left are those that are open.
    """
    at = levels(report)
    heads = {report.groups[name].span.start: name for name, level in at.items() if level == depth}
    rows, places = _rows(report, heads)
    open_groups = {
        name: replace(group, span=slice(places[group.span.start], places[group.span.stop]))
        for name, group in report.groups.items()
        if at[name] < depth
    }
    names = {layer.name: rows[place].name for layer, place in zip(report.layers, places, strict=False)}
    memory = replace(report.memory, worked=partial(_moments, report.memory, names))
    return replace(report, layers=rows, groups=open_groups, memory=memory)


def _moments(memory: Memory, names: Mapping[str, str]) -> Moments:
    """Say of the highest moments in which rows they are."""
    return Moments(*(moment and _within(moment, names) for moment in memory.moments))


def _within(moment: Moment, names: Mapping[str, str]) -> Moment:
    return moment if moment.layer is None else moment._replace(layer=names.get(moment.layer, moment.layer))


def _rows(report: Report, heads: Mapping[int, str]) -> tuple[tuple[LayerReport, ...], list[int]]:
    """Give the rows, and for each layer (and the end) the row it comes to stand in."""
    rows: list[LayerReport] = []
    places: list[int] = []
    ends: dict[str, str] = {}
    while len(places) < len(report.layers):
        row, count = report.layers[len(places)], 1
        if len(places) in heads:
            group = report.groups[heads[len(places)]]
            row, count = group.sums, group.span.stop - group.span.start
            ends[report.layers[group.span.stop - 1].name] = row.name
        places += [len(rows)] * count
        reads = tuple([ends.get(name, name) for name in row.from_])
        rows.append(row if reads == row.from_ else replace(row, from_=reads))
    return tuple(rows), [*places, len(rows)]


def levels(report: Report) -> dict[str, int]:
    """Say at which level each group stands: 1 where no group is around it."""
    found: dict[str, int] = {}
    around: list[int] = []
    outer_first = list(report.groups.items())[::-1]
    outer_first.sort(key=lambda item: (item[1].span.start, -item[1].span.stop))
    for name, group in outer_first:
        while around and around[-1] <= group.span.start:
            around.pop()
        around.append(group.span.stop)
        found[name] = len(around)
    return found

"""A report folded: groups of layers (blocks in use, named repeats) put into one row each, with their sums."""

from dataclasses import replace

from netcalc.report.report import Group, LayerReport, Report


def folded(report: Report, depth: int) -> Report:
    """Give a report whose groups deeper than `depth` levels are one layer each; at depth 1 no group is open.

    The layers add up to the same totals at any depth.
    """
    return replace(report, layers=_rows(report, depth))


def _rows(report: Report, depth: int) -> tuple[LayerReport, ...]:
    heads = {group.span.start: name for name, group in _closed(report, depth).items()}
    rows: list[LayerReport] = []
    ends: dict[str, str] = {}
    number = 0
    while number < len(report.layers):
        row = report.layers[number]
        number += 1
        if number - 1 in heads:
            group = report.groups[heads[number - 1]]
            row, number = group.sums, group.span.stop
            ends[report.layers[number - 1].name] = row.name
        rows.append(replace(row, from_=tuple(ends.get(name, name) for name in row.from_)))
    return tuple(rows)


def _closed(report: Report, depth: int) -> dict[str, Group]:
    """Give the groups that stand at a level, counted by the groups around them."""
    closed = {}
    around: list[int] = []
    inner_last = list(reversed(list(report.groups.items())))
    inner_last.sort(key=lambda item: (item[1].span.start, -item[1].span.stop))
    for name, group in inner_last:
        while around and around[-1] <= group.span.start:
            around.pop()
        around.append(group.span.stop)
        if len(around) == depth:
            closed[name] = group
    return closed

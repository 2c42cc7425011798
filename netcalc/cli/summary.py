"""`netcalc summary`: the table of every number."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from netcalc.cli import show
from netcalc.cli.options import Batch, Dtype, Input, Number, Optimizer, Settings, Spec, Trainer, overrides
from netcalc.network.network import Network
from netcalc.problems import SpecError
from netcalc.report.report import Report


class Format(StrEnum):
    """The forms a summary takes."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"
    CSV = "csv"
    LATEX = "latex"


def summary(  # noqa: PLR0913  one parameter an option
    spec: Spec,
    *,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE,
    given: Input = None,
    settings: Settings = None,
    depth: Annotated[
        int | None, typer.Option("--depth", min=1, help="Fold blocks and named repeats below this level into one row.")
    ] = None,
    memory: Annotated[bool, typer.Option("--memory", help="Show what training holds, line by line.")] = False,
    batch: Batch = 1,
    dtype: Dtype = Number.FLOAT32,
    optimizer: Trainer = Optimizer.SGD,
) -> None:
    """Show each layer's volume, neurons, weights, parameters (shared and not) and MACs, and the totals.

    \b
    Examples:
      netcalc summary lenet5
      netcalc summary net.yaml --memory --batch 128 --optimizer adam
      netcalc summary net.yaml --format csv > net.csv
    """  # noqa: D301
    from netcalc.calculator.calculator import calculate

    network = _loaded(spec, overrides(given, settings), form)
    report = calculate(network, batch=batch, dtype=dtype.value, optimizer=optimizer.value)
    if depth is not None:
        from netcalc.report.fold import folded

        report = folded(report, depth)
    if form is Format.TABLE:
        _table(report, memory=memory)
    else:
        show.text(_written(report, form, memory=memory))
        show.problems(report.problems)
    raise typer.Exit(0 if report.valid else show.WRONG)


def _loaded(spec: str, changes: dict[str, Any], form: Format) -> Network:
    """Load a spec; one that is not understood is still answered in JSON where that was asked for."""
    from netcalc.network.bundle import load

    try:
        return load(spec, **changes)
    except SpecError as error:
        if form is Format.JSON:
            from netcalc.render.formats import data

            show.text(data.dumps(data.not_understood(error)))
        raise


def _table(report: Report, *, memory: bool) -> None:
    from netcalc.render.formats.text import line
    from netcalc.render.pages.summary import summary_lines

    show.lines(summary_lines(report, width=show.width(), memory=memory))
    if report.problems:
        show.lines([line()])
        show.problems(report.problems, error=False)


def _written(report: Report, form: Format, *, memory: bool) -> str:
    from netcalc.render.formats import data, markup
    from netcalc.render.pages.summary import bill, columns, table

    if form is Format.JSON:
        return data.dumps(data.report(report))
    if form is Format.CSV:
        return data.report_csv(report)
    write = markup.markdown if form is Format.MARKDOWN else markup.latex
    tables = [table(report, columns(report)), *([bill(report.memory)] if memory else [])]
    return "\n".join(map(write, tables))

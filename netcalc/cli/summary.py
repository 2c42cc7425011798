"""`netcalc summary`: the table of every number."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from netcalc.cli import show
from netcalc.cli.options import COUNTED, Advice, Counted, Format, Spec
from netcalc.problems import SpecError

if TYPE_CHECKING:
    from netcalc.render.document import Document
    from netcalc.report.report import Report


def summary(  # noqa: PLR0913  an option each
    spec: Spec,
    *,
    form: Format = "table",
    depth: Annotated[
        int | None, typer.Option("--depth", min=1, help="Fold blocks and named repeats below this level into one row.")
    ] = None,
    memory: Annotated[bool, typer.Option("--memory", help="Show what training holds, line by line.")] = False,
    columns: Annotated[
        str | None,
        typer.Option(
            "--columns",
            metavar="WORD,...",
            help="These columns, by the words of queries: output,params,params.percent.",
        ),
    ] = None,
    advice: Advice = False,
    how: Counted = COUNTED,
) -> None:
    """Show each layer's volume, neurons, weights, parameters (shared and not) and MACs, and the totals.

    \b
    Examples:
      netcalc summary lenet5
      netcalc summary net.yaml --memory --batch 128 --optimizer adam
      netcalc summary net.yaml --columns output,params,params.percent,macs
      netcalc summary net.yaml --format csv > net.csv
    """  # noqa: D301
    page = _page(columns, memory=memory)
    try:
        network = how.load(spec)
    except SpecError as error:
        show.not_understood(error, form)
        raise
    report = how.report(network)
    if depth is not None:
        from netcalc.report.fold import folded

        report = folded(report, depth)
    show.document(page(report), form)
    show.problems_after((*report.problems, *(report.advice if advice else ())), form)
    raise typer.Exit(0 if report.valid else show.WRONG)


def _page(columns: str | None, *, memory: bool) -> "Callable[[Report], Document]":
    """Choose the page: of all columns that have room, or of those that were named."""
    if columns is None:
        from netcalc.render.pages.summary import page

        return partial(page, memory=memory)
    from netcalc.render.pages import columns as chosen

    return partial(chosen.page, chosen=chosen.understood(columns), memory=memory)

"""`netcalc summary`: the table of every number."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from netcalc.cli import show
from netcalc.cli.options import COUNTED, Advice, Counted, Format, Like, Spec
from netcalc.problems import SpecError

if TYPE_CHECKING:
    from netcalc.network.network import Network
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
    like: Like = None,
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
      netcalc summary resnet50 --like fvcore
    """  # noqa: D301
    page = _page(columns, memory=memory)
    try:
        network = how.load(spec)
    except SpecError as error:
        show.not_understood(error, form)
        raise
    report = how.report(network, like)
    if depth is not None:
        from netcalc.report.fold import folded

        report = folded(report, depth)
    show.document(_told(page(report), network, like), form)
    show.problems_after((*report.problems, *(report.advice if advice else ())), form)
    raise typer.Exit(0 if report.valid else show.WRONG)


def _page(columns: str | None, *, memory: bool) -> "Callable[[Report], Document]":
    """Choose the page: of all columns that have room, or of those that were named."""
    if columns is None:
        from netcalc.render.pages.summary import page

        return partial(page, memory=memory)
    from netcalc.render.pages import columns as chosen

    return partial(chosen.page, chosen=chosen.understood(columns), memory=memory)


def _told(document: "Document", network: "Network", like: str | None) -> "Document":
    """Say below what is counted otherwise, where a tool is named."""
    if like is None:
        return document
    from netcalc.conventions.tools import TOOLS
    from netcalc.render.pages.likeness import told

    return told(document, network, TOOLS[like])

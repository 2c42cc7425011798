"""`netcalc summary`: the table of every number."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from netcalc.cli import show
from netcalc.cli.options import COUNTED, Advice, Counted, Format, Like, Spec

if TYPE_CHECKING:
    from netcalc.calculator.planning.devices import Speed
    from netcalc.network.network import Network
    from netcalc.render.document import Document
    from netcalc.report.report import Report


class Shown(NamedTuple):
    """What is shown of a network: how deep, with its memory, in which columns, on which device."""

    depth: Annotated[
        int | None, typer.Option("--depth", min=1, help="Fold blocks and named repeats below this level into one row.")
    ] = None
    memory: Annotated[bool, typer.Option("--memory", help="Show what training holds, line by line.")] = False
    columns: Annotated[
        str | None,
        typer.Option(
            "--columns",
            metavar="WORD,...",
            help="These columns, by the words of queries: output,params,params.percent.",
        ),
    ] = None
    device: Annotated[
        str | None,
        typer.Option(
            "--device",
            metavar="DEVICE",
            help='How long each layer takes at least on `t4`, `v100`, `a100`, `h100`, or on "312 TFLOPS, 2 TB/s".',
        ),
    ] = None


SHOWN: Final = Shown()


def summary(
    spec: Spec,
    *,
    form: Format = "table",
    shown: Shown = SHOWN,
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
      netcalc summary resnet50 --device a100 --batch 32 --dtype float16
    """  # noqa: D301
    page = _page(shown, how.dtype.value)
    network = how.load(spec)
    whole = how.report(network, like)
    report = whole if shown.depth is None else _folded(whole, shown.depth)
    show.document(_told(page(report, whole), network, like), form)
    show.problems_after((*report.problems, *(report.advice if advice else ())), form)
    raise typer.Exit(0 if report.valid else show.WRONG)


def _page(shown: Shown, dtype: str) -> "Callable[[Report, Report], Document]":
    """Choose the page: of all columns that have room, or of those that were named; of a report folded, and whole."""
    speed = _speed(shown.device, dtype)
    if shown.columns is None and speed is None:
        from netcalc.render.pages.report.summary import page

        return lambda report, _: page(report, memory=shown.memory)
    from netcalc.calculator.planning.load import Planned
    from netcalc.render.pages.report import columns as named

    chosen = named.PLANNING if shown.columns is None else named.understood(shown.columns)
    return lambda report, whole: named.page(report, chosen, memory=shown.memory, planned=Planned(whole, speed))


def _folded(report: "Report", depth: int) -> "Report":
    from netcalc.report.fold import folded

    return folded(report, depth)


def _speed(device: str | None, dtype: str) -> "Speed | None":
    """Read how fast the device is, where one is named."""
    if device is None:
        return None
    from netcalc.calculator.planning.devices import understood

    return understood(device, dtype)


def _told(document: "Document", network: "Network", like: str | None) -> "Document":
    """Say below what is counted otherwise, where a tool is named."""
    if like is None:
        return document
    from netcalc.conventions.tools import TOOLS
    from netcalc.render.pages.conventions.likeness import told

    return told(document, network, TOOLS[like])

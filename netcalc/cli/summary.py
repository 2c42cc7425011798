"""`netcalc summary`: the table of every number."""

from typing import Annotated

import typer

from netcalc.cli import show
from netcalc.cli.options import COUNTED, Advice, Counted, Format, Spec
from netcalc.problems import SpecError


def summary(
    spec: Spec,
    *,
    form: Format = "table",
    depth: Annotated[
        int | None, typer.Option("--depth", min=1, help="Fold blocks and named repeats below this level into one row.")
    ] = None,
    memory: Annotated[bool, typer.Option("--memory", help="Show what training holds, line by line.")] = False,
    advice: Advice = False,
    how: Counted = COUNTED,
) -> None:
    """Show each layer's volume, neurons, weights, parameters (shared and not) and MACs, and the totals.

    \b
    Examples:
      netcalc summary lenet5
      netcalc summary net.yaml --memory --batch 128 --optimizer adam
      netcalc summary net.yaml --format csv > net.csv
    """  # noqa: D301
    from netcalc.render.pages.summary import page

    try:
        network = how.load(spec)
    except SpecError as error:
        show.not_understood(error, form)
        raise
    report = how.report(network)
    if depth is not None:
        from netcalc.report.fold import folded

        report = folded(report, depth)
    show.document(page(report, memory=memory), form)
    show.problems_after((*report.problems, *(report.advice if advice else ())), form)
    raise typer.Exit(0 if report.valid else show.WRONG)

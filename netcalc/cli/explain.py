"""`netcalc explain`: each number with its arithmetic."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from netcalc.cli import show
from netcalc.cli.options import COUNTED, Counted, Format, Spec, complete_layer
from netcalc.cli.options.drawing import Dark, drawn, named
from netcalc.problems import UNKNOWN_REFERENCE, Problem, Unreadable
from netcalc.text.words import name_hint

if TYPE_CHECKING:
    from netcalc.report.report import Report


def explain(
    spec: Spec,
    layer: Annotated[
        str | None,
        typer.Argument(
            metavar="[LAYER]",
            help="A layer, or `totals`; left out, all.",
            autocompletion=complete_layer,
            show_default=False,
        ),
    ] = None,
    *,
    draw: Annotated[
        Path | None,
        typer.Option(
            "--draw",
            help="Draw the layer's window, and what a value of it sees, in this file.",
            metavar="FILE",
            callback=named,
        ),
    ] = None,
    dark: Dark = False,
    form: Format = "text",
    how: Counted = COUNTED,
) -> None:
    """Show each number as formula, then with its numbers, then its value, in the course's letters.

    \b
    Examples:
      netcalc explain lenet5 conv1
      netcalc explain lenet5 conv2 --draw conv2.svg
      netcalc explain net.yaml --format markdown > solution.md
    """  # noqa: D301
    from netcalc.explanation import explain as explaining
    from netcalc.render.pages.explanation import page

    network = how.load(spec)
    report = how.report(network)
    found = explaining.explain_all(report) if layer is None else explaining.explain_named(report, layer)
    if not found:
        message = f"no layer is called `{str(layer)[:200]}`"
        hint = name_hint(str(layer), network.names)
        raise Unreadable([Problem(code=UNKNOWN_REFERENCE, message=message, hint=hint)])
    if draw is not None:
        _draw(report, layer, draw, dark=dark)
    show.document(page(found), form)
    show.problems(report.problems)
    raise typer.Exit(0 if report.valid else show.WRONG)


def _draw(report: "Report", name: str | None, path: Path, *, dark: bool) -> None:
    """Draw a layer; bad usage where it is none."""
    from netcalc.render.pictures.windows.layer import picture

    if name is None or name not in report:
        message = "--draw draws a layer: name one"
        raise typer.BadParameter(message)
    drawn(lambda: picture(report, report[name]), path, dark=dark)

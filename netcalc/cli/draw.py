"""`netcalc draw`: a network as a picture."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, get_args

import typer

from netcalc.cli import show
from netcalc.cli.options import CHANGES, Changes, Spec, one_of
from netcalc.network.network import View
from netcalc.problems import unreadable

if TYPE_CHECKING:
    from netcalc.network.network import Network
    from netcalc.render.pictures.colours import Theme
    from netcalc.render.pictures.network.files import How
    from netcalc.report.report import Report

WAYS: Final[tuple[View, ...]] = get_args(View)


def draw(  # noqa: PLR0913  an option each
    spec: Spec,
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The file: .svg, .png, .pdf, .tex (TikZ), .mmd (Mermaid) or .dot (Graphviz); else SVG is printed.",
        ),
    ] = None,
    way: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="|".join(WAYS),
            parser=one_of(WAYS),
            help="Boxes with their windows, neurons and edges, or the graph; left out, what suits the network.",
        ),
    ] = None,
    depth: Annotated[int | None, typer.Option("--depth", min=1, help="Fold blocks below this level into one.")] = None,
    weights: Annotated[
        Path | None,
        typer.Option(
            "--weights", metavar="FILE", help="Show a trained net's weights as edges between neurons (train --save)."
        ),
    ] = None,
    dark: Annotated[bool, typer.Option("--dark", help="For a dark page (an .svg follows its reader anyway).")] = False,
    changes: Changes = CHANGES,
) -> None:
    """Draw a network: volumes with the windows that slide over them, neurons and edges, or the graph.

    \b
    Examples:
      netcalc draw lenet5 -o lenet5.svg
      netcalc draw mlp-3-4-2 -o net.tex
      netcalc draw resnet18 --depth 1 -o resnet18.png
      netcalc draw googlenet -o googlenet.mmd
    """  # noqa: D301
    from netcalc.calculator.calculator import calculate
    from netcalc.render.pictures.network.files import How
    from netcalc.render.pictures.network.views import VIEWS

    network = changes.load(spec)
    report = calculate(network)
    how = How(next((view for view in VIEWS if view == way), None), depth, weights)
    _drawn(network, report, output, how, "dark" if dark else "auto")
    show.problems(report.problems)
    raise typer.Exit(0 if report.valid else show.WRONG)


def _drawn(network: "Network", report: "Report", output: Path | None, how: "How", theme: "Theme") -> None:
    """Draw into a file or onto standard output; what cannot be drawn or written is unreadable."""
    from netcalc.render.pictures.network.files import draw as into
    from netcalc.render.pictures.network.files import drawing
    from netcalc.render.pictures.svg import svg

    try:
        if output is None:
            show.text(svg(drawing(network, report, how), theme))
        else:
            into(network, report, output, how, theme)
    except (OSError, ImportError, ValueError) as error:
        message = f"{output or 'the picture'} could not be drawn: {_reason(error)}"
        raise unreadable(message) from None


def _reason(error: Exception) -> str:
    """Say why, and of which file."""
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return str(error)

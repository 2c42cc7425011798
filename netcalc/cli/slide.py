"""`netcalc slide`: a window's positions, drawn one under the other."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from netcalc.cli import show
from netcalc.cli.options import Format
from netcalc.cli.options.drawing import Dark, Output, drawn

if TYPE_CHECKING:
    from netcalc.report.report import Report

PIXELS: Final = re.compile(r"[1-9][0-9]*([x×*][1-9][0-9]*)*", re.IGNORECASE)


def slide(  # noqa: PLR0913  one parameter an option
    pixels: Annotated[str, typer.Argument(metavar="PIXELS", help="How far it slides: 7, or 7x7.", show_default=False)],
    size: Annotated[str, typer.Argument(metavar="SIZE", help="The window: 3, or 3x3.", show_default=False)],
    *,
    stride: Annotated[str, typer.Option("--stride", metavar="S", help="How far it moves: 2, or 2x1.")] = "1",
    pad: Annotated[str, typer.Option("--pad", metavar="P", help="What is put around: 1, 1x0, same, causal.")] = "0",
    dilation: Annotated[str, typer.Option("--dilation", metavar="D", help="How far apart its values stand.")] = "1",
    rounding: Annotated[
        str, typer.Option("--rounding", metavar="R", help="What a remainder means: exact, floor or ceil.")
    ] = "exact",
    transposed: Annotated[bool, typer.Option("--transposed", help="Lay values down, as conv_transpose does.")] = False,
    output_pad: Annotated[
        str, typer.Option("--output-pad", metavar="N", help="Pixels more at the end of what is laid down.")
    ] = "0",
    output: Output = None,
    dark: Dark = False,
    form: Format = "text",
) -> None:
    """Show where a window goes: its positions, the padding, the pixels never read, and what would fit.

    \b
    Examples:
      netcalc slide 7 3 --stride 2 --pad 1
      netcalc slide 7x7 3x3 -o positions.svg
      netcalc slide 4 3 --stride 2 --transposed
    """  # noqa: D301
    from netcalc.render.pages.windows.slide import page

    fields = {"size": size, "stride": stride, "pad": pad, "dilation": dilation}
    if transposed:
        report = _slid(pixels, "conv_transpose", {**fields, "output_pad": output_pad}, "exact")
    else:
        report = _slid(pixels, "conv", fields, rounding)
    if output is not None:
        from netcalc.render.pictures.windows.slide import picture

        drawn(lambda: picture(report.layers[0]), output, dark=dark)
    show.document(page(report, show.width() or show.ORDINARY), form)
    show.problems_after(report.problems, form)
    raise typer.Exit(0 if report.valid else show.WRONG)


def _slid(pixels: str, kind: str, fields: dict[str, str], rounding: Any) -> "Report":
    """Calculate a network of this one window."""
    from netcalc.calculator.calculator import calculate
    from netcalc.network.network import Network
    from netcalc.problems import invalid

    written = {name: int(text) if text.isdecimal() else text for name, text in fields.items()}
    layer = {kind: {"filters": 1, **written}}
    if not PIXELS.fullmatch(pixels.strip()):
        message = f"a window slides over pixels such as 7, or 7x7, not `{pixels}`"
        raise invalid(message)
    report = calculate(Network(input=f"{pixels.strip()}x1", rounding=rounding, layers=[layer]))
    return replace(report, problems=tuple(replace(problem, layer=None) for problem in report.problems))

"""`netcalc field`: the pixels of the input that one value sees."""

from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from netcalc.cli import show
from netcalc.cli.options import CHANGES, Changes, Format, Spec, complete_layer
from netcalc.cli.options.drawing import Dark, Output, drawn
from netcalc.problems import INVALID_VALUE, UNKNOWN_REFERENCE, Problem, SpecError, Unreadable
from netcalc.text.words import name_hint

if TYPE_CHECKING:
    from netcalc.report.report import LayerReport, Report


def field(  # noqa: PLR0913  one parameter an option
    spec: Spec,
    layer: Annotated[
        str, typer.Argument(metavar="LAYER", help="A layer.", autocompletion=complete_layer, show_default=False)
    ],
    *,
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="2,3", help="Column and row, from 0; left out, the middle.", show_default=False),
    ] = None,
    output: Output = None,
    dark: Dark = False,
    form: Format = "text",
    how: Changes = CHANGES,
) -> None:
    """Show what one value of a layer sees: through which windows, layer by layer, which pixels of the input.

    \b
    Examples:
      netcalc field lenet5 conv2 --at 2,3 -o field.svg
      netcalc field vgg16 pool5 --at 0,0 --format json
    """  # noqa: D301
    from netcalc.calculator.calculator import calculate
    from netcalc.calculator.fields.value import value_field
    from netcalc.render.pages.windows.field import page

    report = calculate(how.load(spec))
    asked = _layer(report, layer)
    found = value_field(report, asked, _position(asked, at))
    if output is not None:
        from netcalc.render.pictures.windows.field import picture

        drawn(lambda: picture(found), output, dark=dark)
    show.document(page(found, show.width() or show.ORDINARY), form)
    show.problems_after(report.problems, form)
    raise typer.Exit(0 if report.valid else show.WRONG)


def _layer(report: "Report", name: str) -> "LayerReport":
    """Find a layer by its name, or the last of those that have it together."""
    if name in report.groups:
        return report.layers[report.groups[name].span][-1]
    if name not in report:
        message = f"no layer is called `{name[:200]}`"
        hint = name_hint(name, [each.name for each in report.layers])
        raise Unreadable([Problem(code=UNKNOWN_REFERENCE, message=message, hint=hint)])
    return report[name]


def _position(layer: "LayerReport", text: str | None) -> tuple[int, ...]:
    """Read the position: a number an axis, in the volume's own order."""
    if layer.output is None:
        _wrong(f"no volume leaves {layer.name}: nothing is seen through it")
    extents = layer.output.spatial
    if text is None:
        return tuple(extent // 2 for extent in extents)
    parts = text.replace("x", ",").split(",")
    places = tuple(int(part) for part in parts if part.strip().isdecimal() and len(part) < 12)
    if len(places) != len(parts) or len(places) != len(extents):
        axes = ",".join(str(extent // 2) for extent in extents)
        write = f"write --at {axes}" if extents else "leave --at out"
        _wrong(f"--at {text[:40]} is no position in {layer.name}, which is {layer.output}", write)
    beyond = next((axis for axis, place in enumerate(places) if place >= extents[axis]), None)
    if beyond is not None:
        _wrong(f"--at {text[:40]} lies outside of {layer.name}, which is {layer.output}: places count from 0")
    return places


def _wrong(message: str, hint: str = "") -> NoReturn:
    raise SpecError([Problem(code=INVALID_VALUE, message=message, hint=hint)])

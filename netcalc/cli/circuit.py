"""`netcalc circuit`: an expression as gates, values forward and gradients backward."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from netcalc.cli import show
from netcalc.cli.options import Format
from netcalc.problems import UNREADABLE, Problem, SpecError, Unreadable

if TYPE_CHECKING:
    from netcalc.circuits import Circuit

FILE: Final = re.compile(r"[^\n;=]+\.(?:txt|py|md|circuit)")  # no expression ends so
SETTINGS: Final = {"ignore_unknown_options": True}  # an expression may begin with a minus


def circuit(  # noqa: PLR0913  one parameter an option
    expression: Annotated[
        str,
        typer.Argument(
            metavar="EXPR",
            help="What is computed: (x + y) * z; stages: q = x + y; f = q * z; a file of them; - is standard input.",
            show_default=False,
        ),
    ],
    values: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME=VALUE...",
            help="A number, a vector [2,-3], a matrix [[1,2],[3,4]], or a shape 5x10.",
            show_default=False,
        ),
    ] = None,
    *,
    form: Format = "table",
    step: Annotated[bool, typer.Option("--step", help="Walk forward, then backward, a gate a line.")] = False,
    expand: Annotated[bool, typer.Option("--expand", help="Break sigmoid and its like into primitive gates.")] = False,
    group: Annotated[bool, typer.Option("--group", help="Make 1/(1 + exp(-u)) one sigmoid gate.")] = False,
    draw: Annotated[
        Path | None, typer.Option("--draw", help="Draw it in this file, .svg or .png.", metavar="FILE")
    ] = None,
    truth: Annotated[
        str | None, typer.Option("--truth-table", help="Print the Boolean function of these.", metavar="NAMES")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="What values are drawn from.")] = 0,
) -> None:
    """Show an expression as gates: values forward, local gradients and gradients backward, checked by differences.

    \b
    Examples:
      netcalc circuit "(x + y) * z" x=-2 y=5 z=-4
      netcalc circuit "σ(w0*x0 + w1*x1 + w2)" w0=2 x0=-1 w1=-3 x1=-2 w2=-3 --expand --step
      netcalc circuit "q = x + y; f = q * z" x=-2 y=5 z=-4
      netcalc circuit "D = W @ X" X=10x3 dD=5x3
      netcalc circuit "step(x1 + x2 - 1.5)" --truth-table x1,x2
      netcalc circuit "x * y" x=4 y=-3 --draw circuit.svg
    """  # noqa: D301
    _refuse_what_does_not_go_together(form, draw, step=step, both=expand and group, truth=truth is not None)
    from netcalc.circuits import circuit as build
    from netcalc.circuits import truth_table
    from netcalc.render.pages.circuit import circuit as page
    from netcalc.render.pages.circuit import circuit_steps

    at = _pairs(values or [])
    expression = _written(expression)
    try:
        if truth is not None:
            show.document(page.truth(truth_table(expression, _names(truth), at)), form)
            return
        made = build(expression, at, form="expanded" if expand else "grouped" if group else "written", seed=seed)
    except SpecError as error:
        show.not_understood(error, form)
        raise
    if draw is not None:
        _draw(made, draw)
    show.document(circuit_steps.page(made) if step else page.page(made), form)
    if not made.agrees:
        show.text(
            "error: the gradients do not agree to rounding: too large numbers, or too steep a curve\n", error=True
        )
        raise typer.Exit(show.WRONG)


def _refuse_what_does_not_go_together(form: str, draw: Path | None, *, step: bool, both: bool, truth: bool) -> None:
    if both:
        message = "--expand and --group are opposites"
        raise typer.BadParameter(message)
    if step and form in ("json", "csv"):
        message = f"--step is text; `--format {form}` has all of it"
        raise typer.BadParameter(message)
    if truth and (step or draw is not None):
        message = "--truth-table is neither walked through nor drawn"
        raise typer.BadParameter(message)
    if draw is not None and draw.suffix not in (".svg", ".png"):
        message = f"{draw} ends in neither .svg nor .png"
        raise typer.BadParameter(message)


def _written(expression: str) -> str:
    """Give the text itself, or what stands in the file that it names."""
    if expression != "-" and not FILE.fullmatch(expression):
        return expression
    from netcalc.text.source import text_of

    return text_of(expression)


def _names(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",")]
    if not all(name.isidentifier() for name in names):
        message = f"{text[:40]} is not names such as x1,x2"
        raise typer.BadParameter(message, param_hint="--truth-table")
    return names


def _pairs(words: list[str]) -> dict[str, str]:
    from netcalc.circuits.values import plain

    made: dict[str, str] = {}
    for word in words:
        written, sign, value = word.partition("=")
        name = plain(written)
        if not sign or not name.isidentifier():
            message = f"{word[:40]} is not of the form NAME=VALUE (an expression with blanks goes in quotes)"
            raise typer.BadParameter(message)
        if name in made:
            message = f"{name} has two values"
            raise typer.BadParameter(message)
        made[name] = value
    return made


def _draw(made: "Circuit", path: Path) -> None:
    from netcalc.render.pictures import circuit_svg

    try:
        if path.suffix == ".svg":
            path.write_text(circuit_svg.svg(made), encoding="utf-8")
        else:
            path.write_bytes(circuit_svg.png(made))
    except (OSError, ImportError) as error:
        message = f"{path} could not be drawn: {getattr(error, 'strerror', None) or error}"
        raise Unreadable([Problem(code=UNREADABLE, message=message)]) from None

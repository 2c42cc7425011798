"""`netcalc circuit`: an expression as gates, values forward and gradients backward."""

from pathlib import Path
from typing import Annotated, Final

import typer

from netcalc.cli import show
from netcalc.cli.circuit_words import names, nudges, pairs, written
from netcalc.cli.drawing import Dark, drawn, named
from netcalc.cli.options import Format
from netcalc.problems import SpecError

SETTINGS: Final = {"ignore_unknown_options": True}  # an expression may begin with a minus
FORMS: Final = ("scalar", "matrix")
NO_PLACE: Final = {"--truth-table": ("--nudge", "--full", "--draw"), "--code": ("--nudge", "--full")}


def circuit(  # noqa: PLR0913  one parameter an option
    expression: Annotated[
        str | None,
        typer.Argument(
            metavar="EXPR",
            help="What is computed: (x + y) * z; stages: q = x + y; f = q * z; a file of them; - is standard input.",
            show_default=False,
        ),
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME=VALUE...",
            help="A number, a vector [2,-3], a matrix [[1,2],[3,4]], a shape 5x10; dNAME is the gradient from above.",
            show_default=False,
        ),
    ] = None,
    *,
    form: Format = "table",
    step: Annotated[bool, typer.Option("--step", help="Walk forward, then backward, a gate a line.")] = False,
    code: Annotated[bool, typer.Option("--code", help="Print it as Python that runs, forward and backward.")] = False,
    expand: Annotated[bool, typer.Option("--expand", help="Break sigmoid and its like into primitive gates.")] = False,
    group: Annotated[bool, typer.Option("--group", help="Make 1/(1 + exp(-u)) one sigmoid gate.")] = False,
    nudge: Annotated[
        list[str] | None,
        typer.Option("--nudge", help="Move an input: what its gradient promises, and what comes.", metavar="x=0.01"),
    ] = None,
    draw: Annotated[
        Path | None,
        typer.Option("--draw", help="Draw it in this file: .svg, .png, .pdf or .tex.", metavar="FILE", callback=named),
    ] = None,
    dark: Dark = False,
    truth: Annotated[
        str | None, typer.Option("--truth-table", help="Print the Boolean function of these.", metavar="NAMES")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Show all values of arrays.")] = False,
    spec: Annotated[
        str | None, typer.Option("--spec", help="Take a small fully connected net for it.", metavar="SPEC")
    ] = None,
    net_form: Annotated[
        str, typer.Option("--form", help="How --spec --code writes a net: scalar or matrix.", metavar="FORM")
    ] = "scalar",
    seed: Annotated[int, typer.Option("--seed", min=0, help="What values are drawn from.")] = 0,
) -> None:
    """Show an expression as gates: values forward, local gradients and gradients backward, checked by differences.

    \b
    Examples:
      netcalc circuit "(x + y) * z" x=-2 y=5 z=-4
      netcalc circuit "σ(w0*x0 + w1*x1 + w2)" w0=2 x0=-1 w1=-3 x1=-2 w2=-3 --expand --step
      netcalc circuit "q = x + y; f = q * z" x=-2 y=5 z=-4 --code
      netcalc circuit "D = W @ X" X=10x3 dD=5x3
      netcalc circuit "step(x1 + x2 - 1.5)" --truth-table x1,x2
      netcalc circuit "x * y" x=4 y=-3 --nudge x=0.01 --draw circuit.svg
      netcalc circuit --spec mlp-3-3-1 --code --form matrix
    """  # noqa: D301
    pages = {"--truth-table": truth is not None, "--code": code, "--step": step}
    details = {"--nudge": bool(nudge), "--full": full, "--draw": draw is not None}
    _refuse_what_does_not_go_together(form, pages, details, both=expand and group)
    from netcalc.circuits import circuit as build
    from netcalc.circuits import truth_table
    from netcalc.circuits.nudge import nudge as moved
    from netcalc.render.pages.circuit import circuit as page
    from netcalc.render.pages.circuit import circuit_steps

    if net_form not in FORMS:
        message = f"{net_form[:40]!r} is not one of {', '.join(FORMS)}"
        raise typer.BadParameter(message, param_hint="--form")
    if spec is not None and code:
        _refuse_words(expression)
        show.text(_net_code(spec, net_form, seed))
        return
    text, at = _asked(expression, values or [], spec, seed)
    try:
        if truth is not None:
            show.document(page.truth(truth_table(text, names(truth), at)), form)
            return
        made = build(text, at, form="expanded" if expand else "grouped" if group else "written", seed=seed)
        moves = [moved(made, name, by, place) for name, place, by in nudges(nudge or [])]
        program = made.code() if code else ""
    except SpecError as error:
        show.not_understood(error, form)
        raise
    if draw is not None:
        from netcalc.render.pictures.circuit import picture

        drawn(lambda: picture(made), draw, dark=dark)
    if code:
        show.text(program)
    else:
        shown = circuit_steps.page if step else page.page
        show.document(shown(made, moves, full=full), form)
    if not made.agrees:
        show.text(
            "error: the gradients do not agree to rounding: too large numbers, or too steep a curve\n", error=True
        )
        raise typer.Exit(show.WRONG)


def _asked(expression: str | None, words: list[str], spec: str | None, seed: int) -> tuple[str, dict[str, object]]:
    """Give the text and the values of its names: those that are typed, or those of a net."""
    if spec is None:
        if expression is None:
            message = "Missing argument 'EXPR'."
            raise typer.BadParameter(message)
        return written(expression), {**pairs(words)}
    from netcalc.circuits.nets import plan, stages
    from netcalc.network.bundle import load

    text, drawn = stages(plan(load(spec), seed))
    return text, {**drawn, **pairs([expression, *words] if expression else words)}


def _net_code(spec: str, net_form: str, seed: int) -> str:
    from netcalc.circuits.nets import matrix_code, plan, scalar_code
    from netcalc.network.bundle import load

    net = plan(load(spec), seed)
    return scalar_code(net) if net_form == "scalar" else matrix_code(net)


def _refuse_words(expression: str | None) -> None:
    if expression is not None:
        message = f"--spec --code draws its own values: leave out {expression[:40]}"
        raise typer.BadParameter(message)


def _refuse_what_does_not_go_together(
    form: str, pages: dict[str, bool], details: dict[str, bool], *, both: bool
) -> None:
    """Refuse two pages at once, and what a page has no place for."""
    asked = [page for page in pages if pages[page]]
    lost = [each for each in details if details[each] and each in NO_PLACE.get(asked[0] if asked else "", ())]
    if both:
        message = "--expand and --group are opposites"
    elif len(asked) > 1 or lost:
        one, other = (*asked, *lost)[:2]
        message = f"{one} and {other} do not go together: ask for one, then for the other"
    elif asked in (["--step"], ["--code"]) and form in ("json", "csv"):
        message = f"--step and --code are text; `--format {form}` has all of it"
    else:
        return
    raise typer.BadParameter(message)

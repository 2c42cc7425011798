"""`netcalc circuit`: an expression as gates, values forward and gradients backward."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from netcalc.cli import show
from netcalc.cli.options import CHANGES, Changes, Format
from netcalc.cli.options.circuit import LAYING, SHOWING, Laying, Showing, go_together
from netcalc.cli.options.drawing import drawn
from netcalc.cli.typed.circuit import names, nudges, pairs, written

if TYPE_CHECKING:
    from netcalc.circuits.result import Circuit, Form
    from netcalc.network.network import Network

SETTINGS: Final = {"ignore_unknown_options": True}  # an expression may begin with a minus
DISAGREE: Final = "error: the gradients do not agree to rounding: too large numbers, or too steep a curve\n"


def circuit(
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
    laying: Laying = LAYING,
    showing: Showing = SHOWING,
    changes: Changes = CHANGES,
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
      netcalc circuit --spec mlp-3-3-1 --set fc1.units=2 --code --form matrix
    """  # noqa: D301
    go_together(form, laying, showing)
    _of_a_net(laying, changes)
    if laying.spec is not None and showing.code:
        _refuse_words(expression)
        show.text(_net_code(changes.load(laying.spec), laying.net_form, laying.seed))
        return
    text, at = _asked(expression, values or [], laying, changes)
    if showing.truth is not None:
        _truth(text, showing.truth, at, form)
        return
    made = _built(text, at, laying)
    _shown(made, showing, form)
    if not made.agrees:
        show.text(DISAGREE, error=True)
        raise typer.Exit(show.WRONG)


def _truth(text: str, listed: str, at: dict[str, object], form: str) -> None:
    """Show the Boolean function of some names."""
    from netcalc.circuits import truth_table
    from netcalc.render.pages.circuit.circuit import truth

    show.document(truth(truth_table(text, names(listed), at)), form)


def _built(text: str, at: dict[str, object], laying: Laying) -> "Circuit":
    from netcalc.circuits import circuit as build

    form: Form = "expanded" if laying.expand else "grouped" if laying.group else "written"
    return build(text, at, form=form, seed=laying.seed)


def _shown(made: "Circuit", showing: Showing, form: str) -> None:
    """Draw a circuit where that is asked, and show its program, its steps or its tables."""
    from netcalc.circuits.nudge import nudge
    from netcalc.render.pages.circuit import circuit as tables
    from netcalc.render.pages.circuit import circuit_steps as steps

    moves = [nudge(made, name, by, place) for name, place, by in nudges(showing.nudge or [])]
    program = made.code() if showing.code else ""
    if showing.draw is not None:
        from netcalc.render.pictures.circuit import picture

        drawn(lambda: picture(made), showing.draw, dark=showing.dark)
    if showing.code:
        show.text(program)
    else:
        page = steps.page if showing.step else tables.page
        show.document(page(made, moves, full=showing.full), form)


def _asked(expression: str | None, words: list[str], laying: Laying, changes: Changes) -> tuple[str, dict[str, object]]:
    """Give the text and the values of its names: those that are typed, or those of a net."""
    if laying.spec is None:
        if expression is None:
            message = "Missing argument 'EXPR'."
            raise typer.BadParameter(message)
        return written(expression), {**pairs(words)}
    from netcalc.circuits.nets import plan, stages

    text, values = stages(plan(changes.load(laying.spec), laying.seed))
    return text, {**values, **pairs([expression, *words] if expression else words)}


def _net_code(network: "Network", net_form: str, seed: int) -> str:
    from netcalc.circuits.nets import matrix_code, plan, scalar_code

    net = plan(network, seed)
    return scalar_code(net) if net_form == "scalar" else matrix_code(net)


def _of_a_net(laying: Laying, changes: Changes) -> None:
    """Refuse another value for a field where there is no net to have it."""
    if laying.spec is None and (changes.given or changes.settings):
        message = "--set and --input change the net of --spec: an expression's values are typed behind it, x=2"
        raise typer.BadParameter(message)


def _refuse_words(expression: str | None) -> None:
    if expression is not None:
        message = f"--spec --code draws its own values: leave out {expression[:40]}"
        raise typer.BadParameter(message)

"""`netcalc explain`: each number with its arithmetic."""

from enum import StrEnum
from typing import Annotated

import typer

from netcalc.cli import show
from netcalc.cli.options import (
    Batch,
    Dtype,
    Input,
    Number,
    Optimizer,
    Settings,
    Spec,
    Trainer,
    complete_layer,
    overrides,
)
from netcalc.explanation import explain as explaining
from netcalc.explanation.step import Explanation
from netcalc.problems import UNKNOWN_REFERENCE, Problem, Unreadable
from netcalc.text.words import name_hint


class Format(StrEnum):
    """The forms an explanation takes."""

    TEXT = "text"
    MARKDOWN = "markdown"
    LATEX = "latex"
    JSON = "json"


def explain(  # noqa: PLR0913  one parameter an option
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
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TEXT,
    given: Input = None,
    settings: Settings = None,
    batch: Batch = 1,
    dtype: Dtype = Number.FLOAT32,
    optimizer: Trainer = Optimizer.SGD,
) -> None:
    """Show each number as formula, then with its numbers, then its value, in the course's letters.

    \b
    Examples:
      netcalc explain lenet5 conv1
      netcalc explain net.yaml --format markdown > solution.md
    """  # noqa: D301
    from netcalc.calculator.calculator import calculate
    from netcalc.network.bundle import load

    network = load(spec, **overrides(given, settings))
    report = calculate(network, batch=batch, dtype=dtype.value, optimizer=optimizer.value)
    found = explaining.explain_all(report) if layer is None else explaining.explain_named(report, layer)
    if not found:
        message = f"no layer is called `{str(layer)[:200]}`"
        hint = name_hint(str(layer), network.names)
        raise Unreadable([Problem(code=UNKNOWN_REFERENCE, message=message, hint=hint)])
    _write(found, form)
    show.problems(report.problems)
    raise typer.Exit(0 if report.valid else show.WRONG)


def _write(found: tuple[Explanation, ...], form: Format) -> None:
    from netcalc.render.formats import data
    from netcalc.render.pages import explanation

    if form is Format.TEXT:
        show.lines(explanation.explanation_lines(found))
    elif form is Format.MARKDOWN:
        show.text(explanation.explanation_markdown(found))
    elif form is Format.LATEX:
        show.text(explanation.explanation_latex(found))
    else:
        show.text(data.dumps(explanation.explanation_data(found)))

"""`netcalc ask`: single numbers, for people and for scripts."""

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
    complete_query,
    overrides,
)


class Format(StrEnum):
    """The forms an answer takes."""

    TEXT = "text"
    JSON = "json"


def ask(  # noqa: PLR0913  one parameter an option
    spec: Spec,
    queries: Annotated[
        list[str],
        typer.Argument(metavar="QUERY...", help="What to ask.", autocompletion=complete_query, show_default=False),
    ],
    *,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TEXT,
    given: Input = None,
    settings: Settings = None,
    batch: Batch = 1,
    dtype: Dtype = Number.FLOAT32,
    optimizer: Trainer = Optimizer.SGD,
) -> None:
    """Print the value of each query, a line each; `-` where the network does not fit.

    \b
    Examples:
      netcalc ask lenet5 conv1.output totals.params
      netcalc ask net.yaml conv1.unshared.params conv1.receptive_field.size valid
    """  # noqa: D301
    from netcalc.calculator.calculator import calculate
    from netcalc.network.bundle import load
    from netcalc.render.formats import data, text
    from netcalc.report.query import understood, value

    network = load(spec, **overrides(given, settings))
    asked = understood(queries, network.names)
    report = calculate(network, batch=batch, dtype=dtype.value, optimizer=optimizer.value)
    values = {query.text: value(report, query) for query in asked}
    if form is Format.JSON:
        show.text(data.dumps({query: data.value(found) for query, found in values.items()}))
    else:
        show.text("".join(f"{text.value(values[query])}\n" for query in queries))
    show.problems(report.problems)
    raise typer.Exit(0 if report.valid else show.WRONG)

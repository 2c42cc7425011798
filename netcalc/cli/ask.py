"""`netcalc ask`: single numbers, for people and for scripts."""

from typing import Annotated

import typer

from netcalc.cli import show
from netcalc.cli.options import COUNTED, Counted, Spec, complete_query, format_option


def ask(
    spec: Spec,
    queries: Annotated[
        list[str],
        typer.Argument(metavar="QUERY...", help="What to ask.", autocompletion=complete_query, show_default=False),
    ],
    *,
    form: Annotated[str, format_option("text", "json")] = "text",
    how: Counted = COUNTED,
) -> None:
    """Print the value of each query, a line each; `-` where the network does not fit.

    \b
    Examples:
      netcalc ask lenet5 conv1.output totals.params
      netcalc ask net.yaml conv1.unshared.params conv1.receptive_field.size valid
    """  # noqa: D301
    from netcalc.render.pages.report.answers import page
    from netcalc.report.query import understood, value

    network = how.load(spec)
    asked = understood(queries, network.names)
    report = how.report(network)
    show.document(page({query.text: value(report, query) for query in asked}, queries), form)
    show.problems(report.problems)
    raise typer.Exit(0 if report.valid else show.WRONG)

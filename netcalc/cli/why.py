"""`netcalc why`: why another tool says another number."""

from typing import Annotated

import typer

from netcalc.cli import show
from netcalc.cli.options import CHANGES, Changes, Format, Spec
from netcalc.text.numbers.quantity import NotANumber


def why(
    spec: Spec,
    number: Annotated[
        str,
        typer.Argument(
            metavar="NUMBER", help="A number as people write it: 4.13G, 25.6M, `97.8 MB`.", show_default=False
        ),
    ],
    *,
    of: Annotated[
        str | None,
        typer.Option(
            "--of", metavar="QUERY", help="What it is about: totals.macs, conv1.params; left out, it is found."
        ),
    ] = None,
    form: Format = "table",
    how: Changes = CHANGES,
) -> None:
    """Say which tool, or which convention, makes a number that netcalc does not, and what the difference is made of.

    \b
    Examples:
      netcalc why resnet50 4.11G
      netcalc why vgg16 "528 MB"
      netcalc why net.yaml 8178368512 --of totals.macs
    """  # noqa: D301
    from netcalc.calculator.calculator import calculate
    from netcalc.conventions.why import why as explained
    from netcalc.render.pages.conventions.why import page

    network = how.load(spec)
    try:
        found = explained(network, number, of)
    except NotANumber as error:
        message = f"{error}. NUMBER is such as 4133742592, 4.13G, `4.1 GMac`, 25.6M, `97.8 MB`"
        raise typer.BadParameter(message) from None
    show.document(page(found), form)
    report = calculate(network)
    if not report.valid:
        show.problems(report.problems)
    raise typer.Exit(0 if found.explanations and report.valid else show.WRONG)

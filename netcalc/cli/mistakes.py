"""`netcalc mistakes`: what homework is diagnosed with."""

from typing import Annotated

import typer

from netcalc.cli import show
from netcalc.cli.options import Format
from netcalc.cli.typed.entry import known


def complete_mistake(incomplete: str) -> list[str]:
    """Offer the mistakes that begin so."""
    from netcalc.homework.mistakes import FIRST

    return sorted(code for code in FIRST if code.startswith(incomplete))


def mistakes(
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE]", help="A mistake, to see an example.", autocompletion=complete_mistake, show_default=False
        ),
    ] = None,
    *,
    form: Format = "table",
) -> None:
    """List the mistakes that `grade` knows, each with its hint, or show one with an example.

    \b
    Examples:
      netcalc mistakes
      netcalc mistakes forgot-bias
    """  # noqa: D301
    from netcalc.homework.mistakes import FIRST
    from netcalc.render.pages.catalogues.mistakes import one, page

    show.document(page() if code is None else one(known(code, FIRST, "mistake")), form)

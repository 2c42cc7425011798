"""`netcalc codes`: the codes of problems and of advice."""

from typing import Annotated

import typer

from netcalc.cli import show
from netcalc.cli.options import Format
from netcalc.cli.typed.entry import known


def complete_code(incomplete: str) -> list[str]:
    """Offer the codes that begin so."""
    from netcalc.problems import MEANINGS

    return [code for code in MEANINGS if code.startswith(incomplete)]


def codes(
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE]", help="A code, to see an example.", autocompletion=complete_code, show_default=False
        ),
    ] = None,
    *,
    form: Format = "table",
) -> None:
    """List the codes of problems and of advice with what they mean, or show one with an example that brings it about.

    \b
    Examples:
      netcalc codes
      netcalc codes window-does-not-fit
    """  # noqa: D301
    from netcalc.problems import MEANINGS
    from netcalc.render.pages.catalogues.codes import one, page

    show.document(page() if code is None else one(known(code, MEANINGS, "code")), form)

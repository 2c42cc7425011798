"""`netcalc specs`: the specs that netcalc brings along."""

from enum import StrEnum
from typing import Annotated

import typer

from netcalc.cli import show
from netcalc.cli.options import complete_spec


class Format(StrEnum):
    """The forms the list takes."""

    TABLE = "table"
    JSON = "json"


def specs(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="A spec to print.", autocompletion=complete_spec, show_default=False),
    ] = None,
    *,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE,
) -> None:
    """List the bundled specs, or print one, to start a spec of your own from.

    \b
    Examples:
      netcalc specs
      netcalc specs lenet5 > mynet.yaml
    """  # noqa: D301
    from netcalc.network.bundle import about, bundled, text
    from netcalc.render.formats import data
    from netcalc.render.pages import catalogue

    if name is not None:
        show.text(text(name))
    elif form is Format.JSON:
        rows = [{"name": each, "about": about(path), "path": str(path)} for each, path in bundled().items()]
        show.text(data.dumps(rows))
    else:
        found = {each: about(path) for each, path in bundled().items()}
        show.lines(catalogue.specs(found).wrapped(show.width()).lines())

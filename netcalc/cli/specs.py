"""`netcalc specs`: the specs that netcalc brings along."""

from typing import Annotated

import typer

from netcalc.cli import show
from netcalc.cli.options import Format, complete_spec


def specs(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="A spec to print.", autocompletion=complete_spec, show_default=False),
    ] = None,
    *,
    form: Format = "table",
) -> None:
    """List the bundled specs, or print one, to start a spec of your own from.

    \b
    Examples:
      netcalc specs
      netcalc specs lenet5 > mynet.yaml
    """  # noqa: D301
    from netcalc.network.bundle import about, bundled, text
    from netcalc.render.pages.catalogues.catalogue import specs as page

    if name is not None:
        show.text(text(name))
    else:
        show.document(page({each: (about(path), str(path)) for each, path in bundled().items()}), form)

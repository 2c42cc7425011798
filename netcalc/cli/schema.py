"""`netcalc schema`: the JSON Schema of a spec, or of a homework sheet."""

from dataclasses import replace
from typing import Annotated

import typer

from netcalc.cli import show


def schema(
    *, sheet: Annotated[bool, typer.Option("--sheet", help="That of a homework sheet instead.")] = False
) -> None:
    """Print the JSON Schema (draft-07) of a spec, for editors: completion, descriptions, errors while you type.

    Kinds of installed packages are in it too.

    \b
    Examples:
      netcalc schema > netcalc.schema.json
      # yaml-language-server: $schema=netcalc.schema.json   (a spec's first line)
      netcalc schema --sheet > sheet.schema.json
    """  # noqa: D301
    from netcalc.layers import installed
    from netcalc.network.schema import schema as made
    from netcalc.render.plain import dumps

    if sheet:
        from netcalc.homework.sheet.schema import schema as of_sheet

        show.text(dumps(of_sheet()), form="json")
        return
    every = installed.every()
    show.problems([replace(problem, severity="warning") for problem in every.problems])
    show.text(dumps(made(every.kinds)), form="json")

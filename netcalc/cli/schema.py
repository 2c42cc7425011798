"""`netcalc schema`: the spec's JSON Schema."""

from dataclasses import replace

from netcalc.cli import show


def schema() -> None:
    """Print the JSON Schema (draft-07) of a spec, for editors: completion, descriptions, errors while you type.

    Kinds of installed packages are in it too.

    \b
    Examples:
      netcalc schema > netcalc.schema.json
      # yaml-language-server: $schema=netcalc.schema.json   (a spec's first line)
    """  # noqa: D301
    from netcalc.layers import installed
    from netcalc.network.schema import schema as made
    from netcalc.render.plain import dumps

    every = installed.every()
    show.problems([replace(problem, severity="warning") for problem in every.problems])
    show.text(dumps(made(every.kinds)), form="json")

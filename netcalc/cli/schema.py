"""`netcalc schema`: the spec's JSON Schema."""

from netcalc.cli import show


def schema() -> None:
    """Print the JSON Schema (draft-07) of a spec, for editors: completion, descriptions, errors while you type.

    \b
    Examples:
      netcalc schema > netcalc.schema.json
      # yaml-language-server: $schema=netcalc.schema.json   (a spec's first line)
    """  # noqa: D301
    from netcalc.network.schema import schema as made
    from netcalc.render.plain import dumps

    show.text(dumps(made()), form="json")

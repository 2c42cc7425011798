"""The option `--like`: the tool as which netcalc counts."""

from typing import Annotated, TypeAlias

import typer


def _tool(text: str) -> str:
    """Check the name of a tool whose conventions are known."""
    from netcalc.conventions.tools import TOOLS
    from netcalc.text.words import name_hint

    name = text.lower()
    if name not in TOOLS:
        message = f"{text[:40]!r} is no tool whose conventions are known ({', '.join(TOOLS)}). {name_hint(name, TOOLS)}"
        raise typer.BadParameter(message.strip())
    return name


def complete_tool(incomplete: str) -> list[str]:
    """Offer the tools whose conventions are known."""
    from netcalc.conventions.tools import TOOLS

    return [name for name in TOOLS if name.startswith(incomplete)]


Like: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--like",
        help="Count as another tool does: torchinfo, thop, fvcore ...",
        parser=_tool,
        metavar="TOOL",
        autocompletion=complete_tool,
    ),
]

"""`netcalc help`: what there is, and what a command takes."""

from typing import Annotated, cast

import typer
from typer.core import TyperGroup

from netcalc.cli import show


def help(  # noqa: A001  the command's name
    ctx: typer.Context,
    command: Annotated[
        str | None, typer.Argument(metavar="[COMMAND]", help="A command; left out, all.", show_default=False)
    ] = None,
) -> None:
    """Show the commands, or what one of them takes.

    \b
    Examples:
      netcalc help
      netcalc help summary
    """  # noqa: D301
    above = ctx.parent
    if above is None or command is None:
        show.text((above or ctx).get_help() + "\n")
        return
    found = cast(TyperGroup, above.command).get_command(above, command)
    if found is None:
        return
    with typer.Context(found, info_name=command, parent=above) as about:
        show.text(about.get_help() + "\n")

"""`netcalc page`: the local page, where a spec is typed and everything about it is seen at once."""

from typing import Annotated, Final

import typer

from netcalc.cli import show
from netcalc.cli.options import complete_spec
from netcalc.problems import UNREADABLE, Problem, Unreadable

FIRST: Final = "lenet5"


def page(
    spec: Annotated[
        str,
        typer.Argument(
            metavar="[SPEC]", help="The spec it begins with: a file, or a bundled one.", autocompletion=complete_spec
        ),
    ] = FIRST,
    *,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port of this machine it is at.")] = 8765,
    opened: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Serve a page to this machine alone: a spec with its problems and volumes as you type, table, explanations,
    circuits, practice, training. Ctrl-C ends it.

    \b
    Examples:
      netcalc page
      netcalc page net.yaml --open
    """  # noqa: D205, D301
    from netcalc.network.bundle import text
    from netcalc.page.server import serve

    written = text(spec)
    address = f"http://127.0.0.1:{port}/"

    def ready() -> None:
        show.text(f"netcalc page: {address} (Ctrl-C ends it)\n")
        if opened:
            import webbrowser

            webbrowser.open(address)

    try:
        serve(port, written, ready)
    except (ImportError, OSError) as error:
        message = str(error) if isinstance(error, ImportError) else f"port {port} is taken: {error.strerror}"
        hint = "" if isinstance(error, ImportError) else f"--port {port + 1 if port < 65535 else port - 1}"
        raise Unreadable([Problem(code=UNREADABLE, message=message, hint=hint)]) from None

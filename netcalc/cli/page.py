"""`netcalc page`: the local page, where a spec is typed and everything about it is seen at once."""

from pathlib import Path
from typing import Annotated, Final

import typer

from netcalc.cli import show
from netcalc.cli.options import CHANGES, Changes, complete_spec
from netcalc.problems import unreadable

FIRST: Final = "lenet5"
HIGHEST: Final = 65535


def page(
    spec: Annotated[
        str,
        typer.Argument(
            metavar="[SPEC]",
            help="What it begins with: a spec, a model file, a bundled net.",
            autocompletion=complete_spec,
        ),
    ] = FIRST,
    *,
    port: Annotated[int, typer.Option("--port", min=1, max=HIGHEST, help="The port of this machine it is at.")] = 8765,
    opened: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write it as one file without a server.", metavar="FILE.html")
    ] = None,
    pyodide: Annotated[
        Path | None, typer.Option("--pyodide", help="For -o: where Pyodide is.", metavar="FOLDER")
    ] = None,
    changes: Changes = CHANGES,
) -> None:
    """Serve a page to this machine alone: a spec as it is typed, with table, arithmetic, circuits, practice, training.

    With -o it is one file, which a browser opens from disk: the calculator runs in it. What needs NumPy (circuits,
    training) is left out there. Ctrl-C ends the server.

    \b
    Examples:
      netcalc page
      netcalc page net.yaml --open
      netcalc page resnet50 --input 256x256x3 --set fc1.units=10
      netcalc page -o netcalc.html --pyodide pyodide
    """  # noqa: D301
    written = _begun(spec, changes)
    if output is None:
        _serve(port, written, opened=opened)
    else:
        _write(output, pyodide, written)


def _begun(spec: str, changes: Changes) -> str:
    """Give the text that the page begins with: the spec's own, or, where something takes another value, a new one."""
    from netcalc.page.written import spec_for, spec_of

    if changes.given or changes.settings or changes.phase != CHANGES.phase:
        return spec_for(changes.load(spec))
    return spec_of(spec)


def _serve(port: int, spec: str, *, opened: bool) -> None:
    from netcalc.page.server import serve

    address = f"http://127.0.0.1:{port}/"

    def ready() -> None:
        show.text(f"netcalc page: {address} (Ctrl-C ends it)\n")
        if opened:
            import webbrowser

            webbrowser.open(address)

    try:
        serve(port, spec, ready)
    except ImportError as error:
        raise unreadable(str(error)) from None
    except OSError as error:
        other = port + 1 if port < HIGHEST else port - 1
        message = f"port {port} cannot be served at: {error.strerror}"
        raise unreadable(message, f"--port {other}") from None


def _write(output: Path, pyodide: Path | None, spec: str) -> None:
    from netcalc.page.single import Missing, commands, single

    if output.suffix.lower() not in (".html", ".htm"):
        message = f"{output} does not end in .html"
        raise typer.BadParameter(message, param_hint="-o")
    if pyodide is None:
        message = "a file without a server needs Pyodide and the wheel of pydantic-core for it"
        raise unreadable(message, f"bring them with `{commands(Path('pyodide'))}`, then add `--pyodide pyodide`")
    try:
        output.write_text(single(pyodide, spec), encoding="utf-8")
    except Missing as error:
        raise unreadable(str(error), f"bring it with `{error.hint}`") from None
    except OSError as error:
        message = f"{output} cannot be written: {error.strerror}"
        raise unreadable(message) from None

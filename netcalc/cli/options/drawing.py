"""Options of commands that draw, and a drawing put into a file: bad usage and bad paths in words."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

from netcalc.problems import unreadable

if TYPE_CHECKING:
    from netcalc.render.pictures.drawing import Drawing

ENDINGS: Final = (".svg", ".png", ".pdf", ".tex")


def named(path: Path | None) -> Path | None:
    """Refuse a file whose name does not say how it is to be drawn."""
    if path is not None and path.suffix.lower() not in ENDINGS:
        message = f"{path} ends in none of {' '.join(ENDINGS)}"
        raise typer.BadParameter(message)
    return path


Output: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", help="Draw it in this file too: .svg, .png, .pdf or .tex.", metavar="FILE", callback=named
    ),
]
Dark: TypeAlias = Annotated[
    bool, typer.Option("--dark", help="Draw it for a dark page (an .svg follows its reader anyway).")
]


def drawn(drawing: "Callable[[], Drawing]", path: Path, *, dark: bool) -> None:
    """Put a drawing into a file; Unreadable says why that cannot be."""
    from netcalc.render.pictures.save import save

    try:
        save(drawing, path, "dark" if dark else "auto")
    except (OSError, ImportError) as error:
        message = f"{path} could not be drawn: {getattr(error, 'strerror', None) or error}"
        raise unreadable(message) from None

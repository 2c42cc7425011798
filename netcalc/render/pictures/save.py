"""A drawing put into a file: SVG, PNG, PDF or TikZ, by the file's name."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, get_args

from netcalc.render.pictures.colours import Theme
from netcalc.render.pictures.drawing import Drawing
from netcalc.render.pictures.pdf import pdf
from netcalc.render.pictures.png import png
from netcalc.render.pictures.svg import svg
from netcalc.render.pictures.tex import tex

Writer = Callable[[Drawing, Theme], str | bytes]
WRITERS: Final[dict[str, Writer]] = {".svg": svg, ".png": png, ".pdf": pdf, ".tex": tex}
THEMES: Final[tuple[Theme, ...]] = get_args(Theme)[:3]  # `page` is for a notebook


def save(drawing: Callable[[], Drawing], path: str | Path, theme: Theme = "auto") -> None:
    """Put a drawing into a file, whose name says how; ValueError, OSError, or ImportError says what to install."""
    writer = WRITERS.get(Path(path).suffix.lower())
    if writer is None or theme not in THEMES:
        wrong = f"theme is one of {', '.join(THEMES)}" if writer else f"{path} ends in none of {' '.join(WRITERS)}"
        raise ValueError(wrong)
    folder_for(path)
    made = writer(drawing(), theme)
    Path(path).write_bytes(made if isinstance(made, bytes) else made.encode())


def folder_for(path: str | Path) -> None:
    """Insist on a folder to draw in; FileNotFoundError where there is none."""
    folder = Path(path).absolute().parent
    if not folder.is_dir():
        message = f"there is no folder {folder} to draw {Path(path).name} in"
        raise FileNotFoundError(message)

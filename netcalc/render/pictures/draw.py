"""A result drawn into a file: SVG, PNG, PDF or TikZ, by the file's name."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from netcalc.circuits.result import Circuit
from netcalc.render.pictures.circuit import picture
from netcalc.render.pictures.drawing import Drawing, Theme
from netcalc.render.pictures.pdf import pdf
from netcalc.render.pictures.png import png
from netcalc.render.pictures.svg import svg
from netcalc.render.pictures.tex import tex

Writer = Callable[[Drawing, Theme], str | bytes]
WRITERS: Final[dict[str, Writer]] = {".svg": svg, ".png": png, ".pdf": pdf, ".tex": tex}
THEMES: Final = ("auto", "light", "dark")


def draw(circuit: Circuit, path: str | Path, theme: Theme = "auto") -> None:
    """Draw a circuit into a file, whose name says how; ValueError, OSError, or ImportError says what to install."""
    writer = WRITERS.get(Path(path).suffix.lower())
    if writer is None or theme not in THEMES:
        wrong = f"theme is one of {', '.join(THEMES)}" if writer else f"{path} ends in none of {' '.join(WRITERS)}"
        raise ValueError(wrong)
    made = writer(picture(circuit), theme)
    Path(path).write_bytes(made if isinstance(made, bytes) else made.encode())

"""A circuit drawn into a file."""

from pathlib import Path

from netcalc.circuits.result import Circuit
from netcalc.render.pictures.circuit import picture
from netcalc.render.pictures.colours import Theme
from netcalc.render.pictures.save import save


def draw(circuit: Circuit, path: str | Path, theme: Theme = "auto") -> None:
    """Draw a circuit into a file, whose name says how; ValueError, OSError, or ImportError says what to install."""
    save(lambda: picture(circuit), path, theme)

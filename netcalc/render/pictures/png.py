"""A drawing as PNG, rendered by resvg from its SVG at twice the size."""

from importlib.util import find_spec
from math import sqrt
from pathlib import Path
from typing import Final

from netcalc.render.pictures.colours import Theme
from netcalc.render.pictures.drawing import Drawing
from netcalc.render.pictures.svg import svg

MOST_PIXELS: Final = 40_000_000
BARE: Final = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="15"></text></svg>'
LETTERED: Final = BARE.replace("></text>", ">x</text>")


def png(drawing: Drawing, theme: Theme = "light") -> bytes:
    """Draw as PNG; ImportError says what to install."""
    try:
        import resvg_py
    except ImportError:
        message = "PNG needs the extra `draw` (pip install 'netcalc-nn[draw]'), or draw a .svg"
        raise ImportError(message) from None
    fonts = None
    if resvg_py.svg_to_bytes(svg_string=LETTERED) == resvg_py.svg_to_bytes(svg_string=BARE):
        fonts = [_font()]
    zoom = min(2.0, sqrt(MOST_PIXELS / (drawing.width * drawing.height)))
    return bytes(resvg_py.svg_to_bytes(svg_string=svg(drawing, theme), zoom=zoom, font_files=fonts))


def _font() -> str:
    """Find the font that Matplotlib brings, for a system that has none; ImportError says what to install."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        message = "PNG needs a font, and this system has none: install the extra `draw`, or draw a .svg"
        raise ImportError(message)
    return str(Path(found.origin).parent / "mpl-data" / "fonts" / "ttf" / "DejaVuSans.ttf")

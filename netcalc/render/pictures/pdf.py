"""A drawing as PDF, by Matplotlib, whose font has the signs and is put into the file."""

from io import BytesIO
from typing import TYPE_CHECKING, Final

from netcalc.render.pictures.drawing import DARK, LIGHT, Box, Colours, Dot, Drawing, Mark, Path, Theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INCH: Final = 96.0  # pixels
POINT: Final = 0.75  # points in a pixel
LINE: Final = 1.4
STRONG: Final = 2.2
ROUND: Final = 3.6
MOST_INCHES: Final = 190.0  # a page of PDF has 200 at most


def pdf(drawing: Drawing, theme: Theme = "light") -> bytes:
    """Draw as PDF; ImportError says what to install."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        message = "PDF needs the extra `draw` (pip install 'netcalc-nn[draw]'), or draw a .svg"
        raise ImportError(message) from None
    colours = DARK if theme == "dark" else LIGHT
    shrunk = min(1.0, MOST_INCHES * INCH / max(drawing.width, drawing.height))
    figure = Figure((drawing.width / INCH * shrunk, drawing.height / INCH * shrunk), facecolor=colours.paper)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set_xlim(0, drawing.width)
    axes.set_ylim(drawing.height, 0)
    for number, mark in enumerate(drawing.marks):
        _put(axes, mark, colours, number, shrunk)
    written = BytesIO()
    figure.savefig(written, format="pdf", metadata={"Title": drawing.title[:200], "CreationDate": None})
    return written.getvalue()


def _put(axes: "Axes", mark: Mark, colours: Colours, order: int, shrunk: float) -> None:
    from matplotlib.patches import Circle, FancyBboxPatch, PathPatch
    from matplotlib.path import Path as Line

    thin = LINE * POINT * shrunk
    match mark:
        case Path():
            points = [mark.start, *(point for step in mark.steps for point in step)]
            codes = [Line.MOVETO]
            for step in mark.steps:
                codes += [Line.LINETO] if len(step) == 1 else [Line.CURVE4] * 3
            line = Line(points, codes)
            axes.add_patch(PathPatch(line, fill=False, edgecolor=colours.ink, linewidth=thin, zorder=order))
        case Box():
            corner, size = (mark.x - mark.half, mark.y - mark.high), (2 * mark.half, 2 * mark.high)
            style = f"round,pad=0,rounding_size={mark.high}"
            width = STRONG / LINE * thin if mark.strong else thin
            axes.add_patch(
                FancyBboxPatch(corner, *size, style, facecolor=colours.paper, edgecolor=colours.ink, linewidth=width,
                               zorder=order)
            )  # fmt: skip
        case Dot():
            axes.add_patch(Circle((mark.x, mark.y), ROUND, color=colours.ink, zorder=order))
        case _:
            axes.text(
                mark.x, mark.y, mark.text.replace("$", r"\$"), fontsize=mark.size * POINT * shrunk,
                color=getattr(colours, mark.role), ha="center" if mark.middle else "left", va="baseline",
                weight="bold" if mark.strong else "normal", family="DejaVu Sans", zorder=order,
            )  # fmt: skip

"""A drawing as PDF, by Matplotlib, whose font has the signs and is put into the file."""

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from netcalc.render.pictures.colours import Colours, Theme, colours_of
from netcalc.render.pictures.drawing import LINE, STRONG, Area, Box, Circle, Dot, Drawing, Mark, Path, Words

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

INCH: Final = 96.0  # pixels
POINT: Final = 0.75  # points in a pixel
MOST_INCHES: Final = 190.0  # a page of PDF has 200 at most


def pdf(drawing: Drawing, theme: Theme = "light") -> bytes:
    """Draw as PDF; ImportError says what to install."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        message = "PDF needs the extra `draw` (pip install 'netcalc-nn[draw]'), or draw a .svg"
        raise ImportError(message) from None
    pen = _Pen(colours_of("dark" if theme == "dark" else "light"), POINT * _shrunk(drawing))
    size = (drawing.width / INCH * _shrunk(drawing), drawing.height / INCH * _shrunk(drawing))
    figure = Figure(size, facecolor=pen.colours.paper)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set_xlim(0, drawing.width)
    axes.set_ylim(drawing.height, 0)
    for number, mark in enumerate(drawing.marks):
        pen.put(axes, mark, number)
    written = BytesIO()
    figure.savefig(written, format="pdf", metadata={"Title": drawing.title[:200], "CreationDate": None})
    return written.getvalue()


def _shrunk(drawing: Drawing) -> float:
    return min(1.0, MOST_INCHES * INCH / max(drawing.width, drawing.height))


class _Pen:
    """What draws marks: in these colours, a pixel so many points wide."""

    def __init__(self, colours: Colours, point: float) -> None:
        self.colours, self.point = colours, point

    def put(self, axes: "Axes", mark: Mark, order: int) -> None:
        if isinstance(mark, Words):
            self._write(axes, mark, order)
            return
        made: Any = self._made(mark)
        made.set_zorder(order)
        axes.add_patch(made)

    def _made(self, mark: Path | Area | Box | Circle | Dot) -> "Artist":
        from matplotlib.patches import Circle as Round
        from matplotlib.patches import FancyBboxPatch, PathPatch, Polygon

        match mark:
            case Path():
                style = self._line(mark.role, mark.width, dashed=mark.dashed)
                return PathPatch(_along(mark), fill=False, alpha=mark.opacity, **style)
            case Area():
                style = self._line(mark.role, mark.width, dashed=mark.dashed) if mark.width else {"edgecolor": "none"}
                return Polygon(mark.points, closed=True, facecolor=(self._of(mark.fill), mark.opacity), **style)
            case Box():
                corner, size = (mark.x - mark.half, mark.y - mark.high), (2 * mark.half, 2 * mark.high)
                style = self._line("ink", STRONG if mark.strong else LINE, dashed=mark.dashed)
                shape = f"round,pad=0,rounding_size={mark.round}"
                return FancyBboxPatch(corner, *size, shape, facecolor=self._of(mark.fill), **style)
            case Circle():
                style = self._line("ink", LINE)
                return Round((mark.x, mark.y), mark.radius, facecolor=self._of(mark.fill), **style)
        return Round((mark.x, mark.y), mark.radius, color=self._of(mark.role))

    def _of(self, role: str) -> str:
        return str(getattr(self.colours, role))

    def _line(self, role: str, width: float, *, dashed: bool = False) -> dict[str, Any]:
        line = (0, (3, 2)) if dashed else "solid"
        return {"edgecolor": self._of(role), "linewidth": width * self.point, "linestyle": line}

    def _write(self, axes: "Axes", mark: Words, order: int) -> None:
        axes.text(
            mark.x, mark.y, mark.text.replace("$", r"\$"), fontsize=mark.size * self.point,
            color=self._of(mark.role), ha="center" if mark.middle else "right" if mark.ending else "left",
            va="baseline", weight="bold" if mark.strong else "normal", family="DejaVu Sans", zorder=order,
        )  # fmt: skip


def _along(path: Path) -> Any:
    from matplotlib.path import Path as Line

    points = [path.start, *(point for step in path.steps for point in step)]
    codes = [Line.MOVETO]
    for step in path.steps:
        codes += [Line.LINETO] if len(step) == 1 else [Line.CURVE4] * 3
    return Line(points, codes)

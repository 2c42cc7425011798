"""A drawing as SVG: light, dark, either as the reader has it, or in the colours of the page around it."""

from html import escape
from typing import Final

from netcalc.render.pictures.drawing import DARK, LIGHT, Box, Colours, Dot, Drawing, Mark, Path, Theme, Words

FONTS: Final = "'DejaVu Sans', Verdana, Helvetica, Arial, sans-serif"
LINE: Final = 1.4
STRONG: Final = 2.2
ROUND: Final = 3.6
ROLES: Final = ("ink", "soft", "value", "gradient")
ON_ANY_PAGE: Final = Colours("currentColor", "#7d8590", "#128a6e", "#d2580f", "none")


def svg(drawing: Drawing, theme: Theme = "auto") -> str:
    """Write a drawing; `auto` follows the reader's own choice of light or dark, `page` the text around it."""
    colours = {"dark": DARK, "page": ON_ANY_PAGE}.get(theme, LIGHT)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawing.width:.0f}" height="{drawing.height:.0f}" '
        f'viewBox="0 0 {drawing.width:.0f} {drawing.height:.0f}" font-family="{FONTS}" role="img" '
        f'aria-label="{escape(drawing.title)}">\n'
    )
    told = f"<title>{escape(drawing.title)}</title>\n<desc>{escape(drawing.told)}</desc>\n"
    paper = f'<rect class="paper" width="100%" height="100%" fill="{colours.paper}"/>\n'
    marks = "".join(_mark(mark, colours) for mark in drawing.marks)
    return f"{head}{told}{_style() if theme == 'auto' else ''}{paper}{marks}</svg>\n"


def _style() -> str:
    fills = "".join(f".{role}{{fill:{getattr(DARK, role)}}}" for role in (*ROLES, "paper"))
    lines = f".wire{{stroke:{DARK.ink}}}.gate{{stroke:{DARK.ink};fill:{DARK.paper}}}"
    return f"<style>@media (prefers-color-scheme: dark){{{fills}{lines}}}</style>\n"


def _mark(mark: Mark, colours: Colours) -> str:
    match mark:
        case Path():
            return (
                f'<path class="wire" d="{_d(mark)}" fill="none" stroke="{colours.ink}" stroke-width="{LINE}" '
                'stroke-linejoin="round" stroke-linecap="round"/>\n'
            )
        case Box():
            return (
                f'<rect class="gate" x="{mark.x - mark.half:.1f}" y="{mark.y - mark.high:.1f}" '
                f'width="{2 * mark.half:.1f}" height="{2 * mark.high:.1f}" rx="{mark.high:.1f}" '
                f'fill="{colours.paper}" stroke="{colours.ink}" stroke-width="{STRONG if mark.strong else LINE}"/>\n'
            )
        case Dot():
            return f'<circle class="ink" cx="{mark.x:.1f}" cy="{mark.y:.1f}" r="{ROUND}" fill="{colours.ink}"/>\n'
    return _words(mark, colours)


def _words(mark: Words, colours: Colours) -> str:
    anchor = ' text-anchor="middle"' if mark.middle else ""
    weight = ' font-weight="bold"' if mark.strong else ""
    return (
        f'<text class="{mark.role}" x="{mark.x:.1f}" y="{mark.y:.1f}" font-size="{mark.size:g}" '
        f'fill="{getattr(colours, mark.role)}"{anchor}{weight}>{escape(mark.text)}</text>\n'
    )


def _d(path: Path) -> str:
    steps = ("L" + _at(step[0]) if len(step) == 1 else "C" + " ".join(map(_at, step)) for step in path.steps)
    return f"M{_at(path.start)} {' '.join(steps)}"


def _at(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"

"""A drawing as SVG: light, dark, either as the reader has it, or in the colours of the page around it."""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import Final

from netcalc.render.pictures.colours import DARK, ROLES, Colours, Role, Theme, colours_of
from netcalc.render.pictures.drawing import LINE, STRONG, Area, Box, Circle, Dot, Drawing, Mark, Path, Spot, Words

FONTS: Final = "'DejaVu Sans', Verdana, Helvetica, Arial, sans-serif"
FITTED: Final = ' style="max-width:100%;height:auto"'
DASHES: Final = ' stroke-dasharray="5 4"'


def svg(drawing: Drawing, theme: Theme = "auto") -> str:
    """Write a drawing; `auto` follows the reader's own choice of light or dark, `page` the text around it.

    On a page each spot is a button that names its layer (`data-layer`).
    """
    colours = colours_of(theme)
    spots = drawing.spots if theme == "page" else ()
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawing.width:.0f}" height="{drawing.height:.0f}" '
        f'viewBox="0 0 {drawing.width:.0f} {drawing.height:.0f}" font-family="{FONTS}" '
        f'role="{"group" if spots else "img"}" '
        f'aria-label="{_text(drawing.title)}"{FITTED if theme == "page" else ""}>\n'
    )
    told = f"<title>{_text(drawing.title)}</title>\n<desc>{_text(drawing.told)}</desc>\n"
    paper = f'<rect class="paper" width="100%" height="100%" fill="{colours.paper}"/>\n'
    marks = "".join(_run(list(run), colours) for _, run in groupby(drawing.marks, _line_of))
    return f"{head}{told}{_style(marks) if theme == 'auto' else ''}{paper}{marks}{''.join(map(_spot, spots))}</svg>\n"


def _style(marks: str) -> str:
    """Give the dark colours of the roles that are used."""
    fills = "".join(
        f".{role}{{fill:{getattr(DARK, role)}}}" for role in ROLES if role == "paper" or f'"{role}' in marks
    )
    lines = "".join(f".l-{role}{{stroke:{getattr(DARK, role)}}}" for role in ROLES if f'l-{role}"' in marks)
    return f"<style>@media (prefers-color-scheme: dark){{{fills}{lines}}}</style>\n"


def _line_of(mark: Mark) -> Path | None:
    """Give a wire without its course: wires that are alike stand in one group."""
    return Path((0.0, 0.0), (), *mark[2:]) if isinstance(mark, Path) else None


def _run(marks: Sequence[Mark], colours: Colours) -> str:
    """Write marks in a row: wires that are alike, or no wires."""
    wires = [mark for mark in marks if isinstance(mark, Path)]
    if not wires:
        return "".join(_mark(mark, colours) for mark in marks)
    of = wires[0]
    opacity = "" if of.opacity == 1 else f' stroke-opacity="{of.opacity:.2f}"'
    drawn = (
        f'class="l-{of.role}" fill="none"{_line(of.role, of.width, colours)}{opacity} stroke-linejoin="round" '
        f'stroke-linecap="round"{DASHES if of.dashed else ""}'
    )
    if len(wires) == 1:
        return f'<path {drawn} d="{_d(of)}"/>\n'
    paths = "".join(f'<path d="{_d(wire)}"/>\n' for wire in wires)
    return f"<g {drawn}>\n{paths}</g>\n"


def _mark(mark: Mark, colours: Colours) -> str:
    match mark:
        case Area():
            return _area(mark, colours)
        case Box():
            width = STRONG if mark.strong else LINE
            return (
                f'<rect class="{mark.fill} l-ink" x="{mark.x - mark.half:.1f}" y="{mark.y - mark.high:.1f}" '
                f'width="{2 * mark.half:.1f}" height="{2 * mark.high:.1f}" rx="{mark.round:.1f}" '
                f'fill="{getattr(colours, mark.fill)}"{_line("ink", width, colours)}{DASHES if mark.dashed else ""}/>\n'
            )
        case Circle():
            return (
                f'<circle class="{mark.fill} l-ink" cx="{mark.x:.1f}" cy="{mark.y:.1f}" r="{mark.radius:.1f}" '
                f'fill="{getattr(colours, mark.fill)}"{_line("ink", LINE, colours)}/>\n'
            )
        case Dot():
            return (
                f'<circle class="{mark.role}" cx="{mark.x:.1f}" cy="{mark.y:.1f}" r="{mark.radius:g}" '
                f'fill="{getattr(colours, mark.role)}"/>\n'
            )
        case Words():
            return _words(mark, colours)
    return _run([mark], colours)


def _area(area: Area, colours: Colours) -> str:
    opacity = "" if area.opacity == 1 else f' fill-opacity="{area.opacity:.2f}"'
    line = _line(area.role, area.width, colours) if area.width else ""
    kind = f"{area.fill} l-{area.role}" if area.width else area.fill
    return (
        f'<polygon class="{kind}" points="{" ".join(map(_at, area.points))}" fill="{getattr(colours, area.fill)}"'
        f'{opacity}{line} stroke-linejoin="round"{DASHES if area.dashed else ""}/>\n'
    )


def _words(mark: Words, colours: Colours) -> str:
    anchor = ' text-anchor="middle"' if mark.middle else ' text-anchor="end"' if mark.ending else ""
    weight = ' font-weight="bold"' if mark.strong else ""
    return (
        f'<text class="{mark.role}" x="{mark.x:.1f}" y="{mark.y:.1f}" font-size="{mark.size:g}" '
        f'fill="{getattr(colours, mark.role)}"{anchor}{weight}>{_text(mark.text)}</text>\n'
    )


def _spot(mark: Spot) -> str:
    name = _text(mark.layer)
    return (
        f'<rect class="spot" role="button" tabindex="0" aria-label="{name}" data-layer="{name}" '
        f'x="{mark.x - mark.half:.1f}" y="{mark.y - mark.high:.1f}" '
        f'width="{2 * mark.half:.1f}" height="{2 * mark.high:.1f}" rx="4" fill="transparent"/>\n'
    )


def _line(role: Role, width: float, colours: Colours) -> str:
    return f' stroke="{getattr(colours, role)}" stroke-width="{width:g}"'


def _text(text: str) -> str:
    """Escape what has a meaning in XML; control characters have no place in it."""
    return escape("".join(sign if sign.isprintable() else " " for sign in text))


def _d(path: Path) -> str:
    steps = ("L" + _at(step[0]) if len(step) == 1 else "C" + " ".join(map(_at, step)) for step in path.steps)
    return f"M{_at(path.start)} {' '.join(steps)}"


def _at(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"

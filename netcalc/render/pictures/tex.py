"""A drawing as TikZ, to be put into a document, which needs the package tikz alone."""

from typing import Final

from netcalc.render.formats.latex import text as escaped
from netcalc.render.formats.maths import sign
from netcalc.render.pictures.colours import ROLES, Theme, colours_of
from netcalc.render.pictures.drawing import LINE, STRONG, Area, Box, Circle, Dot, Drawing, Mark, Path, Words
from netcalc.render.signs import spelt

PIXEL: Final = 0.75  # points
SIGNS: Final = {
    "σ": r"$\sigma$", "−": "$-$", "▸": r"$\triangleright$", "●": r"$\bullet$", "²": "$^2$", "…": r"\dots{}",
    "×": r"$\times$", "·": r"$\cdot$", "→": r"$\rightarrow$", "⋮": r"$\vdots$", "–": "--", "—": "---",
}  # fmt: skip
POINTS: Final = {14.0: r"\small", 11.5: r"\footnotesize", 9.5: r"\scriptsize"}


def tex(drawing: Drawing, theme: Theme = "light") -> str:
    """Write a drawing as a tikzpicture."""
    colours = colours_of("dark" if theme == "dark" else "light")
    defined = "".join(_defined(name, getattr(colours, name)) for name in ROLES)
    head = f"% {_plain(drawing.title)}\n% needs \\usepackage{{tikz}}\n"
    begin = rf"\begin{{tikzpicture}}[x={PIXEL}pt, y=-{PIXEL}pt, line width=1pt, draw=ncink, text=ncink]" + "\n"
    return f"{head}{defined}{begin}{''.join(map(_mark, drawing.marks))}\\end{{tikzpicture}}\n"


def _defined(name: str, colour: str) -> str:
    return rf"\definecolor{{nc{name}}}{{HTML}}{{{colour[1:].upper()}}}" + "\n"


def _mark(mark: Mark) -> str:
    match mark:
        case Path():
            opacity = "" if mark.opacity == 1 else f", opacity={mark.opacity:.2f}"
            style = f"{_line(mark.role, mark.width, dashed=mark.dashed)}{opacity}"
            return rf"\draw[{style}] {_at(mark.start)}{''.join(map(_step, mark.steps))};" + "\n"
        case Area():
            drawn = _line(mark.role, mark.width, dashed=mark.dashed) if mark.width else "draw=none"
            style = f"fill=nc{mark.fill}, fill opacity={mark.opacity:.2f}, {drawn}"
            return rf"\filldraw[{style}] {' -- '.join(map(_at, mark.points))} -- cycle;" + "\n"
        case Box():
            first, last = (mark.x - mark.half, mark.y - mark.high), (mark.x + mark.half, mark.y + mark.high)
            line = _line("ink", STRONG if mark.strong else LINE, dashed=mark.dashed)
            style = f"fill=nc{mark.fill}, {line}, rounded corners={mark.round * PIXEL:.1f}pt"
            return rf"\draw[{style}] {_at(first)} rectangle {_at(last)};" + "\n"
        case Circle():
            style = f"fill=nc{mark.fill}, {_line('ink', LINE)}"
            return rf"\draw[{style}] {_at((mark.x, mark.y))} circle[radius={mark.radius * PIXEL:.1f}pt];" + "\n"
        case Dot():
            return rf"\fill[nc{mark.role}] {_at((mark.x, mark.y))} circle[radius={mark.radius * PIXEL:.1f}pt];" + "\n"
    return _words(mark)


def _line(role: str, width: float, *, dashed: bool = False) -> str:
    return f"draw=nc{role}, line width={width * PIXEL:.2f}pt{', dashed' if dashed else ''}"


def _words(mark: Words) -> str:
    anchor = "base" if mark.middle else "base east" if mark.ending else "base west"
    text = "".join(SIGNS.get(each) or sign(each) or escaped(spelt(each, "latin-1")) for each in _plain(mark.text))
    size = POINTS.get(mark.size, r"\small")
    bold = rf"\textbf{{{text}}}" if mark.strong else text
    style = f"anchor={anchor}, inner sep=0pt, text=nc{mark.role}, font={size}"
    return rf"\node[{style}] at {_at((mark.x, mark.y))} {{{bold}}};" + "\n"


def _step(step: tuple[tuple[float, float], ...]) -> str:
    if len(step) == 1:
        return f" -- {_at(step[0])}"
    return f" .. controls {_at(step[0])} and {_at(step[1])} .. {_at(step[2])}"


def _at(point: tuple[float, float]) -> str:
    return f"({point[0]:.1f},{point[1]:.1f})"


def _plain(text: str) -> str:
    return " ".join(text.split())

"""A drawing as TikZ, to be put into a document, which needs the package tikz alone."""

from typing import Final

from netcalc.render.formats.latex import text as escaped
from netcalc.render.pictures.drawing import DARK, LIGHT, Box, Dot, Drawing, Mark, Path, Theme, Words

PIXEL: Final = 0.75  # points
SIGNS: Final = {"σ": r"$\sigma$", "−": "$-$", "▸": r"$\triangleright$", "●": r"$\bullet$", "²": "$^2$", "…": r"\dots{}"}
POINTS: Final = {14.0: r"\small", 11.5: r"\footnotesize"}


def tex(drawing: Drawing, theme: Theme = "light") -> str:
    """Write a drawing as a tikzpicture."""
    colours = DARK if theme == "dark" else LIGHT
    names = ("ink", "soft", "value", "gradient", "paper")
    defined = "".join(_defined(name, getattr(colours, name)) for name in names)
    head = f"% {_plain(drawing.title)}\n% needs \\usepackage{{tikz}}\n"
    begin = rf"\begin{{tikzpicture}}[x={PIXEL}pt, y=-{PIXEL}pt, line width=1pt, draw=ncink, text=ncink]" + "\n"
    return f"{head}{defined}{begin}{''.join(map(_mark, drawing.marks))}\\end{{tikzpicture}}\n"


def _defined(name: str, colour: str) -> str:
    return rf"\definecolor{{nc{name}}}{{HTML}}{{{colour[1:].upper()}}}" + "\n"


def _mark(mark: Mark) -> str:
    match mark:
        case Path():
            return rf"\draw {_at(mark.start)}{''.join(map(_step, mark.steps))};" + "\n"
        case Box():
            first, last = (mark.x - mark.half, mark.y - mark.high), (mark.x + mark.half, mark.y + mark.high)
            width = "1.7pt" if mark.strong else "1pt"
            style = f"fill=ncpaper, line width={width}, rounded corners={mark.high * PIXEL:.1f}pt"
            return rf"\draw[{style}] {_at(first)} rectangle {_at(last)};" + "\n"
        case Dot():
            return rf"\fill[ncink] {_at((mark.x, mark.y))} circle[radius=2.6pt];" + "\n"
    return _words(mark)


def _words(mark: Words) -> str:
    anchor = "base" if mark.middle else "base west"
    text = "".join(SIGNS.get(sign) or escaped(sign) for sign in mark.text)
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

"""A Matplotlib picture in SVG that follows its reader into the dark: its black and white get names."""

import re
from html import escape
from typing import Final

from netcalc.render.pictures.colours import DARK

STYLED: Final = re.compile(r' style="([^"]*)"')
NAMED: Final = {  # what Matplotlib writes, and what we call it
    "fill: #000000": "ink-fill", "stroke: #000000": "ink-line", "fill: #ffffff": "paper-fill",
    "stroke: #ffffff": "paper-line",
}  # fmt: skip
RULES: Final = (
    f"<style>@media (prefers-color-scheme: dark) {{ .plot, .plot .ink-fill {{ fill: {DARK.ink} }} "
    f".plot .ink-line {{ stroke: {DARK.ink} }} .plot .paper-fill {{ fill: {DARK.paper} }} "
    f".plot .paper-line {{ stroke: {DARK.paper} }} }}</style>\n"
)


def following(svg: str, told: str = "") -> str:
    r"""Give the picture, other colours where its reader prefers dark pages, and `told` as its text alternative.

    >>> following('<svg>\n<path style="fill: #ffffff; opacity: 0.5"/></svg>').split("</style>")[1]
    '\n<path class="paper-fill" fill="#ffffff" style="opacity: 0.5"/></svg>'
    """
    head, end, body = svg.partition(">\n")
    spoken = f' role="img" aria-label="{escape(told)}"' if told else ""
    return f'{head} class="plot"{spoken}{end}{RULES}{STYLED.sub(_named, body)}'


def _named(found: re.Match[str]) -> str:
    """Take black and white out of a style, which nothing goes before, into attributes and classes."""
    properties = found[1].split("; ")
    own = [each for each in properties if each in NAMED]
    if not own:
        return found[0]
    rest = [each for each in properties if each not in NAMED]
    given = "".join(f' {name}="{colour}"' for name, _, colour in (each.partition(": ") for each in own))
    return f' class="{" ".join(NAMED[each] for each in own)}"{given}' + (f' style="{"; ".join(rest)}"' if rest else "")

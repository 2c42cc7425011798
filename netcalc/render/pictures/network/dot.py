"""The graph of a network as the DOT text of Graphviz."""

from collections.abc import Iterator
from typing import Final

from netcalc.render.pages.report.summary import title
from netcalc.render.pictures.colours import LIGHT
from netcalc.render.pictures.network.caption import told
from netcalc.render.pictures.network.parts import Part
from netcalc.render.pictures.network.views import nodes
from netcalc.render.values import NOTHING
from netcalc.report.report import Report

FONT: Final = '"DejaVu Sans,Verdana,Helvetica,Arial"'


def dot(report: Report, depth: int | None = None) -> str:
    """Write the graph of a network."""
    return "\n".join(_lines(report, nodes(report, depth))) + "\n"


def _lines(report: Report, parts: list[Part]) -> Iterator[str]:
    yield "digraph {"
    yield f"    graph [label={_quoted(title(report))}, labelloc=t, tooltip={_quoted(told(parts))}, fontname={FONT}]"
    yield f'    node [shape=box, style="rounded,filled", fontname={FONT}, fontsize=11, fontcolor="{LIGHT.ink}"]'
    for place, part in enumerate(parts):
        volume = NOTHING if part.output is None else str(part.output)
        said = (part.name, *(part.words if part.layers else ()), volume)
        fill = LIGHT.paper if part.role == "fault" else getattr(LIGHT, part.role)
        more = f', color="{LIGHT.fault}", style="rounded,dashed"' if part.role == "fault" else ""
        yield f'    n{place} [label={_quoted(*said)}, fillcolor="{fill}"{more}]'
    for place, part in enumerate(parts):
        yield from (f"    n{each} -> n{place}" for each in part.reads)
    yield "}"


def _quoted(*lines: str) -> str:
    """Quote lines; a backslash has a meaning in Graphviz's labels, and so have quotes and entities."""
    escaped = ("".join(sign if sign.isprintable() else " " for sign in line) for line in lines)
    signs = (line.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for line in escaped)
    return '"' + "\\n".join(signs) + '"'

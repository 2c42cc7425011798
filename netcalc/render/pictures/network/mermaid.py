"""The graph of a network as Mermaid's text, folded until it is within what Mermaid draws."""

from collections.abc import Sequence
from typing import Final

from netcalc.render.pages.report.summary import title
from netcalc.render.pictures.colours import LIGHT, Role
from netcalc.render.pictures.network.caption import told
from netcalc.render.pictures.network.parts import Part
from netcalc.render.pictures.network.views import MOST_NODES, nodes
from netcalc.render.values import NOTHING
from netcalc.report.report import Report

MOST_SIGNS: Final = 50_000  # its maxTextSize
MOST_EDGES: Final = 500  # its maxEdges
LONGEST: Final = 120
TOLD: Final = 2_000
SIGNS: Final = {
    "#": "#35;", "&": "#amp;", "<": "#lt;", ">": "#gt;", '"': "#quot;", "'": "#39;", "`": "#96;", ";": "#59;",
    "\\": "#92;", "{": "#123;", "}": "#125;", "%": "#37;",
}  # fmt: skip


def mermaid(report: Report, depth: int | None = None) -> str:
    """Write the graph of a network."""
    most = MOST_NODES
    while True:
        parts = nodes(report, depth, most)
        text = _written(report, parts)
        if len(text) <= MOST_SIGNS and sum(len(part.reads) for part in parts) <= MOST_EDGES:
            return text
        depth, most = None, most * 2 // 3


def _written(report: Report, parts: Sequence[Part]) -> str:
    lines = ["flowchart TD", f"    accTitle: {_escaped(title(report))}", f"    accDescr: {_escaped(told(parts), TOLD)}"]
    lines += [f"    n{place}{_node(part)}" for place, part in enumerate(parts)]
    lines += [f"    n{each} --> n{place}" for place, part in enumerate(parts) for each in part.reads]
    for role in dict.fromkeys(part.role for part in parts):
        lines += [_class(role), f"    class {','.join(_of(role, parts))} {role}"]
    return "\n".join(lines) + "\n"


def _of(role: Role, parts: Sequence[Part]) -> list[str]:
    return [f"n{place}" for place, part in enumerate(parts) if part.role == role]


def _class(role: Role) -> str:
    fill, line = (LIGHT.paper, LIGHT.fault) if role == "fault" else (getattr(LIGHT, role), LIGHT.ink)
    return f"    classDef {role} fill:{fill},stroke:{line},color:{LIGHT.ink}"


def _node(part: Part) -> str:
    volume = NOTHING if part.output is None else str(part.output)
    said = (part.name, *(part.words if part.layers else ()), volume)
    text = "<br/>".join(map(_escaped, said))
    if not part.layers:
        return f'(["{text}"])'
    return f'[["{text}"]]' if part.folded else f'["{text}"]'


def _escaped(text: str, longest: int = LONGEST) -> str:
    """Escape what has a meaning in Mermaid, by its own entities."""
    short = text if len(text) <= longest else f"{text[:longest]}…"
    return "".join(SIGNS.get(sign, sign if sign.isprintable() else " ") for sign in short)

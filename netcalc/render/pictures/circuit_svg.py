"""A circuit as a picture: inputs on the left, values above the wires in green, gradients below in red."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from importlib.util import find_spec
from math import sqrt
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from netcalc.circuits.result import Circuit, GateReport, InputReport
from netcalc.circuits.shapes import Shape
from netcalc.circuits.values import Known
from netcalc.render.pictures.layout import Layout, layout
from netcalc.render.reals import slide

GREEN, RED, INK, PAPER = "#1a7f37", "#c62828", "#222222", "#ffffff"
ROW: Final = 62
RADIUS: Final = 20
BEND: Final = 34
MARGIN: Final = 16
LETTER: Final = 8.2  # the width of one, at the size of the labels
LONGEST: Final = 14
MOST_PIXELS: Final = 40_000_000
SIGNS: Final = {
    "add": "+",
    "sub": "−",
    "mul": "*",
    "div": "/",
    "pow": "**",
    "neg": "*-1",
    "matmul": "@",
    "sigmoid": "σ",
}
HEAD: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{w:.0f}" height="{h:.0f}" viewBox="0 0 {w:.0f} {h:.0f}" '
    'font-family="\'DejaVu Sans\', Verdana, Helvetica, Arial, sans-serif" font-size="14">\n'
    '<title>{title}</title>\n<rect width="100%" height="100%" fill="{paper}"/>\n'
)
BARE: Final = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="15"></text></svg>'
LETTERED: Final = BARE.replace("></text>", ">x</text>")


@dataclass(frozen=True, slots=True)
class Node:
    """An input or a gate as it is drawn: what stands in it, above its wire, below its wire, half its width."""

    label: str
    above: str
    below: str
    half: float
    gate: bool


def svg(circuit: Circuit) -> str:
    """Draw a circuit as SVG, a text."""
    parts = circuit.parts
    places = {part.name: place for place, part in enumerate(parts)}
    reads = [
        [places[name] for name in dict.fromkeys(part.inputs) if name in places] if isinstance(part, GateReport) else []
        for part in parts
    ]
    nodes = [_node(part, circuit) for part in parts] or [_constant(circuit)]
    return _Picture(nodes, layout(reads or [[]]), reads or [[]]).written(circuit.expression.strip())


def png(circuit: Circuit) -> bytes:
    """Draw a circuit as PNG, at twice the size; ImportError says what to install."""
    try:
        import resvg_py
    except ImportError:
        message = "PNG needs the extra `draw` (pip install 'netcalc-nn[draw]'), or draw a .svg"
        raise ImportError(message) from None
    fonts = None
    if resvg_py.svg_to_bytes(svg_string=LETTERED) == resvg_py.svg_to_bytes(svg_string=BARE):
        fonts = [_font()]
    text = svg(circuit)
    drawn = ET.fromstring(text)  # noqa: S314  our own text
    pixels = float(drawn.attrib["width"]) * float(drawn.attrib["height"])
    return bytes(resvg_py.svg_to_bytes(svg_string=text, zoom=min(2.0, sqrt(MOST_PIXELS / pixels)), font_files=fonts))


def _font() -> str:
    """Find the font that Matplotlib brings, for a system that has none; ImportError says what to install."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        message = "PNG needs a font, and this system has none: install the extra `draw`, or draw a .svg"
        raise ImportError(message)
    return str(Path(found.origin).parent / "mpl-data" / "fonts" / "ttf" / "DejaVuSans.ttf")


def _node(part: InputReport | GateReport, circuit: Circuit) -> Node:
    label = _label(part, circuit.constants) if isinstance(part, GateReport) else part.name
    half = max(RADIUS, len(label) * LETTER / 2 + 7) if isinstance(part, GateReport) else len(label) * LETTER / 2 + 4
    above, below = _number(part.value, part.shape), _number(part.gradient, part.shape)
    return Node(label, above, below, half, isinstance(part, GateReport))


def _constant(circuit: Circuit) -> Node:
    return Node("", _number(circuit.value, ()), "", 0, gate=False)


def _number(value: Known, shape: Shape) -> str:
    """Write a number as the slides do, a short vector in full, else the shape."""
    if isinstance(value, float):
        return slide(value)
    spelt = f"[{', '.join(map(str, map(_number, value, [()] * len(value))))}]" if value and len(shape) == 1 else ""
    return spelt if 0 < len(spelt) <= LONGEST else "x".join(map(str, shape))


def _label(gate: GateReport, constants: Sequence[str]) -> str:
    """Write the sign of a gate, with the constant that it reads, as the lecture does: +1, 1/x."""
    sign = SIGNS.get(gate.op, gate.op)
    fixed = [name in constants for name in gate.inputs]
    if not any(fixed) or len(fixed) == 1:
        return sign
    first, second = (name if known else "x" for name, known in zip(gate.inputs, fixed, strict=True))
    if gate.op in ("max", "min"):
        return f"{gate.op} {first if fixed[0] else second}"
    if all(fixed):
        return f"{first}{sign}{second}"
    if fixed[1] or gate.op in ("add", "mul"):
        return f"{sign}{second if fixed[1] else first}"
    return f"{first}{sign}x"


class _Picture:
    """Nodes, and where they stand, in pixels."""

    def __init__(self, nodes: Sequence[Node], found: Layout, reads: Sequence[Sequence[int]]) -> None:
        self.nodes, self.found, self.reads = nodes, found, reads
        columns = range(max(found.columns, default=0) + 1)
        inside = [[node for node, at in zip(nodes, found.columns, strict=True) if at == column] for column in columns]
        self.halves = [max((node.half for node in column), default=0.0) for column in inside]
        self.stubs = [LETTER * max((_letters(node) for node in column), default=0) + 12 for column in inside]
        self.centres: list[float] = []
        edge = float(MARGIN)
        for half, stub in zip(self.halves, self.stubs, strict=True):
            self.centres.append(edge + half)
            edge += 2 * half + stub + BEND
        self.width = edge - BEND + MARGIN
        heights = found.heights.values()
        self.top = min(heights, default=0.0)
        self.height = (max(heights, default=0.0) - self.top) * ROW + 2 * (RADIUS + MARGIN)

    def written(self, title: str) -> str:
        """Write the whole: wires first, so that nodes lie on them."""
        head = HEAD.format(w=self.width, h=self.height, title=escape(title), paper=PAPER)
        wires = [self._wires(node) for node in range(len(self.nodes))]
        drawn = [self._node(place, node) for place, node in enumerate(self.nodes)]
        return "".join([head, *wires, *drawn, "</svg>\n"])

    def _y(self, node: int, column: int) -> float:
        return (self.found.heights[node, column] - self.top) * ROW + RADIUS + MARGIN

    def _after(self, column: int) -> float:
        """Give where the labels of a column end, and wires may bend."""
        return self.centres[column] + self.halves[column] + self.stubs[column]

    def _before(self, column: int) -> float:
        return self.centres[column] - self.halves[column]

    def _wires(self, node: int) -> str:
        """Draw what leaves a node: straight beside its labels, through each column, into those that read it."""
        column, last = self.found.columns[node], self.found.last[node]
        y = self._y(node, column)
        path = [f"M{self.centres[column] + self.nodes[node].half:.1f},{y:.1f} H{self._after(column):.1f}"]
        path += [
            self._bend(at, self._y(node, at), self._y(node, at + 1)) + f" H{self._after(at + 1):.1f}"
            for at in range(column, last)
        ]
        for reader, read in enumerate(self.reads):
            if node in read:
                at = self.found.columns[reader]
                end = self.centres[at] - self.nodes[reader].half
                start = f"M{self._after(at - 1):.1f},{self._y(node, at - 1):.1f} "
                path.append(start + self._bend(at - 1, self._y(node, at - 1), self._y(reader, at)) + f" H{end:.1f}")
        return f'<path d="{" ".join(path)}" fill="none" stroke="{INK}" stroke-width="1.4"/>\n'

    def _bend(self, column: int, start: float, end: float) -> str:
        left, right = self._after(column), self._before(column + 1)
        middle = (left + right) / 2
        return f"C{middle:.1f},{start:.1f} {middle:.1f},{end:.1f} {right:.1f},{end:.1f}"

    def _node(self, place: int, node: Node) -> str:
        column = self.found.columns[place]
        x, y = self.centres[column], self._y(place, column)
        shape = (
            f'<rect x="{x - node.half:.1f}" y="{y - RADIUS:.1f}" width="{2 * node.half:.1f}" height="{2 * RADIUS}" '
            f'rx="{RADIUS}" fill="{PAPER}" stroke="{INK}" stroke-width="1.4"/>\n'
            if node.gate
            else ""
        )
        beside = x + node.half + 6
        texts = [_text(x, y + 5, node.label, INK, "middle"), _text(beside, y - 6, node.above, GREEN)]
        return "".join([shape, *texts, _text(beside, y + 17, node.below, RED)])


def _letters(node: Node) -> int:
    return max(len(node.above), len(node.below))


def _text(x: float, y: float, text: str, colour: str, anchor: str = "start") -> str:
    if not text:
        return ""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="{anchor}">{escape(text)}</text>\n'

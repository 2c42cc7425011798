"""Drawings of circuits: well-formed, inputs on the left, nothing on top of anything, trees without crossings."""

import re
from random import Random
from xml.etree import ElementTree as ET

import pytest

from netcalc import Circuit, circuit
from netcalc.render.pictures.circuit_svg import GREEN, RED, svg
from netcalc.render.pictures.layout import crossings, layout

SVG = "{http://www.w3.org/2000/svg}"
NEURON = circuit("1 / (1 + exp(-(w0*x0 + w1*x1 + w2)))", w0=2, x0=-1, w1=-3, x1=-2, w2=-3)


def texts(found: Circuit, colour: str) -> list[str]:
    drawn = ET.fromstring(svg(found))  # noqa: S314  our own text
    return [each.text or "" for each in drawn.iter(f"{SVG}text") if each.get("fill") == colour]


def test_it_shows_what_the_slide_shows() -> None:
    assert texts(NEURON, GREEN) == ["2", "-1", "-3", "-2", "-3", "-2", "6", "4", "1", "-1", "0.37", "1.37", "0.73"]
    wanted = ["-0.20", "0.39", "-0.39", "-0.59", "0.20", *["0.20"] * 4, "-0.20", "-0.53", "-0.53", "1"]
    assert texts(NEURON, RED) == wanted
    assert texts(NEURON, "#222222")[5:] == ["*", "*", "+", "+", "*-1", "exp", "+1", "1/x"]


@pytest.mark.parametrize(
    ("text", "label"),
    [("2 ** x", "2**x"), ("x - 1", "−1"), ("1 - x", "1−x"), ("max(0, x)", "max 0"), ("x / 2", "/2"), ("2 + 3", "2+3")],
)
def test_a_constant_stands_in_its_gate(text: str, label: str) -> None:
    assert label in texts(circuit(text, {"x": 3} if "x" in text.replace("max", "") else {}), "#222222")


def test_shapes_stand_for_arrays() -> None:
    assert texts(circuit("W @ X", W="5x10", X="10x3"), GREEN) == ["5x10", "10x3", "5x3"]
    assert texts(circuit("w @ x", w=[2, -3], x=[1, 2]), GREEN) == ["[2, -3]", "[1, 2]", "-4"]


@pytest.mark.parametrize("text", ["5", "x", "x * x", "x + x + x"])
def test_the_smallest_circuits_are_drawn(text: str) -> None:
    assert texts(circuit(text, {"x": 2} if "x" in text else {}), GREEN)


def test_names_are_escaped() -> None:
    assert "max(a, b) &lt;" not in svg(circuit("max(a, b)", a=1, b=2))
    assert ET.fromstring(svg(circuit("x" + " + x" * 100, x=1))).tag == f"{SVG}svg"  # noqa: S314


def test_a_tree_is_drawn_without_crossings() -> None:
    rng = Random(0)  # noqa: S311  no secret
    for _ in range(50):
        reads: list[list[int]] = [[] for _ in range(rng.randint(1, 12))]
        loose = list(range(len(reads)))
        while len(loose) > 1:
            taken = [loose.pop(rng.randrange(len(loose))) for _ in range(min(len(loose), rng.choice((1, 2, 2))))]
            reads.append(taken)
            loose.append(len(reads) - 1)
        found = layout(reads)
        layers: list[list[tuple[int, int]]] = [[] for _ in range(max(found.columns) + 1)]
        for point in sorted(found.heights, key=found.heights.__getitem__):
            layers[point[1]].append(point)
        right: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for node, read in enumerate(reads):
            for each in read:
                right.setdefault((each, found.columns[node] - 1), []).append((node, found.columns[node]))
            for column in range(found.columns[node], found.last[node]):
                right.setdefault((node, column), []).append((node, column + 1))
        assert crossings(layers, right) == 0


def test_nodes_keep_their_distance() -> None:
    found = circuit("tanh(relu(a*x + b*y + c)*u + relu(d*x + e*y + f)*v) - max(x*y, 0) + log(x**2 + 1)",
                    dict.fromkeys("abcdefuvxy", 0.5))  # fmt: skip
    boxes = [tuple(map(float, box)) for box in re.findall(r'<rect x="(.*?)" y="(.*?)" width="(.*?)"', svg(found))]
    assert len(boxes) == len(found.gates) > 15
    for place, (x, y, width) in enumerate(boxes):
        for other_x, other_y, other_width in boxes[:place]:
            assert x + width <= other_x or other_x + other_width <= x or abs(y - other_y) >= 50


def test_a_notebook_shows_picture_and_tables() -> None:
    shown = NEURON._repr_html_()
    assert "<svg" in shown
    assert shown.count("<table>") == 2
    assert "centred differences" in shown
    assert "5x10" in circuit("W @ X", W="5x10", X="10x3")._repr_html_().partition("<svg")[2].partition("</svg>")[0]

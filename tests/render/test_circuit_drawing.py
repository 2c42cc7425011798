"""Drawings of circuits: what they say, and that nothing lies on anything: labels, wires, forks, boxes."""

from collections.abc import Iterator
from itertools import combinations
from random import Random
from xml.etree import ElementTree as ET

import pytest

from netcalc import Circuit, SpecError, circuit
from netcalc.render.pictures.circuit import picture
from netcalc.render.pictures.circuit.lines import lines_of
from netcalc.render.pictures.circuit.nodes import nodes_of
from netcalc.render.pictures.colours import DARK, LIGHT, Colours
from netcalc.render.pictures.drawing import Box, Dot, Drawing, Path, Point, Words, edges
from netcalc.render.pictures.layout import crossings, layout
from netcalc.render.pictures.svg import svg
from tests.circuits.test_slides import EIGHT
from tests.support.circuits import drawn

SVG = "{http://www.w3.org/2000/svg}"
NEURON = circuit("1 / (1 + exp(-(w0*x0 + w1*x1 + w2)))", w0=2, x0=-1, w1=-3, x1=-2, w2=-3)
PICTURES = {
    "the sigmoid neuron": NEURON,
    "eight stages": circuit(EIGHT, form="grouped"),
    "eight max gates with forks": circuit(
        "a = max(x, y); b = max(y, z); c = max(z, w); d = max(w, x); e = max(a, b); g = max(c, d); h = max(e, a); "
        "f = max(g, h) * x", x=1, y=2, z=3, w=4,
    ),
    "a two-layer net": circuit(
        "h = relu(W1 @ X + b1); D = W2 @ h + b2", W1="5x4", X="4x3", b1="5x1", W2="2x5", b2="2x1"
    ),
    "a chain of 25": circuit("tanh(" * 24 + "x*w" + ")" * 24, x=0.5, w=2),
    "operands": circuit("x*(y/x) - y**x", x=2, y=8),
    "a recurrence": circuit(
        "\n".join(f"h{i} = tanh(w{i}*h{i - 1} + b)" for i in range(1, 9)) + "\nf = h8*h1",
        {"h0": 0.5, "b": 0.1, **{f"w{i}": 1.1 for i in range(1, 9)}},
    ),
    "a wide tree": circuit(
        "tanh(relu(a*x + b*y + c)*u + relu(d*x + e*y + f)*v) - max(x*y, 0) + log(x**2 + 1)",
        dict.fromkeys("abcdefuvxy", 0.5),
    ),
    "places": circuit("w = [2,-3,-3]; x = [-1,-2]; f = σ(w[0]*x[0] + w[1]*x[1] + w[2])"),
    "a number": circuit("5"),
    "one name": circuit("x", x=2),
    "squares": circuit("x * x + x * x", x=3),
}  # fmt: skip


def texts(found: Circuit, role: str, size: float = 14.0) -> list[str]:
    return [
        mark.text for mark in picture(found).marks if isinstance(mark, Words) and (mark.role, mark.size) == (role, size)
    ]


def test_it_shows_what_the_slide_shows() -> None:
    assert texts(NEURON, "value") == ["2", "-1", "-3", "-2", "-3", "-2", "6", "4", "1", "-1", "0.37", "1.37", "0.73"]
    wanted = ["-0.20", "0.39", "-0.39", "-0.59", "0.20", *["0.20"] * 4, "-0.20", "-0.53", "-0.53", "1"]
    assert texts(NEURON, "gradient") == wanted
    assert texts(NEURON, "ink")[5:] == ["*", "*", "+", "+", "*-1", "exp", "+1", "1/x"]


def test_gates_and_stages_have_their_names() -> None:
    assert "add1" in texts(NEURON, "soft", 11.5)
    assert texts(PICTURES["eight stages"], "ink", 11.5) == [
        "sigy",
        "num",
        "sigx",
        "xpy",
        "xpysqr",
        "den",
        "invden",
        "f",
    ]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2 ** x", "2**x"), ("x - 1", "−1"), ("1 - x", "1−x"), ("max(0, x)", "max 0"), ("x / 2", "/2"),
        ("2 + 3", "2+3"),
        ("y / x", "y / x"), ("x - y", "x − y"), ("y ** x", "y ** x"), ("(x*y) - (x+y)", "mul1 − add1"),
    ],
)  # fmt: skip
def test_a_gate_shows_its_constant_or_which_operand_is_first(text: str, label: str) -> None:
    at = {name: value for name, value in {"x": 3, "y": 2}.items() if name in text.replace("max", "")}
    assert label in texts(circuit(text, at), "ink")


def test_where_the_operands_are_too_long_their_wires_are_in_order() -> None:
    """y stands below x, and yet its wire enters above."""
    found = picture(circuit("long_name_x * (longer_name_y / long_name_x)", long_name_x=2, longer_name_y=8))
    boxes = [mark for mark in found.marks if isinstance(mark, Box)]
    ends = [
        path.steps[-1][-1][1] for path in paths(found) if abs(path.steps[-1][-1][0] - boxes[0].x + boxes[0].half) < 4
    ]
    assert boxes[0].y - 10 < min(ends) < boxes[0].y < max(ends)
    assert any(isinstance(mark, Words) and "upper wire is the first" in mark.text for mark in found.marks)


def test_forks_are_dots_with_what_each_branch_brings() -> None:
    found = circuit("x*x + x", x=3)
    assert sum(isinstance(mark, Dot) for mark in picture(found).marks) == 1
    assert texts(found, "gradient", 11.5)[:3] == ["3", "3", "1"]


def test_shapes_stand_for_arrays() -> None:
    assert texts(circuit("W @ X", W="5x10", X="10x3"), "value") == ["5x10", "10x3", "5x3"]
    assert texts(circuit("w @ x", w=[2, -3], x=[1, 2]), "value") == ["[2, -3]", "[1, 2]", "-4"]


def test_the_lines_of_a_folded_circuit_are_about_equally_wide() -> None:
    """The second line of three layers was a third of the first."""
    layers = "h1 = σ(W1 @ x + b1); h2 = σ(W2 @ h1 + b2); σ(W3 @ h2 + b3)"
    at = {"W1": "4x3", "x": "3x1", "b1": "4x1", "W2": "4x4", "b2": "4x1", "W3": "1x4", "b3": "1x1"}
    lines = lines_of(nodes_of(circuit(layers, at)))
    widths = [sum(line.entries) + 2 * sum(line.halves) + sum(line.stubs) for line in lines]
    assert len(lines) == 2
    assert min(widths) > max(widths) * 0.8


def test_a_name_that_is_wider_than_a_line_stands_on_one_all_the_same() -> None:
    """Its inputs went with it, and the line before it was empty, which could not be laid out."""
    found = picture(circuit(f"n{'x' * 200} = W @ X", W="2x2", X="2x2"))
    assert {"W", "X", "W @ X"} <= {mark.text for mark in found.marks if isinstance(mark, Words)}


def test_a_long_circuit_is_folded() -> None:
    found = picture(PICTURES["a chain of 25"])
    assert found.width < 1_300
    written = [mark.text for mark in found.marks if isinstance(mark, Words)]
    onward = [text for text in written if text.endswith("▸")]
    assert len(onward) >= 2
    assert [f"▸ {text[:-2]}" for text in onward] == [text for text in written if text.startswith("▸ t")]


def paths(found: Drawing) -> list[Path]:
    return [mark for mark in found.marks if isinstance(mark, Path)]


def points(path: Path) -> Iterator[Point]:
    """Walk along a wire."""
    at = path.start
    for step in path.steps:
        for place in range(1, 21):
            t = place / 20
            if len(step) == 1:
                yield at[0] + t * (step[0][0] - at[0]), at[1] + t * (step[0][1] - at[1])
            else:
                weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
                corners = (at, *step)
                yield (
                    sum(w * corner[0] for w, corner in zip(weights, corners, strict=True)),
                    sum(w * corner[1] for w, corner in zip(weights, corners, strict=True)),
                )
        at = step[-1]


def apart(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def holds(found: Drawing) -> None:
    """Nothing lies on anything."""
    words = [mark for mark in found.marks if isinstance(mark, Words) and mark.text]
    boxes = [mark for mark in found.marks if isinstance(mark, Box)]
    walked = [list(points(path)) for path in paths(found)]
    for one, other in combinations(words, 2):
        assert apart(edges(one), edges(other)), (one, other)
    for text in words:
        left, top, right, bottom = edges(text)
        assert left >= 0
        assert right <= found.width
        assert 0 <= top < bottom <= found.height
        for box in boxes:
            inside = text.middle and abs(text.x - box.x) < 1 and abs(text.y - box.y) < 10
            assert inside or apart((left, top, right, bottom), around(box)), (text, box)
        for walk in walked:
            assert not any(left < x < right and top < y < bottom for x, y in walk), text
    for one_box, other_box in combinations(boxes, 2):
        assert apart(around(one_box), around(other_box))
    for box in boxes:
        left, top, right, bottom = around(box)
        for walk in walked:
            assert not any(left + 4 < x < right - 1 and top < y < bottom for x, y in walk), box
    for dot in (mark for mark in found.marks if isinstance(mark, Dot)):
        for path, walk in zip(paths(found), walked, strict=True):
            own = (dot.x, dot.y) in (path.start, path.steps[-1][-1])
            assert own or all((x - dot.x) ** 2 + (y - dot.y) ** 2 > 16 for x, y in walk), (dot, path)


def around(box: Box) -> tuple[float, float, float, float]:
    return box.x - box.half, box.y - box.high, box.x + box.half, box.y + box.high


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_lies_on_anything(name: str) -> None:
    holds(picture(PICTURES[name]))


def test_nothing_lies_on_anything_in_random_circuits() -> None:
    rng = Random(1)  # noqa: S311  no secret
    for number in range(25):
        given = drawn(rng, 2 + number % 7)
        try:
            found = circuit(given.text, given.at)
        except SpecError:
            continue
        holds(picture(found))


@pytest.mark.parametrize("theme", ["auto", "light", "dark", "page"])
def test_every_theme_is_well_formed_and_says_what_it_shows(theme: str) -> None:
    written = svg(picture(PICTURES["eight stages"]), theme)
    root = ET.fromstring(written)  # noqa: S314  our own text
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title", "").startswith("x = 3")
    assert "that works out f. Forward: " in root.findtext(f"{SVG}desc", "")
    assert ("prefers-color-scheme" in written) == (theme == "auto")
    assert (DARK.paper in written) == (theme in ("auto", "dark"))


def contrast(one: str, other: str) -> float:
    """WCAG's ratio of two colours."""

    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    first, second = sorted((light(one), light(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_what_is_written_can_be_read(colours: Colours) -> None:
    for role in ("ink", "soft", "value", "gradient", "fault"):
        assert contrast(getattr(colours, role), colours.paper) >= 4.5
    for role in ("given", "sliding", "pooled", "dense", "plain"):
        assert contrast(colours.ink, getattr(colours, role)) >= 4.5


def test_names_are_escaped() -> None:
    assert "max(a, b) &lt;" not in svg(picture(circuit("max(a, b)", a=1, b=2)))
    assert ET.fromstring(svg(picture(circuit("x" + " + x" * 100, x=1)))).tag == f"{SVG}svg"  # noqa: S314


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
        right: dict[tuple[int, int], list[tuple[tuple[int, int], float]]] = {}
        for node, read in enumerate(reads):
            for port, each in enumerate(read):
                end = ((node, found.columns[node]), port / 10)
                right.setdefault((each, found.columns[node] - 1), []).append(end)
            for column in range(found.columns[node], found.last[node]):
                right.setdefault((node, column), []).append(((node, column + 1), 0.0))
        assert crossings(layers, right) == 0


def test_nodes_keep_their_distance() -> None:
    found = PICTURES["a wide tree"]
    boxes = [mark for mark in picture(found).marks if isinstance(mark, Box)]
    assert len(boxes) == len(found.gates) > 15
    for one, other in combinations(boxes, 2):
        assert abs(one.x - other.x) >= one.half + other.half or abs(one.y - other.y) >= 50


def test_a_notebook_shows_picture_and_tables() -> None:
    shown = NEURON._repr_html_()
    assert "<svg" in shown
    assert "currentColor" in shown
    assert shown.count("<table>") == 2
    assert "centred differences" in shown
    assert "5x10" in circuit("W @ X", W="5x10", X="10x3")._repr_html_().partition("<svg")[2].partition("</svg>")[0]

"""Pictures of networks: what they say is what the report says, and nothing lies on anything."""

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from netcalc.calculator.calculator import calculate
from netcalc.network.bundle import bundled, load
from netcalc.network.network import Network, View
from netcalc.render.pictures.drawing import Box, Circle, Drawing
from netcalc.render.pictures.drawing import Path as Wire
from netcalc.render.pictures.network.views import VIEWS, nodes, picture, suiting
from netcalc.render.pictures.svg import svg
from netcalc.report.fold import folded
from netcalc.report.report import Report
from tests.support.any_graphs import drawn
from tests.support.drawings import lying_on_another, off_the_sheet, through_boxes, words
from tests.support.running import ROOT

SVG = "{http://www.w3.org/2000/svg}"
VOLUME = re.compile(r"\d+(x\d+)+")
MOST_BYTES = 300_000


def report_of(layers: list[object], given: str = "8x8x3", **fields: object) -> Report:
    return calculate(Network(input=given, layers=layers, **fields))


def sound(drawing: Drawing) -> ET.Element:
    """Nothing lies on anything, and what is written is sound; give it."""
    assert not lying_on_another(drawing)
    assert not off_the_sheet(drawing)
    written = svg(drawing)
    assert len(written.encode()) < MOST_BYTES
    return ET.fromstring(written)  # noqa: S314  our own text


@pytest.mark.parametrize("name", bundled())
def test_every_bundled_network_is_drawn_with_the_volumes_of_its_report(name: str) -> None:
    report = calculate(load(name))
    drawing = picture(report)
    root = sound(drawing)
    assert root.findtext(f"{SVG}title", "").startswith(str(report.name))
    assert root.findtext(f"{SVG}desc")
    texts = [each.text or "" for each in root.iter(f"{SVG}text")]
    known = {str(layer.output) for layer in report} | set(map(str, report.inputs.values()))
    assert {text for text in texts if VOLUME.fullmatch(text)} <= known
    leaving = {str(each.output) for each in report.outputs}
    if suiting(report) != "neurons":
        assert leaving <= set(texts)
    assert not through_boxes(drawing)


@pytest.mark.parametrize("view", ["volumes", "graph"])
@pytest.mark.parametrize("name", ["resnet18", "siamese-koch", "r2plus1d-18", "gru-text"])
def test_every_view_can_be_drawn_of_every_network(name: str, view: View) -> None:
    sound(picture(calculate(load(name)), view))


def test_each_node_says_the_volume_of_its_last_layer() -> None:
    report = calculate(load("inception-v3"))
    parts = nodes(report, 2)
    wanted = Counter(str(report[part.layers[-1].name].output) for part in parts if part.layers)
    texts = Counter(word.text for word in words(picture(report, "graph", 2)))
    assert sum(len(part.layers) for part in parts) == len(report.layers)
    assert not wanted - texts


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("lenet5", "volumes"), ("vgg16", "volumes"), ("bilstm", "volumes"), ("mlp-3-4-2", "neurons"),
        ("cifar10-mlp", "neurons"), ("resnet18", "graph"), ("unet", "graph"), ("siamese-koch", "graph"),
    ],
)  # fmt: skip
def test_what_suits_a_network(name: str, view: str) -> None:
    assert suiting(calculate(load(name))) == view


def test_the_slides_3_4_4_1_net() -> None:
    """Slide 16 of the lecture on nets: 3 inputs, two hidden layers of 4, one output; 12 + 16 + 4 = 32 weights."""
    drawing = picture(calculate(load("mlp-3-4-4-1")))
    circles = Counter(mark.x for mark in drawing.marks if isinstance(mark, Circle))
    assert [count for _, count in sorted(circles.items())] == [3, 4, 4, 1]
    assert sum(isinstance(mark, Wire) for mark in drawing.marks) == 3 * 4 + 4 * 4 + 4 * 1
    captions = [word.text for word in words(drawing) if word.text.endswith("layer") or "hidden" in word.text]
    assert captions == ["input layer", "hidden layer 1", "hidden layer 2", "output layer"]


@pytest.mark.parametrize(("units", "circles"), [(16, 16), (17, 14)])
def test_of_more_than_16_neurons_dots_stand_for_the_rest(units: int, circles: int) -> None:
    drawing = picture(report_of([{"fc": units}], "2"))
    assert sum(isinstance(mark, Circle) for mark in drawing.marks) == 2 + circles
    assert any("dots stand for the rest" in word.text for word in words(drawing)) == (units > 16)


def test_edges_are_as_their_weights() -> None:
    shares = {(0, 0): 1.0, (0, 1): -0.5, (1, 0): 0.0, (1, 1): float("nan")}
    drawing = picture(report_of([{"fc": 2}], "2"), strength=lambda _, neuron, value: shares[neuron, value])
    wires = [mark for mark in drawing.marks if isinstance(mark, Wire)]
    assert [wire.role for wire in wires] == ["plus", "minus", "plus", "fault"]
    assert wires[0].width > wires[1].width > wires[2].width
    assert wires[3].dashed


def test_a_window_is_drawn_into_the_volume_that_it_reads() -> None:
    def windows(layer: object) -> int:
        marks = picture(report_of([layer]), "volumes").marks
        return sum(getattr(mark, "role", "") == "window" and getattr(mark, "fill", "") == "window" for mark in marks)

    assert windows({"conv": {"filters": 2, "size": 3}}) == windows({"pool": 2}) == 1
    assert windows({"fc": 3}) == windows({"conv_transpose": {"filters": 2, "size": 3}}) == 0


def test_what_has_no_volume_is_marked() -> None:
    report = report_of([{"conv": {"filters": 2, "size": 50}}, "relu", {"fc": 2}])
    for view in ("volumes", "graph"):
        drawing = picture(report, view)
        sound(drawing)
        said = [word.text for word in words(drawing)]
        assert "error:" in " ".join(said)
        assert "window-too-large" in " ".join(said)
        assert said.count("-") == 3


def test_a_part_that_repeats_is_told_once() -> None:
    unit = {"residual": [{"conv": {"filters": 3, "size": 3, "pad": 1}}, "relu"]}
    report = report_of([{"repeat": {"times": 50, "layers": [unit]}}])
    parts = nodes(report, None)
    assert [part.name for part in parts] == ["input", "conv1", "add1", "conv2 … add50"]
    assert parts[-1].words == ("the same again, 49 times", "147 layers")


def test_100_000_layers_are_folded() -> None:
    layers = [{"fc": 2 + number % 7 + number % 11} for number in range(1_000)]
    report = report_of([{"repeat": {"times": 100, "layers": layers}}], "3")
    for view in ("volumes", "graph"):
        drawing = picture(report, view)
        sound(drawing)
        assert any(word.text.endswith(" layers") or word.text == "folded" for word in words(drawing))


@pytest.mark.parametrize("seed", range(20))
def test_nothing_lies_on_anything_in_random_graphs(seed: int) -> None:
    report = calculate(Network(**drawn(seed)))
    for view in ("volumes", "graph"):
        found = picture(report, view)
        sound(found)
        assert not through_boxes(found)


def test_neurons_are_not_folded() -> None:
    report = calculate(load("mlp-3-4-2"))
    assert any("log scale" in word.text for word in words(picture(report, None, 1)))
    with pytest.raises(ValueError, match="neurons cannot be folded"):
        picture(report, "neurons", 1)


def test_of_many_branches_a_graph_is_folded() -> None:
    branches = [[{"conv": {"filters": 2, "size": 3}}, "relu", {"conv": {"filters": 1, "size": 1}}]] * 40
    drawing = picture(report_of([{"parallel": {"branches": branches}}]))
    assert [word.text for word in words(drawing) if word.strong][1:] == ["input", "conv1 … concat1"]


def test_a_title_is_text() -> None:
    name = "<script>alert('&\"')</script> \x07 \u202e 網路 " + "long " * 60
    root = sound(picture(report_of([{"conv": {"filters": 2, "size": 3}}], name=name)))
    assert root.find(f".//{SVG}script") is None
    assert "<script>alert('&\"')</script>" in root.findtext(f"{SVG}title", "")


def test_a_box_for_each_node_and_none_on_another() -> None:
    report = calculate(load("googlenet"))
    boxes = [mark for mark in picture(report).marks if isinstance(mark, Box) and mark.high > 6]
    assert len(boxes) == len(nodes(report, None))
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            assert abs(one.x - other.x) >= one.half + other.half or abs(one.y - other.y) >= one.high + other.high


@pytest.mark.parametrize(
    ("layers", "reason"),
    [
        ([{"conv": {"filters": 2, "size": 3}}], "conv1 does not"),
        (["relu"], "where there are some"),
        ([{"fc": 2}] * 30, "at most 24 layers"),
    ],
)
def test_why_neurons_are_not_drawn(layers: list[object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        picture(report_of(layers), "neurons")


def test_another_view_is_refused() -> None:
    with pytest.raises(ValueError, match=f"drawn as {', '.join(VIEWS)}, not as 'cubes'"):
        picture(report_of([{"fc": 2}]), "cubes")


@pytest.mark.parametrize(("name", "depth"), [("lenet5", None), ("mlp-3-4-2", None), ("resnet18", 2)])
def test_the_guides_pictures_are_as_they_are_drawn(
    request: pytest.FixtureRequest, name: str, depth: int | None
) -> None:
    path = ROOT / "examples" / "pictures" / f"{name}.svg"
    drawn = svg(picture(calculate(load(name)), depth=depth))
    if request.config.getoption("--refresh"):
        path.write_text(drawn, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == drawn


def test_a_folded_report_shows_itself() -> None:
    """Its rows name layers that are in a block, and stand in no row."""
    report = folded(calculate(load("ddpm-cifar10")), 1)
    assert "up-d" in report._repr_html_().partition("</svg>")[0]


def test_a_network_draws_itself(tmp_path: Path) -> None:
    network = load("lenet5")
    network.draw(tmp_path / "net.svg", as_="graph", depth=1, theme="dark")
    assert "LeNet-5" in (tmp_path / "net.svg").read_text(encoding="utf-8")
    for shown in (network._repr_html_(), calculate(network)._repr_html_()):
        assert "currentColor" in shown
        assert "28x28x6" in shown

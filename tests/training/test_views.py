"""What a trained net looks like: the arrays behind a figure, and the figure's panels and files."""

import re
from pathlib import Path

import numpy as np
import pytest

from netcalc import Network
from netcalc.reference import ReferenceNet
from netcalc.render.pictures.training.figure import figure, with_maps
from netcalc.render.pictures.training.files import draw
from netcalc.training import Run, train
from netcalc.training.maps import Mapped, maps
from netcalc.training.views import bent, curve, plane, values
from tests.support.running import Run as Running

PLANE = Network(input=2, layers=[{"fc": 6}, "relu", {"fc": 2}])
CURVE = Network(input=1, layers=[{"fc": 6}, "tanh", {"fc": 1}])


@pytest.fixture(scope="module")
def learned() -> Run:
    return train(PLANE, "moons", epochs=2)


@pytest.fixture(scope="module")
def drawn(learned: Run, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("drawn") / "run.svg"
    draw(learned, path)
    return path.read_text(encoding="utf-8")


def titles(run: Run) -> list[str]:
    return [axes.get_title() for axes in figure(run).axes]


def test_a_figure_has_a_panel_for_all_there_is_to_see(learned: Run) -> None:
    always = ["loss", "accuracy", "update / weight"]
    assert titles(learned) == [
        *always, "boundary", "the plane, as relu1 bends it", "values of the activations",
    ]  # fmt: skip
    bare = train(CURVE, "sine", epochs=1)
    assert titles(bare) == ["loss", "update / weight", "the curve it learned", "values of the activations"]
    digits = train(Network(input="8x8x1", layers=[{"fc": 10}]), "digits", epochs=1, samples=50)
    assert titles(digits) == [*always, "first-layer weights"]


# x1 > 0 is what this neuron says.
def test_the_boundary_is_what_the_net_says_of_each_place() -> None:
    net = ReferenceNet(Network(input=2, layers=[{"fc": 1}], loss="logistic"))
    net.load({"fc1.weight": np.array([[1.0, 0.0]]), "fc1.bias": np.zeros(1)})
    found = plane(train(net, "xor", epochs=0))
    assert found is not None
    assert (found.said == (found.across > 0)[None, :]).all()


def test_a_hidden_layer_of_two_units_is_shown_as_it_is() -> None:
    network = Network(input=2, layers=[{"fc": 2}, "relu", {"fc": 2}])
    run = train(network, "xor", epochs=0)
    found = bent(run)
    assert found is not None
    assert run.shares is not None
    run.net.forward(run.shares.training.x)
    assert found.exact
    assert np.allclose(found.points, run.net.value(1))


def test_the_curve_and_the_values() -> None:
    run = train(CURVE, "sine", epochs=0)
    found = curve(run)
    assert found is not None
    assert np.allclose(found.made, run.net.forward(found.at[:, None])[:, 0])
    assert curve(train(PLANE, "moons", epochs=0)) is None
    assert sum(values(run)[0].counts) == pytest.approx(1)


PICTURES = Network(
    input="8x8x1", layers=[{"conv": {"filters": 3, "size": 3}}, "relu", {"pool": {"size": 2}}, {"fc": 10}]
)


def test_activation_maps_are_the_values_of_each_layer_on_one_example() -> None:
    run = train(PICTURES, "digits", epochs=0, samples=50)
    found = maps(run)
    assert [layer.layer for layer in found] == ["input", "conv1", "relu1", "pool1"]
    assert run.shares is not None
    assert run.shares.validation is not None
    run.net.forward(run.shares.validation.x[:1])
    assert all(np.array_equal(layer.maps, run.net.value(place - 1)[0]) for place, layer in enumerate(found))
    assert maps(train(PLANE, "moons", epochs=0)) == []
    assert [axes.get_title() for axes in with_maps(Mapped(run)).axes] == [
        "values of the activations",
        "first-layer weights",
        "input",
        *(f"{n}1: 3 slices" for n in ("conv", "relu", "pool")),
    ]


def test_maps_are_written_in_signs_where_no_picture_is_asked_for(run: Running) -> None:
    words = "train: {data: digits, epochs: 0, samples: 50}"
    spec = f"input: 8x8x1\nlayers: [conv: {{filters: 3, size: 3}}, relu, fc: 10]\n{words}\n"
    made = run("train", "-", "--maps", stdin=spec)
    assert made.status == 0
    assert "relu1, 6x6x3" in made.out
    flat = run("train", "-", "--data", "xor", "--epochs", "0", "--maps", stdin="input: 2\nlayers: [fc: 2]\n")
    assert "there are no activation maps" in flat.out


@pytest.mark.parametrize("ending", ["png", "pdf", "html"])
def test_a_run_is_drawn_into_a_file(learned: Run, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"run.{ending}"
    draw(learned, path)
    begins = {"png": b"\x89PNG", "pdf": b"%PDF", "html": b"<!doctype html>"}[ending]
    assert path.read_bytes().startswith(begins)
    if ending == "html":
        text = path.read_text(encoding="utf-8")
        assert "<svg" in text
        assert "healthy" in text or "rate" in text
        assert "src=" not in text


def test_the_same_run_is_drawn_the_same_and_a_notebook_shows_it(learned: Run, drawn: str) -> None:
    assert drawn.startswith("<svg")
    assert drawn in learned._repr_html_()
    with pytest.raises(ValueError, match="ends in none of"):
        draw(learned, "run.gif")


def test_a_picture_follows_its_reader_into_the_dark(drawn: str) -> None:
    """Nothing that is black or white stands in a style, which no rule for dark pages goes before."""
    assert 'role="img" aria-label="' in drawn
    assert "prefers-color-scheme: dark" in drawn
    assert not re.search(r'style="[^"]*#(?:000000|ffffff)', drawn)
    assert 'class="paper-fill" fill="#ffffff"' in drawn


def test_no_key_lies_on_a_panel(learned: Run) -> None:
    figure = learned.plot()
    figure.canvas.draw()
    keys = [(axes, key) for axes in figure.axes for key in [axes.get_legend()] if key is not None]
    assert len(keys) >= 3
    for axes, key in keys:
        assert key.get_window_extent().y1 <= axes.get_window_extent().y0

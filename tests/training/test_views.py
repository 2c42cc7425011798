"""What a trained net looks like: the arrays behind a figure, and the figure's panels and files."""

from pathlib import Path

import numpy as np
import pytest

from netcalc import Network
from netcalc.reference import ReferenceNet
from netcalc.render.pictures.training.figure import figure
from netcalc.render.pictures.training.files import draw
from netcalc.training import Run, train
from netcalc.training.views import bent, curve, plane, values

PLANE = Network(input=2, layers=[{"fc": 6}, "relu", {"fc": 2}])
CURVE = Network(input=1, layers=[{"fc": 6}, "tanh", {"fc": 1}])


@pytest.fixture(scope="module")
def run() -> Run:
    return train(PLANE, "moons", epochs=2)


def titles(run: Run) -> list[str]:
    return [axes.get_title() for axes in figure(run).axes]


def test_a_figure_has_a_panel_for_all_there_is_to_see(run: Run) -> None:
    always = ["loss", "accuracy", "update / weight"]
    assert titles(run) == [
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


@pytest.mark.parametrize("ending", ["svg", "png", "pdf", "html"])
def test_a_run_is_drawn_into_a_file(run: Run, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"run.{ending}"
    draw(run, path)
    begins = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF", "html": b"<!doctype html>"}[ending]
    assert path.read_bytes().startswith(begins)
    if ending == "html":
        text = path.read_text(encoding="utf-8")
        assert "<svg" in text
        assert "healthy" in text or "rate" in text
        assert "src=" not in text


def test_the_same_run_is_drawn_the_same_and_a_notebook_shows_it(run: Run, tmp_path: Path) -> None:
    draw(run, tmp_path / "run.svg")
    assert (tmp_path / "run.svg").read_text(encoding="utf-8") in run._repr_html_()
    with pytest.raises(ValueError, match="ends in none of"):
        draw(run, "run.gif")

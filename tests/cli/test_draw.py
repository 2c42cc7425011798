"""`netcalc draw`: what it writes where, and what it says where it cannot."""

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from netcalc.calculator.calculator import calculate
from netcalc.network.bundle import load
from netcalc.network.network import Network
from netcalc.render.pictures.network.dot import dot
from netcalc.render.pictures.network.mermaid import mermaid
from tests.support.running import Run

STARTS = {
    "svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF", "tex": b"% 3-4-2", "mmd": b"flowchart TD", "dot": b"digraph {",
}  # fmt: skip
HOSTILE = 'a "quote" & <b> \\n {x} `y` %%{init}%% #lt; $1_2^3~ \\end{document} ; end'


@pytest.mark.parametrize("ending", STARTS)
def test_each_form_is_written(run: Run, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"net.{ending}"
    done = run("draw", "mlp-3-4-2", "-o", str(path))
    assert (done.status, done.out, done.err) == (0, "", "")
    assert path.read_bytes().startswith(STARTS[ending])


def test_without_a_file_it_is_svg_on_standard_output(run: Run) -> None:
    done = run("draw", "lenet5", "--as", "graph")
    assert done.status == 0
    texts = [each.text for each in ET.fromstring(done.out).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314
    assert texts.count("28x28x6") == 1


def test_an_invalid_network_is_drawn_and_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "net.yaml"
    path.write_text("input: 4x4x1\nlayers:\n  - conv: {filters: 2, size: 9}\n", encoding="utf-8")
    done = run("draw", str(path))
    assert done.status == 1
    assert "window-too-large" in done.err
    assert done.out.endswith("</svg>\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lenet5", "-o", "net.gif"], "net.gif ends in none of .svg .png .pdf .tex .mmd .dot"),
        (["lenet5", "-o", "nowhere/net.svg"], "there is no folder"),
        (["lenet5", "-o", "nowhere/net.dot"], "there is no folder"),
        (["lenet5", "--as", "neurons"], "read all values of the one before: conv1 does not"),
        (["lenet5", "--as", "cubes"], "'cubes' is not one of volumes, neurons, graph"),
        (["lenet5", "--as", "volumes", "-o", "net.dot"], "a .dot is text, and has the graph alone"),
        (["lenet5", "--weights", "net.npz"], "weights are shown where neurons are drawn"),
        (["mlp-3-4-2", "--weights", "none.npz"], "none.npz: No such file"),
        (["mlp-3-4-2", "--weights", "net.pkl"], "save a state_dict as .safetensors, .pth or .npz"),
        (["lenet5", "--depth", "0"], "greater than or equal to 1"),
        (["nothing"], "neither a file nor a bundled spec"),
    ],
)
def test_what_cannot_be_done_ends_with_2(run: Run, words: list[str], said: str) -> None:
    done = run("draw", *words)
    assert done.status == 2
    assert said in " ".join(done.err.split())


def test_weights_are_colours_of_edges(run: Run, tmp_path: Path) -> None:
    arrays = {
        "fc1.weight": np.array([[1.0, -1.0]]), "fc1.bias": np.zeros(1),
    }  # fmt: skip
    np.savez(tmp_path / "net.npz", **arrays)
    done = run("draw", "-", "--weights", str(tmp_path / "net.npz"), stdin="input: 2\nlayers: [fc: 1]\n")
    assert done.status == 0, done.err
    assert 'class="l-plus"' in done.out
    assert 'class="l-minus"' in done.out


def test_weights_of_another_network_are_refused(run: Run, tmp_path: Path) -> None:
    np.savez(tmp_path / "net.npz", **{"fc1.weight": np.zeros((2, 2))})
    done = run("draw", "mlp-3-4-2", "--weights", str(tmp_path / "net.npz"))
    assert done.status == 2
    assert "fc1.weight is (2, 2), not (4, 3)" in done.err


@pytest.mark.parametrize("name", ["wavenet", "densenet121", "googlenet"])
def test_mermaid_is_within_its_limits(name: str) -> None:
    text = mermaid(calculate(load(name)), 9)
    assert len(text) <= 50_000
    assert text.count(" --> ") <= 500


def test_mermaid_folds_until_it_fits() -> None:
    """100 layers that each read all before them have 4,950 edges; 500 is the most that Mermaid draws."""
    layers = [{"add": {"from": ["input", *(f"add{before}" for before in range(1, place))]}} for place in range(2, 101)]
    text = mermaid(calculate(Network(input="2", layers=[{"add": ["input", "input"]}, *layers])))
    assert 0 < text.count(" --> ") <= 500
    assert "folded" in text


def test_titles_are_text_in_every_form(tmp_path: Path) -> None:
    network = Network(name=HOSTILE, input="3", layers=[{"fc": 2}])
    report = calculate(network)
    entities = re.sub(r"#(\w+);", lambda found: f"&{'#' * found[1].isdigit()}{found[1]};", mermaid(report))
    assert f"accTitle: {HOSTILE}: 3" in unescape(entities)
    network.draw(tmp_path / "net.tex")
    written = (tmp_path / "net.tex").read_text(encoding="utf-8").partition("\\begin{tikzpicture}")[2]
    assert "\\end{document}" not in written
    assert r"\textbackslash{}end\{document\}" in written


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not here")
def test_graphviz_reads_what_is_written() -> None:
    for network in (load("googlenet"), Network(name=HOSTILE, input="3", layers=[{"fc": 2}])):
        text = dot(calculate(network))
        done = subprocess.run(["dot", "-Tplain"], input=text, capture_output=True, text=True, check=True)  # noqa: S607
        assert done.stdout.count("\nnode ") == text.count(" [label=") - 1
        assert not done.stderr

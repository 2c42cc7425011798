"""The solution: the last step of a number is the number, for every query; LaTeX compiles; pages fit a telephone."""

import shutil
import subprocess
from pathlib import Path

import pytest

from netcalc.course.solution.solved import solve
from netcalc.homework.grading import key
from netcalc.render.document import Document
from netcalc.render.pages.course.solution import answers
from netcalc.render.write import write as text
from netcalc.report.query import LAYER_WORDS, NETWORK_WORDS
from tests.support.browser import chromium
from tests.support.running import ROOT, Run

PDFLATEX = shutil.which("pdflatex")
NO_STEPS = ("name", "kind", "from", "input", "valid", "shares", "buffers", "problems", "receptive_field", "percent")
ODD = """\
title: "Reserved: # $ % & _ { } ~ ^ \\\\ < > | σ ≤ 卷积层 é “x” \\U0001F600"
network: lenet5
questions:
  - {id: "a_b#$%&{}~^", text: "$W_2$ & 100% of #1 {x} \\\\end{verbatim} 卷积层", ask: conv2.output}
  - {id: b, text: "σ?", ask: gradients.x, circuit: {expression: "σ(x² + 1)", at: {x: 0.5}}}
  - {id: c, choices: {a: "~^\\\\", b: "%"}, right: a}
  - {id: d, table: {rows: [conv1, pool1], columns: [output, params.percent, receptive_field.size]}}
  - {id: e, fits: {of: conv1.pad, when: conv1.output == 32x32x6}}
  - {id: f, text: "Does it fit?", ask: conv1.macs,
     network: {input: 7x7x1, layers: [{conv: {filters: 1, size: 3, stride: 3}}]}}
  - {id: g, answer: e*2, depends: e}
  - {id: h, text: "Why?", manual: true}
"""


QUERIES = [*(f"conv2.{word}" for word in LAYER_WORDS), *NETWORK_WORDS]
NO_VALUE = ("shares", "note", "receptive_field_is")


@pytest.mark.parametrize("query", [query for query in QUERIES if not query.endswith(NO_VALUE)])
def test_the_last_step_of_a_number_is_the_number(query: str) -> None:
    made = key({"network": "lenet5", "questions": [{"id": "q", "ask": query}]})
    [question] = solve(made)
    right, steps = made.solutions["q"].right, [step for each in question.solved[0].worked for step in each.steps]
    if steps and not query.endswith("percent"):
        value = steps[-1].value
        assert value in (right, *(right if isinstance(right, tuple) else ())) or query == "conv2.receptive_field"
    elif not any(word in query for word in NO_STEPS):
        assert right in (0, None), f"{query} has no steps"


def test_a_sum_is_worked_out_layer_by_layer() -> None:
    made = key({"network": "lenet5", "questions": [{"id": "q", "ask": "totals.params"}]})
    [question] = solve(made)
    assert [each.of for each in question.solved[0].worked] == ["conv1", "conv2", "fc1", "fc2", "fc3", "totals"]


def test_of_a_large_network_blocks_are_added_up() -> None:
    made = key({"network": "resnet50", "questions": [{"id": "q", "ask": "totals.params"}]})
    [question] = solve(made)
    parts = [step.value for each in question.solved[0].worked[:-1] for step in each.steps]
    assert sum(part for part in parts if isinstance(part, int)) == made.solutions["q"].right
    assert [each.of for each in question.solved[0].worked][:2] == ["conv1", "conv2_x"]


def test_a_circuit_is_walked_through_once() -> None:
    walked = [each for each in solve(key(ROOT / "examples/homework/lecture5.yaml")) if each.posed.about]
    assert [each.walked is None for each in walked] == [each.posed.same_as is not None for each in walked]


def test_the_way_to_a_shape_is_one_of_shapes() -> None:
    circuit = {"expression": "D = X @ W.T", "at": {"X": "2x4", "dD": "2x3"}}
    [question] = solve(key({"questions": [{"id": "q", "ask": "dW.shape", "circuit": circuit}]}))
    said = text(Document(question, lambda: answers(question)), "text")
    assert "W: 3x4, so that the shapes fit" in said
    assert "transpose1 = W.T: 4x3" in said
    assert "dtranspose1 = X.T @ dD: 4x3, as transpose1" in said
    assert "dW = dtranspose1.T: 3x4, as W" in said
    assert "0." not in said  # no numbers that were drawn


@pytest.mark.latex
@pytest.mark.parametrize("command", ["handout", "solve"])
def test_the_latex_compiles(run: Run, tmp_path: Path, command: str) -> None:
    if PDFLATEX is None:
        pytest.skip("no pdflatex: apt-get install texlive-latex-extra texlive-pictures")
    (tmp_path / "odd.yaml").write_text(ODD, encoding="utf-8")
    made = run(command, "odd.yaml", "--format", "latex", "-o", "odd.tex")
    assert (made.status, made.err) == (0, "")
    words = [PDFLATEX, "-interaction=nonstopmode", "-halt-on-error", "odd.tex"]
    compiled = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False, timeout=120)
    assert compiled.returncode == 0, compiled.stdout.decode(errors="replace")[-2000:]


@pytest.mark.browser
def test_a_page_is_no_wider_than_a_telephone_and_asks_for_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_text(ODD, encoding="utf-8")
    run("solve", "odd.yaml", "--format", "html", "-o", "odd.html")
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 360, "height": 800}, color_scheme="dark")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((tmp_path / "odd.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 25, 29)"
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.querySelector('.paper')).fill") == "rgb(255, 255, 255)"
        assert len(asked) == 1
        browser.close()

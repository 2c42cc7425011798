"""One worked example of two inputs, two outputs and shared arrays through the commands: every number by hand."""

import json
from pathlib import Path

import pytest
import yaml

from netcalc import Network, calculate
from netcalc.homework.grading import grade
from tests.support.running import Run

# Two towers of one conv, their difference, and a classifier of it; the difference leaves too.
SPEC = """\
name: T
inputs: {l: 9x9x1, r: 9x9x1}
outputs: [d, f]
layers:
  - conv: {filters: 4, size: 3, name: a, from: l}
  - conv: {filters: 4, size: 3, name: b, from: r, share: a}
  - subtract: {from: [a, b], name: d}
  - fc: {units: 2, name: f}
loss: softmax
"""
CONV, FC = 4 * 3 * 3 + 4, 7 * 7 * 4 * 2 + 2  # params
MACS = 2 * 7 * 7 * 4 * 3 * 3 + 7 * 7 * 4 * 2
SHARE = round(100 * FC / (CONV + FC), 2)


@pytest.fixture
def towers(tmp_path: Path) -> Path:
    path = tmp_path / "towers.yaml"
    path.write_text(SPEC, encoding="utf-8")
    return path


def test_summary_names_both_outputs_and_counts_what_is_shared_once(run: Run, towers: Path) -> None:
    title, *_ = lines = run("summary", towers.name).out.splitlines()
    assert title == "T: 2 inputs: l 9x9x1, r 9x9x1 -> d 7x7x4, f 2, 3 layers with weights, 4 in all"
    (b,) = (line.split() for line in lines if line.startswith("b (conv, as a)"))
    assert "0" in b[5:]
    found = json.loads(run("summary", towers.name, "--format", "json").out)
    assert found["outputs"] == [{"name": "d", "output": [7, 7, 4]}, {"name": "f", "output": [2]}]
    assert found["input"] is None
    assert (found["totals"]["params"], found["totals"]["macs"]) == (CONV + FC, MACS)


def test_verify_and_compare_take_it(run: Run, towers: Path) -> None:
    verified = json.loads(run("verify", towers.name, "--format", "json").out)
    assert verified["passed"]
    assert [layer["params"] for layer in verified["layers"]] == [CONV, 0, 0, FC]
    assert "the loss is softmax of f, the last output" in verified["notes"][0]
    (params,) = (
        line.split() for line in run("compare", towers.name, towers.name).out.splitlines() if "totals.params" in line
    )
    assert params[1:3] == [str(CONV + FC)] * 2


def test_peak_holds_shared_arrays_once() -> None:
    apart = SPEC.replace(", share: a", "")
    one, two = (
        calculate(Network.of(yaml.safe_load(text)), optimizer="adam").memory.moments.training for text in (SPEC, apart)
    )
    assert one is not None
    assert two is not None
    stored = [{line.name: line.values for line in each.always} for each in (one, two)]
    assert [each["weights"] for each in stored] == [each["adam state"] for each in stored] == [CONV + FC, 2 * CONV + FC]
    assert two.bytes - one.bytes >= 3 * 4 * CONV  # weights and two moments; perhaps a gradient


ASKED = ("a.params", "b.params", "totals.params", "b.macs", "d.output", "output", "f.params.percent")


def marked(*answers: object) -> list[tuple[float | None, str | None]]:
    questions = [{"id": ask, "ask": ask} for ask in ASKED]
    found = grade({"network": yaml.safe_load(SPEC), "questions": questions}, dict(zip(ASKED, answers, strict=False)))
    return [(question.score, question.mistake) for question in found.questions]


@pytest.mark.parametrize("share", [f"{SHARE}%", f"{SHARE} %", SHARE])
def test_homework_asks_of_shared_layers_outputs_and_shares(share: object) -> None:
    right = (CONV, 0, CONV + FC, 7 * 7 * 4 * 3 * 3, "7x7x4", "2", share)
    assert [score for score, _ in marked(*right)] == [1] * len(ASKED)


def test_who_counts_a_shared_layer_again_loses_one_mark() -> None:
    found = marked(CONV, CONV, 2 * CONV + FC)
    assert [score for score, _ in found[:3]] == [1, 0, 1]
    assert found[2][1] == "earlier-error-carried-forward"

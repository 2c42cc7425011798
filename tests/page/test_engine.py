"""The page's questions: each answered with what the command line says, whatever is typed."""

import json
import re
from base64 import b64encode
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcalc import calculate, load
from netcalc.network.bundle import bundled, text
from netcalc.network.network import Network
from netcalc.page.engine import NotAsked, lines
from netcalc.page.questions import QUESTIONS
from netcalc.page.questions.telling import told
from netcalc.render.pictures.network.views import picture
from netcalc.render.pictures.svg import svg
from netcalc.text.source import Source
from tests.support.running import ROOT, Run

LENET = text("lenet5")
MISFIT = "input: 7x7x3\nlayers:\n  - conv: {filters: 2, size: 3, stride: 3}\n"
SMALL = "input: 2\nlayers: [{fc: 4}, relu, {fc: 3}]\n"
ASKED: dict[str, dict[str, Any]] = {
    "start": {},
    "spec": {"name": "lenet5"},
    "file": {"name": "net.yaml", "data": b64encode(MISFIT.encode()).decode()},
    "network": {"spec": LENET},
    "report": {"spec": LENET},
    "explanation": {"spec": LENET, "layer": "conv1"},
    "comparison": {"spec": LENET, "other": "alexnet"},
    "picture": {"spec": LENET},
    "circuit": {"expression": "q = x + y\nf = q * z", "values": "x = -2\ny = 5\n\nz = -4"},
    "practice": {"topic": "network", "spec": LENET, "seed": "1", "history": []},
    "answer": {"topic": "strides", "spec": "", "seed": "1", "place": ["strides", 1, 0, 0, False], "given": "150"},
    "working": {"topic": "all", "spec": "", "seed": "1", "place": ["gradients", 2, 0, 5, False]},
    "training": {"spec": SMALL, "data": "spiral:3", "epochs": 2},
}


def ask(question: str, /, **fields: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines(question, json.dumps(fields))]


def test_every_question_is_answered() -> None:
    assert ASKED.keys() == QUESTIONS.keys()
    for name, fields in ASKED.items():
        found = ask(name, **fields)
        assert found, name
        assert "problems" not in found[-1] or name in ("network", "report"), name


def test_the_table_is_that_of_the_command_line(run: Run) -> None:
    (shown,) = ask("network", spec=LENET)
    report = json.loads(run("summary", "lenet5", "--format", "json").out)
    (whole,) = ask("report", spec=LENET)
    assert {**whole, "advice": None} == {**report, "advice": None}  # which names the file
    heads = [head["text"] for head in shown["table"]["heads"]]
    for row, layer in zip(shown["table"]["rows"], report["layers"], strict=True):
        cells = dict(zip(heads, row["cells"], strict=True))
        assert cells["layer"] == row["layer"] == layer["name"]
        assert cells["output"] == "x".join(map(str, layer["output"]))
        assert {word: cells[word] for word in ("neurons", "params", "macs")} == {
            word: f"{layer[word]:,}" for word in ("neurons", "params", "macs")
        }


def test_each_line_says_what_it_makes() -> None:
    conv = "conv: {filters: 4, size: 3, pad: 1}"
    spec = f"input: 8x8x3\nlayers:\n  - repeat:\n      times: 2\n      layers:\n        - {conv}\n  - fc: 2\n"
    (shown,) = ask("network", spec=spec)
    params = (3 * 3 * 3 + 1) * 4 + (3 * 3 * 4 + 1) * 4
    assert [(line["line"], line["text"]) for line in shown["lines"]] == [
        (6, f"8x8x4 · 2 layers · {params} params"),
        (7, f"2 · {8 * 8 * 4 * 2 + 2} params"),
    ]


def test_a_misfit_stands_at_its_place_with_what_would_fit() -> None:
    (shown,) = ask("network", spec=MISFIT)
    (problem,) = shown["problems"]
    assert (problem["code"], problem["line"]) == ("window-does-not-fit", 3)
    assert MISFIT.splitlines()[2][problem["column"] - 1 :][: problem["width"]] == "stride: 3"
    assert "stride 1 or 2 or 4" in problem["hint"]
    assert shown["table"]["rows"][0]["mark"] == "error"


def test_what_is_not_understood_is_an_answer() -> None:
    (found,) = ask("network", spec="input: 7x7x3\nlayers: [dense]\n")
    assert [problem["code"] for problem in found["problems"]] == ["unknown-layer"]


def test_many_layers_are_folded_or_refused() -> None:
    block = "blocks: {b: {layers: [relu, {conv: {filters: 3, size: 1}}]}}\n"
    (shown,) = ask("network", spec=f"input: 4x4x3\n{block}layers: [{{repeat: {{times: 400, layers: [b]}}}}]\n")
    assert [row["layer"] for row in shown["table"]["rows"][:2]] == ["b1", "b2"]
    (found,) = ask("network", spec="input: 3\nlayers: [{repeat: {times: 100000, layers: [relu]}}]\n")
    assert found["problems"][0]["code"] == "limit-exceeded"


def test_a_text_that_is_too_long_is_said() -> None:
    (found,) = ask("network", spec="x" * (2**18 + 1))
    (problem,) = found["problems"]
    assert problem["code"] == "limit-exceeded"
    assert problem["message"] == "this text has 262,145 characters: the page reads 262,144 at most"


def test_rows_that_cannot_be_folded_are_cut_off_and_counted() -> None:
    (shown,) = ask("network", spec="input: 3\nlayers: [{repeat: {times: 650, layers: [relu]}}]\n")
    assert len(shown["table"]["rows"]) == 600
    assert shown["table"]["left"] == "50 rows more: `netcalc summary` shows all"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "tests/data", "-"])
def test_no_file_is_opened(name: str) -> None:
    assert name not in bundled()
    for question, fields in {
        "spec": {"name": name},
        "comparison": {"spec": LENET, "other": name},
        "training": {"spec": SMALL, "data": name},
    }.items():
        (found,) = ask(question, **fields)
        assert found["problems"], question


def test_what_a_spec_says_of_files_is_passed_over(tmp_path: Any) -> None:
    kept = tmp_path / "kept.npz"
    spec = f"{SMALL}train: {{data: /etc/passwd, resume: {kept}, save: {kept}, plot: {tmp_path}/kept.html}}\n"
    found = ask("training", spec=spec, data="spiral:3", epochs=1)
    assert found[-1]["verdicts"]
    assert list(tmp_path.iterdir()) == []


def test_a_run_tells_of_each_epoch() -> None:
    epochs = ask("training", spec=SMALL, data="spiral:3", epochs=3)
    assert [[epoch["epoch"] for epoch in each["epochs"]] for each in epochs] == [[], [1], [2], [3], [3]]
    assert {len(row) for row in epochs[-1]["plane"]["said"]} == {120}
    (found,) = ask("training", spec=LENET, data="moons")[-1:]
    assert found["problems"][0]["code"] == "invalid-data"
    (found,) = ask("training", spec=text("vgg16"), data="moons")
    assert found["problems"][0]["code"] == "limit-exceeded"


def test_a_run_that_nobody_listens_to_ends() -> None:
    seen = []

    def run(tell: Any) -> int:
        for number in range(1000):
            seen.append(number)
            tell(number)
        return 0

    listening = told(run)
    assert next(listening) == 0
    listening.close()  # type: ignore[attr-defined]  # it is a generator
    assert len(seen) < 5


def test_what_goes_wrong_in_a_run_is_raised_where_it_is_heard() -> None:
    with pytest.raises(ZeroDivisionError):
        list(told(lambda _: 1 // 0))


def every(**fields: Any) -> dict[str, dict[str, Any]]:
    """Ask all questions of a topic, each answered with nothing, by what they ask."""
    found: dict[str, dict[str, Any]] = {}
    history: list[Any] = []
    while True:
        (asked,) = ask("practice", history=history, **fields)
        if asked["place"] is None:
            return found
        found[asked["text"]] = asked
        history.append((asked["place"], True))


def test_an_answer_is_marked_with_its_diagnosis() -> None:
    fields = {"topic": "network", "spec": LENET, "seed": "1"}
    place = every(**fields)["How many parameters does conv1 have?"]["place"]
    (found,) = ask("answer", **fields, place=place, given="150 parameters")
    assert (found["correct"], found["mistake"], found["read_as"]) == (False, "forgot-bias", "150 params")
    (found,) = ask("answer", **fields, place=place, given="156")
    assert found["correct"]


def test_practice_asks_what_there_is_to_work_out() -> None:
    asked = every(topic="network", spec=LENET, seed="1").keys()
    outputs = {f"What volume leaves {name}?" for name in ("conv1", "pool1")}
    whole = "How many parameters does the whole network have?"
    assert {*outputs, "How many parameters does conv1 have?", whole} <= asked
    assert not {"What volume leaves tanh1?", "How large is the receptive field of fc1?"} & asked
    assert "How many parameters does tanh1 have?" not in asked
    assert every(topic="network", spec=MISFIT, seed="1")


def test_every_topic_is_practised_on_the_page_and_what_went_wrong_comes_back() -> None:
    (start,) = ask("start")
    for topic in start["topics"]:
        (asked,) = ask("practice", topic=topic, spec="", seed="1", history=[])
        fields = {"topic": topic, "spec": "", "seed": "1", "place": asked["place"]}
        (marked,) = ask("answer", **fields, given="a quarter past nine")
        assert (marked["readable"], marked["correct"]) == (False, False)
        (worked,) = ask("working", **fields)
        assert worked["html"].startswith("<")
    history = [(["strides", 1, 0, 0, False], False), (["strides", 1, 1, 1, False], True)]
    history.append((["strides", 2, 0, 2, False], True))
    (again,) = ask("practice", topic="strides", spec="", seed="1", history=history)
    assert again["place"] == ["strides", 1, 0, 3, True]


@pytest.mark.parametrize(
    "place", [["nobody", 1, 0, 0, False], ["strides", 9, 0, 0, False], ["strides", 1, 7, 0, False]]
)
def test_a_place_where_no_question_stands_is_said(place: list[Any]) -> None:
    (found,) = ask("answer", topic="strides", spec="", seed="1", place=place, given="1")
    assert found["problems"][0]["message"] == "no question stands there"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("nothing", "{}"), ("spec", "{}"), ("spec", "[]"), ("spec", "{"), ("spec", '{"name": 1}'), ("spec", b"\xff"),
        ("network", '{"spec": "", "more": 1}'), ("network", json.dumps({"spec": "x" * (2**20 + 1)})),
        ("training", json.dumps({"spec": SMALL, "data": "moons", "epochs": 10**6})),
        ("training", json.dumps({"spec": SMALL, "data": "moons", "lr": 0})),
    ],
)  # fmt: skip
def test_what_is_no_question_is_refused(name: str, body: str | bytes) -> None:
    with pytest.raises(NotAsked):
        list(lines(name, body))


@settings(max_examples=60)
@given(st.sampled_from(["network", "circuit", "practice"]), st.text(max_size=60))
def test_any_text_is_answered(name: str, typed: str) -> None:
    fields: dict[str, Any] = {"expression": typed, "values": typed} if name == "circuit" else {"spec": LENET + typed}
    fields |= {"topic": typed or "network", "seed": typed, "history": []} if name == "practice" else {}
    assert ask(name, **fields)


def test_each_box_of_the_picture_names_its_layer() -> None:
    (drawn,) = ask("picture", spec=LENET)
    named = re.findall(r'class="spot"[^>]* data-layer="([^"]*)"', drawn["svg"])
    assert named[:2] == ["conv1", "pool1"]
    for layer in named:
        (found,) = ask("explanation", spec=LENET, layer=layer)
        assert layer in found["html"]
        assert found["svg"].startswith("<svg ")
    assert 'class="spot"' not in svg(picture(calculate(load("lenet5"))))


def opened(path: Path) -> dict[str, Any]:
    (found,) = ask("file", name=path.name, data=b64encode(path.read_bytes()).decode())
    return found


@pytest.mark.parametrize("name", ["image.pt2", "words.onnx", "towers.onnx"])
def test_another_tools_file_is_opened_as_a_spec(name: str) -> None:
    path = ROOT / "tests" / "data" / "models" / name
    report = calculate(load(path))
    found = opened(path)
    assert calculate(Network.read(Source(found["text"], "-"))).totals == report.totals
    assert f"from {name}" in found["text"].splitlines()[0]


def test_what_is_no_model_is_said_under_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "broken.onnx"
    path.write_bytes(b"PK\x03\x04 and no more")
    (problem,) = opened(path)["problems"]
    assert problem["message"].startswith("broken.onnx is ")
    assert str(Path(gettempdir())) not in problem["message"]
    (found,) = ask("file", name="../../x\n.yaml", data=b64encode(MISFIT.encode()).decode())
    assert found["text"] == MISFIT
    with pytest.raises(NotAsked):
        ask("file", name="net.yaml", data="not base64!")

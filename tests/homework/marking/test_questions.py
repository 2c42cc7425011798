"""Kinds of questions: gates, whole gradients, shapes, stages; tables, choices, values that fit, marked by hand."""

from pathlib import Path
from typing import Any

import pytest

from netcalc.homework.grading import grade, key
from netcalc.homework.marking.marked import MarkedQuestion
from netcalc.problems import SpecError
from tests.conftest import Run

CONVS = {"input": "32x32x1", "layers": [{"conv": {"filters": 6, "size": 5}}, {"pool": 2}, {"fc": 10}]}
SUM = {"expression": "(x + y) * z", "at": {"x": -2, "y": 5, "z": -4}}
STAGES = {"expression": "q = x + y; f = q * z", "at": {"x": -2, "y": 5, "z": -4}}
PRODUCT = {"expression": "D = W @ X", "at": {"W": [[1, 2], [3, 4]], "X": [[5], [6]], "dD": [[1], [10]]}}
SHAPES = {"expression": "D = W @ X", "at": {"X": "10x3", "dD": "5x3"}}


def one(answer: object, **question: Any) -> MarkedQuestion:
    return grade({"questions": [{"id": "q", **question}]}, {"q": answer})["q"]


@pytest.mark.parametrize(
    ("circuit", "ask", "right", "wrong"),
    [
        (SUM, "add1.value", "3", "-3"),
        (SUM, "gradients.add1", "-4", "3"),
        (SUM, "mul1.local_gradients", "[-4, 3]", "[3, -4]"),
        (STAGES, "q.value", "3", "2"),
        (STAGES, "gradients.q", "-4", "4"),
        (STAGES, "f", "-12", "12"),
        (STAGES, "dx", "-4", "4"),
        (PRODUCT, "dW.shape", "2x2", "2x1"),
        (PRODUCT, "D.shape", "(2, 1)", "(1, 2)"),
        (PRODUCT, "dW", "[[5, 6], [50, 60]]", "[[5, 50], [6, 60]]"),
        (PRODUCT, "dW", "5 6\n50 60", "5 6\n50 61"),
        (PRODUCT, "dX", "np.array([[31.], [42.]])", "[[31], [43]]"),
        (PRODUCT, "gradients.W", "[[5. 6.]\n [50. 60.]]", "[[5, 6]]"),
        (SHAPES, "dW.shape", "5x10", "10x5"),
        (SHAPES, "W.shape", "(5, 10)", "(5, 3)"),
    ],
)
def test_what_may_be_asked_of_a_circuit(circuit: dict[str, Any], ask: str, right: str, wrong: str) -> None:
    assert one(right, circuit=circuit, ask=ask).correct
    found = one(wrong, circuit=circuit, ask=ask)
    assert found.readable
    assert not found.correct


@pytest.mark.parametrize("answer", ["[[5, 6], [50]]", "[[5, x], [50, 60]]", "", "a matrix"])
def test_an_array_that_is_none_is_asked_back(answer: str) -> None:
    assert not one(answer, circuit=PRODUCT, ask="dW").readable


@pytest.mark.parametrize("of", ["conv9.pad", "conv1.padd"])
def test_a_field_to_fit_that_is_not_there_is_named(of: str) -> None:
    fits = {"of": of, "when": "conv1.output == 1x1x6"}
    with pytest.raises(SpecError, match=r"no layer `conv9`|no field `padd`"):
        key({"network": CONVS, "questions": [{"id": "q", "fits": fits}]})


def test_an_array_is_bounded_too() -> None:
    assert not one(10**5000, circuit=PRODUCT, ask="dW").readable
    assert not one([[10**5000, 1]], circuit=PRODUCT, ask="dW").readable


def test_a_part_that_is_not_there_is_an_error_of_the_sheet() -> None:
    with pytest.raises(SpecError, match="has no"):
        key({"questions": [{"id": "q", "circuit": SUM, "ask": "gradients.nothing"}]})


CHOICES = {"a": "it does not saturate", "b": "it is bounded", "c": "it is cheap"}


@pytest.mark.parametrize(
    ("right", "answer", "verdict"),
    [
        ("a", "a", True),
        ("a", "A", True),
        ("a", "(a)", True),
        ("a", "a) it does not saturate", True),
        ("a", "It does not saturate.", True),
        ("a", "b", False),
        ("a", "a, b", False),
        (["a", "c"], "a, c", True),
        (["a", "c"], "c and a", True),
        (["a", "c"], ["a", "c"], True),
        (["a", "c"], "a", False),
        (["a", "c"], "it is cheap, it does not saturate", True),
        (["a", "c"], "it doesn't saturate and it is cheap", True),
        (["a", "c"], "it does not saturate and it is bounded", False),
        (["a", "c"], "it does not saturate and it is not cheap", None),
        ("a", "d", None),
        ("a", "because", None),
    ],
)
def test_a_choice_is_answered_by_letters_or_words(right: object, answer: object, *, verdict: bool | None) -> None:
    found = one(answer, choices=CHOICES, right=right)
    assert (found.correct if found.readable else None) == verdict


@pytest.mark.parametrize(
    ("answer", "right"),
    [("96.3%", True), ("96.27 %", True), ("96.3", True), ("0.9627", True), ("3.7%", False), ("9.6%", False)],
)
def test_arithmetic_in_percent_takes_the_sign(answer: str, *, right: bool) -> None:
    asked = {"id": "q", "text": "Which percentage is in fc1?", "answer": "23530 / 24442 * 100"}
    assert grade({"questions": [asked]}, {"q": answer})["q"].correct == right


def test_a_hundred_of_something_is_no_percentage() -> None:
    filters = {"id": "filters", "text": "How many weights have 100 filters of 75?", "answer": "75 * 100"}
    left = {"id": "left", "text": "Dropout of 50%: how many of 9408 are left?", "answer": "9408 / 2"}
    assert grade({"questions": [filters, left]}, {"filters": "75", "left": "47.04"}).score == 0


def test_a_choice_that_is_not_there_cannot_be_right() -> None:
    with pytest.raises(SpecError, match="one of the choices"):
        key({"questions": [{"id": "q", "choices": CHOICES, "right": "z"}]})


def test_every_value_that_fits_is_right_and_the_others_are_named() -> None:
    network = {"input": "7x7x1", "layers": [{"conv": {"filters": 1, "size": 3}}]}
    fits = {"of": "conv1.stride", "when": "valid"}
    verdicts = {stride: one(str(stride), fits=fits, network=network).correct for stride in range(1, 6)}
    assert verdicts == {1: True, 2: True, 3: False, 4: True, 5: False}
    assert "1, 2, 4" in one("stride 2", fits=fits, network=network).feedback
    pad = {"of": "conv1.pad", "when": "conv1.output == 32x32x6"}
    assert one("P = (5-1)/2 = 2", fits=pad, network=CONVS).correct
    assert not one("1", fits=pad, network=CONVS).correct


TABLE = {"id": "rows", "table": {"rows": ["conv1", "pool1", "fc1"], "columns": ["output", "params"]}, "points": 6}
MARKDOWN = """
| layer | output | params |
| --- | --- | --- |
| conv1 | 28x28x6 | 156 |
| pool1 | 14x14x6 | 0 |
| fc1 | 10 | 11770 |
"""


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        ({"conv1": {"output": "28x28x6", "params": 156}, "pool1": {"output": "14x14x6"}}, 3),
        (MARKDOWN, 6),
        ("layer,output,params\nconv1,28x28x6,150\nfc1,10,11770", 3),
        ("nothing", 0),
    ],
)
def test_a_table_is_a_question_a_cell(answer: object, score: float) -> None:
    marked = grade({"network": CONVS, "questions": [TABLE]}, {"rows": answer})
    assert (marked.points, marked.score) == (6, score)
    assert marked.questions[0].id == "rows.conv1.output"
    assert marked.problems == ()


def test_what_a_person_marks_has_no_score_yet_and_its_points_count() -> None:
    sheet = {"questions": [{"id": "q", "ask": "output", "network": CONVS}, {"id": "e", "manual": True, "points": 3}]}
    marked = grade(sheet, {"q": 10, "e": "They vanish."})
    assert (marked.score, marked.points, marked["e"].score, marked.unread) == (1, 4, None, 0)
    assert marked["e"].feedback == "Marked by hand."


WITHOUT = """\
title: numbers that there are not
network: {input: 8x8x1, layers: [pool: 2, fc: 3]}
questions:
  - {id: shape, ask: pool1.output}
  - {id: table, table: {rows: [pool1, fc1], columns: [output, shares]}}
  - {id: shares, ask: fc1.shares}
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ({"network": CONVS, "ask": "conv1.shares"}, "`conv1.shares` has no value here"),
        ({"network": {"input": "8x8x1", "layers": [{"pool": 2}]}, "ask": "pool1.params.percent"}, "has no value here"),
        ({"circuit": SHAPES, "ask": "dW"}, "could be any number"),
        ({"circuit": SUM, "ask": "gradients.w"}, "has no number `gradients.w`"),
    ],
)
def test_a_question_without_an_answer_is_an_error_of_the_sheet(question: dict[str, Any], said: str) -> None:
    with pytest.raises(SpecError, match=said) as raised:
        key({"questions": [{"id": "first", "answer": "1"}, {"id": "q", **question}]})
    assert [problem.path for problem in raised.value.problems] == [("questions", 1, "ask")]


def test_a_question_without_an_answer_is_told_at_its_line(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text(WITHOUT, encoding="utf-8")
    for ran in (run("grade", str(sheet), "--audit"), run("grade", str(sheet), str(tmp_path))):
        assert ran.status == 1
        assert f"{sheet}:5:" in ran.err  # the table's cells
        assert f"{sheet}:6:" in ran.err
        assert "`fc1.shares` has no value here" in ran.err


def test_shapes_that_do_not_hang_on_what_is_drawn_have_values() -> None:
    circuit = {"expression": "D = W @ X", "at": {"W": [[1, 2]], "X": [[3], [4]], "dD": "1x1"}}
    assert one("11", circuit=circuit, ask="D").correct


def test_words_of_a_layer_that_does_not_fit() -> None:
    layers = [{"conv": {"filters": 1, "size": 1, "stride": 2}}, {"crop": {"margin": 2, "from": "input"}}]
    network = {"input": "8x8x1", "layers": [*layers, {"add": ["conv1", "crop1"]}]}
    assert one("it does not fit", network=network, ask="add1.receptive_field_is").correct
    assert not one("spans", network=network, ask="add1.receptive_field_is").correct

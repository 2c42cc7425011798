"""Circuits of vectors and matrices: their values asked, read as people write them, and the slips in them."""

from typing import Any

import pytest

from netcalc.homework.grading import grade
from netcalc.homework.marking.marked import MarkedQuestion

Circuit = dict[str, Any]
MATRIX: Circuit = {"expression": "W @ x", "at": {"W": [[0.1, 0.5], [-0.3, 0.8]], "x": [0.2, 0.4]}}
SQUARED: Circuit = {**MATRIX, "expression": "sum((W @ x)**2)"}  # q = [0.22, 0.26]
POWER: Circuit = {"expression": "x**3", "at": {"x": 2}}
PRODUCT: Circuit = {"expression": "x*y", "at": {"x": 3, "y": 3}}
RECTIFIED: Circuit = {"expression": "relu(W @ x)", "at": {"W": [[1, 2], [3, 1]], "x": [1, -2], "dout": [1, 1]}}
LARGEST: Circuit = {"expression": "max(x, y) * z", "at": {"x": 4, "y": 2, "z": 3}}


def marked(circuit: Circuit, ask: str, answer: object) -> MarkedQuestion:
    return grade({"questions": [{"id": "q", "circuit": circuit, "ask": ask}]}, {"q": answer})["q"]


@pytest.mark.parametrize(
    "answer",
    [
        "[0.22, 0.26]",
        "y1 = 0.22, y2 = 0.26",
        "y_1=0.22 and y_2=0.26",
        "y[0]=0.22; y[1]=0.26",
        "$y_1=0.22, y_2=0.26$",
        "y1 = 0.02 + 0.2 = 0.22, y2 = 0.26",
        "y1: 0.22\ny2: 0.26",
    ],
)
def test_the_value_of_a_circuit_may_be_a_vector_written_part_by_part(answer: str) -> None:
    assert marked(MATRIX, "value", answer).correct


def test_parts_out_of_order_are_asked_back_and_none_is_passed_over() -> None:
    assert not marked(MATRIX, "value", "y2 = 0.26, y1 = 0.22").readable
    assert marked(MATRIX, "value", "y1=0.4; y2=0.6").read_as == "[[0.4, 0.6]]"


@pytest.mark.parametrize(
    ("circuit", "ask", "answer", "mistake"),
    [
        (MATRIX, "value", [0.1 * 0.2 - 0.3 * 0.4, 0.5 * 0.2 + 0.8 * 0.4], "turned-matrix"),
        (SQUARED, "value", (-0.1) ** 2 + 0.42**2, "turned-matrix"),
        (SQUARED, "gradients.x", [2 * 0.152, 2 * 0.142], "turned-matrix"),  # W q in place of its transpose
        (SQUARED, "gradients.W", [[0.22 * 0.2, 0.22 * 0.4], [0.26 * 0.2, 0.26 * 0.4]], "forgot-power-factor"),
        (SQUARED, "gradients.x", [-0.056, 0.318], "forgot-power-factor"),
        (SQUARED, "value", 0.22 + 0.26, "forgot-the-power"),
        (SQUARED, "gradients.x", [0.22**2, 0.26**2], "another-arrays-numbers"),
        (RECTIFIED, "value", [-3, 1], "passed-through-relu"),
        (RECTIFIED, "gradients.x", [1 + 3, 2 + 1], "passed-through-relu"),
        ({**RECTIFIED, "expression": "max(0, W @ x)"}, "value", [-3, 1], "passed-through-relu"),
    ],
)
def test_a_slip_with_arrays_is_named(circuit: Circuit, ask: str, answer: object, mistake: str) -> None:
    found = marked(circuit, ask, answer)
    assert (found.correct, found.mistake) == (False, mistake)


@pytest.mark.parametrize(
    ("answer", "mistake"), [("x^2", "forgot-power-factor"), ("3x^3", "kept-the-power"), ("x**3", "gave-the-value")]
)
def test_a_wrong_gradient_in_letters_is_read_and_its_mistake_named(answer: str, mistake: str) -> None:
    assert marked(POWER, "gradients.x", answer).mistake == mistake


def test_letters_are_explained_by_nothing_that_holds_at_one_place_alone() -> None:
    assert marked(POWER, "gradients.x", "2x^2").mistake is None  # 8 = 2³, the value, at x = 2 alone
    assert not marked(PRODUCT, "gradients.x", "x").readable  # y is right, and is 3 too


@pytest.mark.parametrize(
    ("circuit", "ask", "answer", "mistake"),
    [
        (
            {"expression": "max(x, y) * z", "at": {"x": 4, "y": 2, "z": 3}},
            "gradients.x",
            "0",
            "max-gate-passes-to-the-other",
        ),
        ({"expression": "log(x*y)", "at": {"x": 2, "y": 5}}, "gradients.x", "0.1", "upstream-gradient-only"),
        ({"expression": "1/(1 + exp(-x))", "at": {"x": 1}}, "value", "0.27", "forgot-minus"),
        ({"expression": "(x + y)**2", "at": {"x": 1, "y": 2}}, "value", "3", "forgot-the-power"),
        ({"expression": "D = X @ W", "at": {"X": "10x3", "W": "3x5"}}, "dW.shape", "10x5", "another-arrays-shape"),
    ],
)
def test_a_slip_on_one_of_the_ways_is_named(circuit: Circuit, ask: str, answer: str, mistake: str) -> None:
    assert marked(circuit, ask, answer).mistake == mistake

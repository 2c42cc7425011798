"""Questions on circuits: the slides' numbers, the digits that were given, and slips in the backward pass."""

from typing import Any

import pytest

from netcalc.homework.grading import grade, key
from netcalc.homework.marking.marked import MarkedQuestion
from netcalc.problems import SpecError

LINEAR = ("(x + y) * z", {"x": -2, "y": 5, "z": -4})
NEURON = ("1/(1 + exp(-(w0*x0 + w1*x1 + w2)))", {"w0": 2, "x0": -1, "w1": -3, "x1": -2, "w2": -3})
PRODUCT = ("x * y", {"x": 3, "y": -5})
DEEP = ("(x * y) * z", {"x": 3, "y": -5, "z": 2})
FORK = ("x * y + x * z", {"x": 3, "y": 2, "z": 7})
LARGEST = ("max(x, y) * z", {"x": 4, "y": 2, "z": 3})

Case = tuple[str, dict[str, Any]]


def one(case: Case, ask: str, answer: object) -> MarkedQuestion:
    circuit = {"expression": case[0], "at": case[1]}
    return grade({"questions": [{"id": "q", "circuit": circuit, "ask": ask}]}, {"q": answer})["q"]


@pytest.mark.parametrize(
    ("case", "ask", "answer"),
    [
        (LINEAR, "value", "-12"),
        (LINEAR, "gradients.x", -4),
        (LINEAR, "gradients.z", "3.0"),
        (NEURON, "value", "0.73"),
        (NEURON, "gradients.w2", "0.2"),
        (NEURON, "gradients.w2", "0.20"),
        (NEURON, "gradients.x0", "0.39"),
        (NEURON, "gradients.x0", "0.40"),
        (NEURON, "gradients.x0", "0.4"),
        (NEURON, "gradients.w0", "-0.20"),
        (NEURON, "gradients.x1", "-0.59"),
        (NEURON, "gradients.x0", "0.3932"),
        (NEURON, "gradients.x0", "2*0.1966"),
    ],
)
def test_the_slides_numbers_are_right(case: Case, ask: str, answer: object) -> None:
    assert one(case, ask, answer).correct


@pytest.mark.parametrize(
    ("case", "ask", "answer"),
    [
        (NEURON, "gradients.x0", "0.394"),
        (NEURON, "value", "0.74"),
        (NEURON, "gradients.x0", "0.5"),
        (LINEAR, "value", 12),
    ],
)
def test_digits_that_are_wrong_are_wrong(case: Case, ask: str, answer: object) -> None:
    assert not one(case, ask, answer).correct


@pytest.mark.parametrize(
    ("code", "case", "name", "answer"),
    [
        ("mul-gate-not-swapped", PRODUCT, "x", 3),
        ("mul-gate-not-swapped", LINEAR, "z", -4),
        ("local-gradient-only", LINEAR, "x", 1),
        ("local-gradient-only", DEEP, "x", -5),
        ("overwrote-gradient-at-fork", FORK, "x", 2),
        ("overwrote-gradient-at-fork", FORK, "x", 7),
        ("max-gate-passes-to-both", LARGEST, "y", 3),
        ("sign-slip", LINEAR, "x", 4),
        ("sign-slip", NEURON, "x0", "-0.39"),
    ],
)
def test_a_slip_is_named(code: str, case: Case, name: str, answer: object) -> None:
    question = one(case, f"gradients.{name}", answer)
    assert code in (question.mistake, *question.also)
    right = key(
        {"questions": [{"id": "q", "circuit": {"expression": case[0], "at": case[1]}, "ask": f"gradients.{name}"}]}
    )
    assert one(case, f"gradients.{name}", right.solutions["q"].right).mistake is None


def test_a_circuit_that_cannot_be_worked_out_is_a_problem_of_the_sheet() -> None:
    asked = [
        {"id": "a", "circuit": {"expression": "1/(x - 1)", "at": {"x": 1}}, "ask": "value"},
        {"id": "b", "circuit": {"expression": "x * y", "at": {"x": 1, "y": [1, 2]}}, "ask": "mul2.value"},
        {"id": "c", "circuit": {"expression": "x * y", "at": {"x": 1, "y": 2}}, "ask": "gradients.z"},
    ]
    with pytest.raises(SpecError) as error:
        grade({"questions": asked}, {})
    assert [problem.path[:2] for problem in error.value.problems] == [("questions", number) for number in range(3)]


@pytest.mark.parametrize("answer", ["-z", "2*y", "x+y"])
def test_wrong_letters_are_asked_back_as_letters(answer: str) -> None:
    question = one(LINEAR, "gradients.x", answer)
    assert not question.readable
    assert "is in letters: write the number that comes of it" in question.feedback

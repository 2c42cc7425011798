"""Answers as people write them, question by question: right ones accepted, unclear ones asked back, wrong ones not."""

import json
from functools import lru_cache
from typing import Any

import pytest

from netcalc.homework.grading import grade, key
from netcalc.homework.key.key import Key
from tests.support.running import ROOT

FORMS = json.loads((ROOT / "tests" / "data" / "answers_as_written.json").read_text(encoding="utf-8"))
CONV = {"input": "32x32x3", "layers": [{"conv": {"filters": 10, "size": 5}}]}
MISFIT = {"input": "7x7x1", "layers": [{"conv": {"filters": 1, "size": 3, "stride": 3}}]}
NEURON = "1/(1 + exp(-(w0*x0 + w1*x1 + w2)))"
QUESTIONS: dict[str, dict[str, Any]] = {
    "params": {"network": CONV, "ask": "conv1.params"},
    "volume": {"network": CONV, "ask": "output"},
    "neurons": {"network": CONV, "ask": "conv1.neurons"},
    "flat": {"network": {"input": "7x7x512", "layers": ["flatten"]}, "ask": "output"},
    "memory": {"network": "lenet5", "ask": "memory.params"},
    "total": {"network": "lenet5", "ask": "totals.params"},
    "misfit": {"network": MISFIT, "ask": "output"},
    "none": {"network": "lenet5", "ask": "pool1.params"},
    "field": {"network": "lenet5", "ask": "conv2.receptive_field.size"},
    "landscape": {"network": {"input": "32x24x3", "layers": [{"conv": {"filters": 8, "size": 5}}]}, "ask": "output"},
    "weights": {"network": {"input": "3072", "layers": [{"fc": 1000}]}, "ask": "fc1.weights"},
    "everything": {"network": "lenet5", "ask": "fc1.receptive_field.size"},
    "valid": {"network": "lenet5", "ask": "valid"},
    "step": {
        "network": {"input": "8x8x1", "layers": [{"upsample": {"factor": 8}}]},
        "ask": "upsample1.receptive_field.step",
    },
    "dx": {"circuit": {"expression": "(x + y)*z", "at": {"x": -2, "y": 5, "z": -4}}, "ask": "gradients.x"},
    "sigmoid": {
        "circuit": {"expression": NEURON, "at": {"w0": 2, "x0": -1, "w1": -3, "x1": -2, "w2": -3}},
        "ask": "gradients.x0",
    },
    "zero": {"circuit": {"expression": "x*y", "at": {"x": 0, "y": 0}}, "ask": "gradients.x"},
    "slope": {"circuit": {"expression": "sigmoid(x)", "at": {"x": 1}}, "ask": "gradients.x"},
    "square": {"circuit": {"expression": "x**2", "at": {"x": 3}}, "ask": "gradients.x"},
    "by chance": {"circuit": {"expression": "x*x", "at": {"x": 2}}, "ask": "gradients.x"},
    "log": {"circuit": {"expression": "log(n)", "at": {"n": 10}}, "ask": "value"},
    "third": {"circuit": {"expression": "2*x/3", "at": {"x": 1}}, "ask": "value"},
    "quotient": {"circuit": {"expression": "x/y", "at": {"x": 3, "y": -4}}, "ask": "value"},
    "exp": {"circuit": {"expression": "exp(x)", "at": {"x": 2}}, "ask": "value"},
    "sequence": {
        "network": {"input": "20x1", "layers": [{"embedding": {"vocabulary": 1000, "depth": 64}}]},
        "ask": "embedding1.output",
    },
    "array": {
        "circuit": {"expression": "D = W @ X", "at": {"W": [[1, 2], [3, 4]], "X": [[5], [6]], "dD": [[1], [10]]}},
        "ask": "dW",
    },
    "scores": {"answer": "20*20"},
    "large": {"circuit": {"expression": "x*y", "at": {"x": 1234.5, "y": 1}}, "ask": "value"},
}
CASES = [
    (question, verdict, written)
    for question, verdicts in FORMS.items()
    for verdict, answers in verdicts.items()
    for written in answers
]


@lru_cache(None)
def keyed(question: str) -> Key:
    return key({"questions": [{"id": "q", **QUESTIONS[question]}]})


@pytest.mark.parametrize(("question", "verdict", "written"), CASES)
def test_an_answer_as_it_is_written(question: str, verdict: str, written: str) -> None:
    found = grade(keyed(question), {"q": written})["q"]
    said = "asked back" if not found.readable else "right" if found.correct else "wrong"
    assert said == verdict, f"{written!r} was read as {found.read_as}: {found.feedback}"


def one(expression: str, at: dict[str, float], ask: str, answer: object, **more: Any) -> tuple[bool, str]:
    question = {"id": "q", "circuit": {"expression": expression, "at": at}, "ask": ask, **more.pop("question", {})}
    found = grade({"questions": [question], **more}, {"q": answer})["q"]
    return found.correct, found.feedback


@pytest.mark.parametrize(
    ("answer", "digits", "correct"),
    [
        ("0.39", None, True),
        ("0.40", None, True),
        ("0.39", 4, False),
        ("0.40", 2, False),
        ("0.3932", 4, True),
        ("0.39322", 4, True),
        ("0.3933", 4, False),
        ("0.3932238664829637", 4, True),
    ],
)
def test_a_question_may_ask_for_more_digits(answer: str, digits: int | None, *, correct: bool) -> None:
    at = {"w0": 2, "x0": -1, "w1": -3, "x1": -2, "w2": -3}
    question = {} if digits is None else {"digits": digits}
    assert one(NEURON, at, "gradients.x0", answer, question=question)[0] == correct


# A forward difference of 6.01 is not the 6 of the derivative.
def test_one_digit_is_not_enough_for_a_real_number() -> None:
    forward = ("((x + 0.01)**2 - x**2)/0.01", {"x": 3.0}, "value")
    assert [one(*forward, answer)[0] for answer in ("6", "6.01", "6.0", "6.02")] == [False, True, True, False]


def test_a_real_number_that_is_too_short_is_said_to_be() -> None:
    product = {"expression": "D = W @ X", "at": {"W": [[0.1, 2]], "X": [[0.088], [4]], "dD": [[1]]}}
    array = {"id": "q", "circuit": product, "ask": "dW"}
    said = "as far as it goes, and too short: write 2 digits"
    assert said in one("exp(x)", {"x": 0.713}, "value", "2")[1]
    assert said in grade({"questions": [array]}, {"q": "[[0.09, 4.0]]"})["q"].feedback
    assert said not in one("exp(x)", {"x": 0.713}, "value", "3")[1]


RELU = ("relu(x)", {"x": 0.0}, "gradients.x")
MAX = ("max(x, y)*z", {"x": 2.0, "y": 2.0, "z": 3.0}, "gradients.y")
MIN = ("min(x, y)", {"x": 2.0, "y": 2.0}, "gradients.x")
ABS = ("abs(x)", {"x": 0.0}, "gradients.x")


@pytest.mark.parametrize(
    ("circuit", "right", "wrong"),
    [
        (RELU, (0, 0.5, 1, 0.25), (-0.1, 1.1)),
        (MAX, (0, 1.5, 3, 2), (-1, 4)),
        (MIN, (0, 0.5, 1), (2, -1)),
        (ABS, (-1, 0, 1, 0.5), (2, -2)),
    ],
)
def test_at_a_kink_every_slope_between_the_sides_counts_and_the_kink_is_named(
    circuit: tuple[str, dict[str, float], str], right: tuple[float, ...], wrong: tuple[float, ...]
) -> None:
    for answer in right:
        correct, feedback = one(*circuit, answer)
        assert correct
        assert "is at a kink" in feedback
    assert not any(one(*circuit, answer)[0] for answer in wrong)


@pytest.mark.parametrize(
    ("choice", "relu", "largest"),
    [("first", 0, 0), ("both", 1, 3), ("half", 0.5, 1.5), ("left", 0, 0), ("right", 1, 3)],
)
def test_a_sheet_may_choose_the_slope_at_a_kink(choice: str, relu: float, largest: float) -> None:
    for circuit, right in ((RELU, relu), (MAX, largest)):
        answers = {0, 0.5, 1, 1.5, 3, right}
        accepted = {answer for answer in answers if one(*circuit, answer, conventions={"kink": choice})[0]}
        assert accepted == {right}

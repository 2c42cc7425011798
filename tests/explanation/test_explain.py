"""Explanations: the arithmetic shown is the arithmetic done."""

import re
from fractions import Fraction

import pytest

from netcalc.calculator.calculator import calculate
from netcalc.explanation.explain import explain, explain_all, explain_named, explain_totals
from netcalc.explanation.step import Explanation, Step
from netcalc.network.network import Network
from netcalc.report.query import Query, value
from netcalc.report.report import Report
from netcalc.volume import Volume

FIRST = {"conv": {"filters": 10, "size": 5, "pad": 2}}
EVERYTHING = [
    {"conv": {"filters": 8, "size": "3x5", "pad": [1, 2], "groups": 2, "dilation": 2}},
    {"conv": {"filters": 6, "size": 3, "pad": "same", "stride": 2}},
    {"pool": {"size": 2, "stride": 2, "rounding": "ceil"}},
    {"pool": {"size": 2, "stride": 3, "rounding": "floor", "op": "avg"}},
    {"conv_transpose": {"filters": 4, "size": 3, "stride": 2, "output_pad": 1}},
    {"conv": {"filters": 4, "size": 3, "pad": {"left": 1, "bottom": 1}}},
    "prelu",
    {"local": {"filters": 2, "size": 2}},
    "batchnorm",
    {"upsample": 2},
    {"zero_pad": 1},
    {"concat": ["upsample1", "upsample1"]},
    {"multiply": ["concat1", "concat1"]},
    "global_pool",
    {"maxout": 5},
    {"scale": {"bias": True}},
    "flatten",
    {"fc": 3},
]


def report(*layers: object, given: str = "32x32x3") -> Report:
    return calculate(Network(input=given, layers=layers))


def equation(found: Explanation, symbol: str) -> str:
    step = next(step for step in found.steps if step.symbol == symbol)
    return " = ".join(part for part in (step.symbol, step.formula, step.numbers, str(step.value)) if part)


def test_the_slide_rule_in_the_courses_letters() -> None:
    """CS231n: W2 = (W1 - F + 2P)/S + 1."""
    found = explain(report(FIRST), "conv1")
    assert equation(found, "W2") == "W2 = (W1 - F + 2P)/S + 1 = (32 - 5 + 2·2)/1 + 1 = 32"


def test_weights_in_the_courses_letters() -> None:
    """Slide 75: (5*5*3)*10."""
    found = explain(report(FIRST), "conv1")
    assert equation(found, "weights") == "weights = F·F·D·K = 5·5·3·10 = 750"
    assert equation(found, "biases") == "biases = K = 10"
    assert equation(found, "unshared.weights") == f"unshared.weights = F·F·D·K·W2·H2 = 5·5·3·10·32·32 = {750 * 32 * 32}"


def test_a_stride_that_does_not_fit_says_so() -> None:
    """Slide 54: (7 - 3)/3 + 1 is not whole."""
    found = explain(report({"conv": {"filters": 1, "size": 3, "stride": 3}}, given="7x7x1"), "conv1")
    step = next(step for step in found.steps if step.symbol == "W2")
    assert step.value == Fraction(7 - 3, 3) + 1
    assert "does not fit" in step.note


def test_rounding_is_shown() -> None:
    found = explain(report({"pool": {"size": 3, "stride": 2, "rounding": "floor"}}, given="8x8x1"), "pool1")
    assert equation(found, "W2") == "W2 = ⌊(W1 - F + 2P)/S⌋ + 1 = ⌊(8 - 3 + 2·0)/2⌋ + 1 = 3"


def test_groups_divide_the_depth() -> None:
    found = explain(report({"conv": {"filters": 256, "size": 5, "groups": 2}}, given="27x27x96"), "conv1")
    assert equation(found, "weights") == f"weights = F·F·(D/g)·K = 5·5·(96/2)·256 = {5 * 5 * 48 * 256}"


def test_axes_that_differ_have_letters_of_their_own() -> None:
    found = explain(report({"conv": {"filters": 4, "size": "3x5", "pad": "1x2"}}), "conv1")
    assert equation(found, "W2") == "W2 = (W1 - F_w + 2P_w)/S + 1 = (32 - 3 + 2·1)/1 + 1 = 32"
    assert equation(found, "H2") == "H2 = (H1 - F_h + 2P_h)/S + 1 = (32 - 5 + 2·2)/1 + 1 = 32"
    assert equation(found, "weights") == f"weights = F_w·F_h·D·K = 3·5·3·4 = {3 * 5 * 3 * 4}"


def test_receptive_fields() -> None:
    found = explain(report(FIRST, {"conv": {"filters": 4, "size": 3}}), "conv2")
    assert equation(found, "R2") == "R2 = R1 + (F - 1)·J1 = 5 + (3 - 1)·1 = 7"


def test_what_has_no_volume_is_explained_so() -> None:
    found = explain(report({"conv": {"filters": 1, "size": 9}}, "relu", given="7x7x1"), "relu1")
    assert [step.value for step in found.steps] == [None]


def test_totals_name_the_layers_they_add() -> None:
    found = explain_totals(report({"fc": 4}, {"fc": 2}, given="3"))
    assert equation(found, "weights") == f"weights = fc1 + fc2 = {4 * 3} + {2 * 4} = {4 * 3 + 2 * 4}"


def test_a_group_is_explained_layer_by_layer() -> None:
    found = explain_named(
        report({"repeat": {"times": 2, "name": "stage", "layers": [{"fc": 4}, "relu"]}}, given="3"), "stage"
    )
    assert [each.name for each in found] == ["fc1", "relu1", "fc2", "relu2"]
    assert explain_named(report({"fc": 4}), "nothing") == ()


@pytest.mark.parametrize("given", ["24x26x4"])
def test_every_formula_evaluates_to_its_value_and_every_value_is_the_reports(given: str) -> None:
    made = calculate(Network(input=given, rounding="floor", layers=EVERYTHING))
    assert made.valid
    for found in explain_all(made):
        for step in found.steps:
            assert_true(step)
            if found.kind != "totals" and "receptive" not in step.number and not isinstance(step.value, str):
                assert_reported(made, found, step)


def assert_true(step: Step) -> None:
    """Work the substitution out with Python's own arithmetic."""
    if step.numbers:
        text = (
            step.numbers.replace("·", "*")
            .replace("⌊", "floor(")
            .replace("⌋", ")")
            .replace("⌈", "ceil(")
            .replace("⌉", ")")
        )
        text = re.sub(r"\d+", r"F(\g<0>)", text)
        names = {"floor": lambda x: x // 1, "ceil": lambda x: -(-x // 1), "F": Fraction}
        assert eval(text, names) == step.value, step  # noqa: S307  the tests' own text


def assert_reported(made: Report, found: Explanation, step: Step) -> None:
    expected = value(made, Query("", found.name, step.number))
    if step.number != "output":
        assert step.value == expected, step
    elif step.symbol == "output":
        assert step.value == expected
    else:
        axis = {"W2": 0, "H2": 1, "T2": 2, "D2": -1}[step.symbol]
        assert isinstance(expected, Volume)
        assert step.value == expected[axis]

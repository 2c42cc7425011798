"""Every kind explained: whatever it is and reads, the arithmetic shown is the arithmetic done."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcalc import Network, SpecError, calculate
from netcalc.explanation.explain import explain_all
from netcalc.explanation.formulas.writing import LATEX_NUMBERS, write
from netcalc.explanation.step import Explanation, Step
from netcalc.layers import CATALOGUE
from netcalc.report import counts
from netcalc.report.query import Query, value
from netcalc.report.report import Report
from tests.support.any_layers import INPUT, layer
from tests.support.exact import from_latex, worked_out

AXES = {"W2": 0, "H2": 1, "T2": 2, "D2": -1}
FIELD = ("R2", "start2", "J2")


def hold(report: Report) -> None:
    """Every step of every layer comes to the value it shows, which is the report's, in text and in LaTeX."""
    for found in explain_all(report):
        for step in found.steps:
            comes_out(step)
            if found.kind != "totals":
                is_reported(report, found, step)


def comes_out(step: Step) -> None:
    formula, numbers = step.formula, step.numbers
    assert formula or not numbers, step
    assert not formula or formula != str(step.value), step
    if numbers:
        assert worked_out(numbers) == step.value, step
    if step.made is not None:
        assert step.made.value == step.value, step
        assert from_latex(write(step.made, LATEX_NUMBERS)) == (numbers or str(step.value)), step
    assert step.latex.count("{") == step.latex.count("}"), step
    assert not set(step.latex) & set("·⌊⌋⌈⌉"), step


def is_reported(report: Report, found: Explanation, step: Step) -> None:
    expected: Any = value(report, Query("", found.name, step.number))
    symbol, _, letter = step.symbol.partition("_")
    if symbol in AXES:
        assert step.formula or step.value == 1, step
        if not step.note:  # a note says that it does not fit
            assert step.value == expected[AXES[symbol]], (found.name, step)
    elif symbol in FIELD and not isinstance(expected, str):
        assert step.value == expected["wht".index(letter or "w")], (found.name, step)
    elif step.number == "receptive_field" and not isinstance(expected, str):
        assert step.value == (tuple(reach.size for reach in expected) or None), (found.name, step)
    else:
        assert step.value == expected, (found.name, step)


def test_every_count_of_the_catalogue_has_a_step() -> None:
    """What is counted of a layer that weighs its inputs, and of the whole, is explained under its name in a query."""
    *layers, totals = explain_all(
        calculate(Network(input="8x8x3", layers=[{"conv": {"filters": 2, "size": 3}}, "batchnorm"]))
    )
    steps = {step.number for found in layers for step in found.steps}
    assert {count.name for count in counts.listed(counts.LayerCounts)} <= steps
    assert {f"totals.{name}" for name in counts.TOTALLED} <= {step.number for step in totals.steps}
    assert next(str(step) for step in totals.steps if step.symbol == "weighted layers") == "weighted layers = 1 (conv1)"


@settings(max_examples=15)
@given(st.data())
@pytest.mark.parametrize("kind", CATALOGUE)
def test_any_layer_of_a_kind(kind: str, data: st.DataObject) -> None:
    before: Any = data.draw(layer("conv") | layer("zero_pad") | st.just({"relu": {}}), "before")
    layers = [before, data.draw(layer(kind), "layer")]
    try:
        network = Network(
            input=data.draw(INPUT), rounding=data.draw(st.sampled_from(["exact", "floor", "ceil"])), layers=layers
        )
    except SpecError:
        return
    hold(calculate(network))

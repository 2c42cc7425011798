"""Any layers that can be understood are worked out, whether or not they fit."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from netcalc import Network, SpecError, calculate
from netcalc.report.query import LAYER_WORDS, NETWORK_WORDS, understand, value
from tests.support.any_layers import INPUT, LAYER, REPEAT


@given(INPUT, st.sampled_from(["exact", "floor", "ceil"]), st.lists(LAYER | REPEAT, min_size=1, max_size=6))
def test_any_layers_are_worked_out(volume: list[int], rounding: str, layers: list[Any]) -> None:
    try:
        network = Network(input=volume, rounding=rounding, layers=layers)
    except SpecError as error:
        codes = {problem.code for problem in error.problems}
        assert codes <= {"unknown-reference", "invalid-value"}
        return
    report = calculate(network)
    assert report.valid == all(problem.severity != "error" for problem in report.problems)
    assert report.valid <= (report.output is not None)
    for layer in report:
        assert layer.output is None or min(layer.output) >= 1
    for query in (*NETWORK_WORDS, *(f"{name}.{word}" for name in network.names for word in LAYER_WORDS)):
        value(report, understand(query, network.names))

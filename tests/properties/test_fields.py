"""Receptive fields of random graphs of every kind that moves values: a gradient measures them, pixel by pixel."""

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from netcalc import Network, calculate
from netcalc.reference.verify.fields.everything import measure_all
from netcalc.reference.verify.fields.field import measure

MOVING = st.sampled_from(
    [
        {"conv": {"filters": 4, "size": 3, "pad": 1}},
        {"conv": {"filters": 8, "size": "2x3"}},
        {"conv": {"filters": 4, "size": 3, "stride": 2}},
        {"pool": {"size": "1x2"}},
        {"pixel_shuffle": 2},
        {"pixel_shuffle": "1x2"},
        {"space_to_depth": 2},
        {"space_to_depth": "3x1"},
        {"channel_shuffle": 2},
        {"slice": {"start": 1}},
        {"slice": {"axis": 0, "start": 2, "step": 2}},
        {"slice": {"axis": 1, "stop": -3}},
        {"slice": {"axis": 1, "step": -1}},
        {"transpose": [1, 0, 2]},
        {"reduce": "depth"},
        {"reduce": [0]},
        {"reduce": {"over": [1, 2], "op": "sum"}},
        {"fc": {"units": 4, "flatten": False}},
        {"residual": [{"conv": {"filters": 4, "size": 3, "pad": 1}}]},
        {"parallel": {"join": "multiply", "branches": [[], ["global_pool"]]}},
        {"parallel": {"join": "multiply", "branches": [[], [{"conv": {"filters": 1, "size": 5, "pad": 2}}]]}},
        {"parallel": {"join": "concat", "branches": [[], [{"slice": {"stop": 2}}, {"channel_shuffle": 2}]]}},
    ]
)


@settings(max_examples=60)
@given(st.lists(MOVING, min_size=1, max_size=5))
def test_measured_fields_are_those_calculated(layers: list[Any]) -> None:
    network = Network(input="12x18x4", rounding="floor", layers=layers)
    report = calculate(network)
    assume(report.output is not None)
    assume(max(report.output or ()) < 100)
    found, every = measure(network, report), measure_all(network, report)
    assert found is None or found.passed, (found, report.layers[-1].receptive_field)
    assert every is None or every.passed, every

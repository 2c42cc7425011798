"""Inputs with which a whole network fits: every one that a hint names is tried, and none lies nearer."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcalc import Network, Problem, calculate
from netcalc.calculator.calculation import Calculation
from netcalc.calculator.rules import Rules
from netcalc.network.bundle import load
from netcalc.volume import Volume

NAMED = re.compile(r"the whole network fits an input of ([0-9x]+)(?: or ([0-9x]+))?$")
LAYERS = st.one_of(
    st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(0, 2)).map(
        lambda drawn: {"conv": {"filters": 1, "size": drawn[0], "stride": drawn[1], "pad": drawn[2]}}
    ),
    st.integers(2, 3).map(lambda size: {"pool": size}),
    st.just("relu"),
)


def named(problem: Problem) -> list[Volume]:
    match = NAMED.search(problem.hint)
    return [Volume(map(int, text.split("x"))) for text in match.groups() if text] if match else []


def fits(layers: list[Any], volume: tuple[int, ...]) -> bool:
    return Calculation(Network(input=volume, layers=layers), Rules()).valid


@settings(max_examples=30)
@given(st.integers(4, 40), st.lists(LAYERS, min_size=2, max_size=5))
def test_the_nearest_inputs_are_named(W: int, layers: list[Any]) -> None:
    problems = calculate(Network(input=(W, W, 1), layers=layers)).problems
    inputs = {volume for problem in problems for volume in named(problem)}
    assert all(fits(layers, volume) for volume in inputs)
    for volume in inputs:
        nearer = range(min(W, volume[0]) + 1, max(W, volume[0]))
        assert not any(fits(layers, (extent, extent, 1)) for extent in nearer)


# He et al. 2015, under the course's rounding: 32k + 1 pixels go all the way down.
def test_resnet_fits_225_pixels() -> None:
    report = calculate(load("resnet50", rounding="exact"))
    assert named(report.problems[0]) == named(report.problems[-1]) == [(193, 193, 3), (225, 225, 3)]
    assert calculate(load("resnet50", rounding="exact", input="225x225x3")).valid


def test_a_layer_deep_inside_that_is_too_large() -> None:
    report = calculate(load("vgg16", input="16x16x3"))
    assert named(report.problems[0]) == [(32, 32, 3)]


def test_extents_that_are_not_equal_are_moved_one_by_one() -> None:
    layers: list[Any] = [{"pool": 2}, {"pool": 2}]
    (problem,) = calculate(Network(input="8x10x1", layers=layers)).problems
    assert named(problem) == [(8, 8, 1), (8, 12, 1)]


def test_paths_that_do_not_meet_are_helped_too() -> None:
    down = {"conv": {"filters": 1, "size": 2, "stride": 2, "rounding": "floor"}}
    layers = [{"relu": {"name": "x"}}, down, {"upsample": {"factor": 2, "name": "up"}}, {"add": ["x", "up"]}]
    found = {problem.code: problem for problem in calculate(Network(input="9x9x1", layers=layers)).problems}
    assert named(found["shape-mismatch"]) == [(8, 8, 1), (10, 10, 1)]


def test_where_no_input_would_help_none_is_named() -> None:
    layers: list[Any] = [{"conv": {"filters": 3, "size": 3, "groups": 2}}, {"pool": 2}, {"pool": 2}]
    assert not any(map(named, calculate(Network(input="9x9x3", layers=layers)).problems))


def test_the_first_layer_at_fault_is_known() -> None:
    layers = [{"conv": {"filters": 1, "size": 3}}, {"pool": 9}, {"fc": 3}]
    report = calculate(Network(input="8x8x1", layers=layers))
    assert report.at_fault is report["pool1"]
    assert calculate(load("lenet5")).at_fault is None


@pytest.mark.parametrize("layers", [100, 3_000])
def test_trying_is_bounded(layers: int) -> None:
    network = Network(input="224x224x1", layers=[{"repeat": {"times": layers, "layers": ["relu"]}}, {"pool": 223}])
    assert [problem.code for problem in calculate(network).problems] == ["window-does-not-fit"]

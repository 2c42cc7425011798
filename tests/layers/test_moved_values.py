"""Kinds that rearrange values: what they make, what they see, and what is said where they do not fit."""

from typing import Any

import pytest

from netcalc import Network, SpecError, calculate, explain
from netcalc.report.report import LayerReport
from tests.support.marks import found


def alone(given: str, *layers: Any) -> LayerReport:
    return calculate(Network(input=given, layers=list(layers))).layers[-1]


def said(given: str, *layers: Any) -> list[str]:
    report = calculate(Network(input=given, layers=list(layers)))
    return [str(step) for step in explain(report, report.layers[-1].name).steps]


@pytest.mark.parametrize(
    ("given", "layer", "made"),
    [
        ("640x360x9", {"pixel_shuffle": 3}, "1920x1080x1"),  # Shi et al. 2016: r = 3
        ("4x12", {"pixel_shuffle": 3}, "12x4"),
        ("2x3x4x24", {"pixel_shuffle": "2x3x1"}, "4x9x4x4"),
        ("26x26x64", {"space_to_depth": 2}, "13x13x256"),  # Redmon and Farhadi 2017: YOLOv2's passthrough
        ("28x28x240", {"channel_shuffle": 3}, "28x28x240"),  # Zhang et al. 2018
        ("7x7x64", {"reduce": "depth"}, "7x7x1"),
        ("7x5x64", {"reduce": "space"}, "1x1x64"),
        ("7x5x64", {"reduce": {"over": [1], "op": "l2"}}, "7x1x64"),
        ("7x5x64", {"reduce": {"over": [0, "depth"], "op": "max"}}, "1x5x1"),
        ("7x5x64", {"reduce": {"over": [2]}}, "7x5x1"),
        ("64", {"reduce": "depth"}, "1"),
        ("14x14x768", {"reshape": "196x768"}, "196x768"),
        ("3136", {"reshape": "7x7x64"}, "7x7x64"),
        ("196x768", {"transpose": [1, 0]}, "768x196"),  # Tolstikhin et al. 2021: MLP-Mixer
        ("7x5x3", {"transpose": [2, 0, 1]}, "3x7x5"),
        ("28x28x116", {"slice": {"stop": 58}}, "28x28x58"),  # Ma et al. 2018: the half that goes by
        ("28x28x116", {"slice": {"start": -20, "stop": -1, "step": 3}}, "28x28x7"),
        ("197x768", {"slice": {"axis": 0, "stop": 1}}, "1x768"),  # the class token
        ("9x8x3", {"slice": {"axis": 1, "step": -2}}, "9x4x3"),
        ("9x8x3", {"slice": {"axis": 0, "start": 2, "stop": 100}}, "7x8x3"),
        ("9x8x3", {"stated": {"output": "4x4x5"}}, "4x4x5"),
    ],
)
def test_what_leaves(given: str, layer: Any, made: str) -> None:
    found = alone(given, layer)
    assert str(found.output) == made
    assert (found.neurons, found.params, found.macs) == (0, 0, 0)


def test_a_reshape_works_in_place_and_a_transposition_does_not() -> None:
    assert alone("4x4x2", {"reshape": "8x4"}).activations == 0
    assert alone("4x4x2", {"transpose": [1, 0, 2]}).activations == 32


# T·K·N products: PointNet's second transform, 1,024 points of 64 by a 64 x 64 matrix.
@pytest.mark.parametrize("turned", [False, True])
def test_a_matrix_product_multiplies_values_by_values(turned: bool) -> None:  # noqa: FBT001  a parameter of the test
    second = "32x64" if turned else "64x32"
    layers: list[Any] = [
        {"slice": {"axis": 0, "stop": 32, "name": "rows"}},
        {"transpose": {"order": [0, 1] if turned else [1, 0], "name": "second"}},
        {"matmul": {"from": ["input", "second"], "transpose_second": turned}},
    ]
    report = calculate(Network(input="1024x64", layers=layers))
    assert (str(report["second"].output), str(report.output)) == (second, "1024x32")
    assert (report["matmul1"].macs, report["matmul1"].params) == (1024 * 64 * 32, 0)
    steps = {str(step) for step in explain(report, "matmul1").steps}
    assert {"D2 = N = 32", "macs = W1·D1·N = 1024·64·32 = 2,097,152"} <= steps
    assert report["matmul1"].receptive_field_is == "unknown"


def test_the_numbers_of_a_stated_layer_are_those_stated() -> None:
    stated = {"output": "7x7x2", "params": 10**9, "buffers": 3, "macs": 5, "what": "something new"}
    found = alone("9x9x2", {"stated": stated})
    assert (found.weights, found.biases, found.params, found.buffers) == (10**9, 0, 10**9, 3)
    assert (found.unshared.params, found.macs, found.flops, found.neurons) == (10**9, 5, 10, 0)
    assert (found.kind, found.receptive_field_is) == ("stated", "unknown")
    assert "output = 7x7x2 (stated: something new; its numbers are not worked out)" in said("9x9x2", {"stated": stated})


@pytest.mark.parametrize(
    ("given", "layer", "lines"),
    [
        ("4x4x8", {"pixel_shuffle": 2}, ["W2 = W1·factor = 4·2 = 8", "D2 = D1/(factor·factor) = 8/(2·2) = 2"]),
        ("6x4x3", {"space_to_depth": "3x2"}, ["W2 = W1/factor_w = 6/3 = 2", "D2 = D1·factor_w·factor_h = 3·3·2 = 18"]),
        ("9x8x3", {"slice": {"axis": 0, "stop": -2}}, ["W2 = stop - start = 7 - 0 = 7"]),
        ("9x8x3", {"slice": {"axis": 1, "step": 3}}, ["H2 = ⌈(stop - start)/step⌉ = ⌈(8 - 0)/3⌉ = 3"]),
        ("4x5x6", {"transpose": [1, 2, 0]}, ["W2 = H1 = 5", "H2 = D1 = 6", "D2 = W1 = 4"]),
        ("4x5x6", {"reshape": "20x6"}, ["W2 = to_w = 20", "D2 = to_depth = 6"]),
        ("4x5x6", {"reduce": [0]}, ["W2 = 1", "H2 = H1 = 5", "D2 = D1 = 6"]),
    ],
)
def test_each_says_how_its_volume_is_made(given: str, layer: Any, lines: list[str]) -> None:
    assert set(lines) <= set(said(given, layer))


@pytest.mark.parametrize(
    ("given", "layer", "code", "field", "words"),
    [
        ("4x4x6", {"pixel_shuffle": 2}, "groups-do-not-divide", "factor", "does not divide by 4"),
        ("4", {"pixel_shuffle": 2}, "shape-mismatch", "from", "needs spatial axes"),
        ("4x4x8", {"pixel_shuffle": [2]}, "shape-mismatch", "factor", "2 spatial axes"),
        ("5x4x6", {"space_to_depth": 2}, "window-does-not-fit", "factor", "5 does not divide by 2"),
        ("4x4x6", {"channel_shuffle": 4}, "groups-do-not-divide", "groups", "4 groups do not divide"),
        ("4x4x6", {"reshape": "4x4x5"}, "shape-mismatch", "to", "96 values, 4x4x5 80"),
        ("4x4x6", {"transpose": [1, 0]}, "shape-mismatch", "order", "has 2 axes, but 4x4x6 has 3"),
        ("4x4x6", {"slice": {"start": 6}}, "shape-mismatch", "start", "nothing is left"),
        ("4x4x6", {"slice": {"axis": 3}}, "shape-mismatch", "axis", "no axis of 4x4x6"),
        ("6", {"reduce": "space"}, "shape-mismatch", "from", "needs spatial axes"),
        ("4x6", {"reduce": [2]}, "shape-mismatch", "over", "no axis of 4x6"),
        ("4x4x6", {"matmul": ["input", "input"]}, "shape-mismatch", "from", "two matrices"),
        ("4x6", {"matmul": ["input", "input"]}, "shape-mismatch", "from", "the same K in both"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(given: str, layer: Any, code: str, field: str, words: str) -> None:
    report = calculate(Network(input=given, layers=[layer]))
    (problem,) = report.problems
    assert (problem.code, problem.path) == (code, ("layers", 0, next(iter(layer)), field))
    assert words in problem.message
    assert report.output is None


@pytest.mark.parametrize("output", [0, -1, True, None, [], "8x", [1, 2, 3, 4, 5]])
def test_a_stated_layer_needs_a_volume(output: object) -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="4x4x2", layers=[{"stated": {"output": output}}])
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("invalid-value", ("layers", 0, "stated", "output"))


CONV = {"conv": {"filters": 4, "size": 3, "stride": 2, "name": "c"}}


def field(*layers: Any) -> list[tuple[int, Any, int]]:
    found = alone("33x33x1", *layers).receptive_field or ()
    return [(reach.size, reach.step, reach.start) for reach in found]


def sees(*layers: Any) -> tuple[str | None, str | None]:
    last = alone("33x33x1", *layers)
    return last.receptive_field_is, last.receptive_field_note


def test_what_they_see() -> None:
    assert field(CONV, {"pixel_shuffle": 2}) == [(3, 1, 0)] * 2
    assert field(CONV, {"space_to_depth": 2}) == [(3 + 2, 4, 0)] * 2
    for kept in ({"channel_shuffle": 2}, {"slice": {"stop": 2}}, {"reduce": "depth"}, {"transpose": [0, 1, 2]}):
        assert field(CONV, kept) == [(3, 2, 0)] * 2
    assert field(CONV, {"slice": {"axis": 0, "start": 3, "step": 2}}) == [(3, 4, 6), (3, 2, 0)]
    assert field(CONV, {"slice": {"axis": 0, "step": -1}}) == [(3, -2, 30), (3, 2, 0)]
    backward = [{"slice": {"axis": 1, "step": -1}}, {"conv": {"filters": 1, "size": 3}}]
    assert field(*backward) == [(3, 1, 0), (3, -1, 30)]
    assert field(CONV, {"reduce": [1]}) == [(3, 2, 0), (33, 32, 0)]
    turned = [{"conv": {"filters": 1, "size": "3x5"}}, {"transpose": [1, 0, 2]}]
    assert field(*turned) == [(5, 1, 0), (3, 1, 0)]
    assert sees(*turned) == ("spans", "its axes look along axes 1, 0 of the input")
    assert field(*turned, {"transpose": [1, 0, 2]}) == [(3, 1, 0), (5, 1, 0)]
    assert sees(*turned, {"transpose": [1, 0, 2]}) == ("spans", None)


def test_what_they_see_of_all_and_of_what_nobody_can_say() -> None:
    assert sees(CONV, {"reduce": "space"}) == ("all", "reduce1 reads every position")
    assert sees(CONV, {"reshape": 1024}) == ("all", "reshape1 reads every position")
    assert sees(CONV, {"reshape": "256x4"}) == ("unknown", "reshape1 lays the values out anew")
    assert sees(CONV, {"transpose": [2, 0, 1]}) == ("unknown", "transpose1 moves the depth among the axes")
    assert sees(CONV, {"stated": "8x8x1"}) == ("unknown", "stated1 is stated, and what it sees is not")
    assert sees(CONV, "flatten", {"reshape": "256x4"}) == ("all", "flatten1 reads every position")
    square = [{"conv": {"filters": 1, "size": "3x5", "pad": "same"}}, {"transpose": [1, 0, 2]}]
    note = "paths meet in add1 that look along different axes of the input"
    assert sees(*square, {"add": ["conv1", "transpose1"]}) == ("unknown", note)


@pytest.mark.parametrize(
    ("layer", "hint"),
    [
        ({"slice": {"start": 6}}, "a start of at most 5"),
        ({"slice": {"start": 3, "stop": 2}}, "a stop behind the start"),
        ({"slice": {"start": 1, "stop": 4, "step": -1}}, "a stop before the start"),
        ({"matmul": ["input", "input"]}, "`reshape: 16x6` lays positions in a row"),
    ],
)
def test_what_does_not_do_has_a_hint_that_mends_it(layer: dict[str, object], hint: str) -> None:
    (problem,) = calculate(Network(input="4x4x6", layers=[layer])).problems
    assert problem.hint == hint


def test_a_matrix_the_other_way_round_is_told_how() -> None:
    layers = [{"relu": {"name": "a"}}, {"matmul": ["a", "a"]}]
    (problem,) = calculate(Network(input="4x6", layers=layers)).problems
    assert "`transpose_second: true` takes the second the other way round" in problem.hint
    layers[-1] = {"matmul": {"from": ["a", "a"], "transpose_second": True}}
    assert calculate(Network(input="4x6", layers=layers)).valid


@pytest.mark.parametrize(
    ("over", "hint"),
    [
        ("mean", "write what it works over too: `reduce: {over: space, op: mean}`"),
        (1, "write `over: [1]`"),
        (-1, "axes are counted from 0, without a batch; the last is `depth`"),
        (True, ""),
    ],
)
def test_what_is_no_list_of_axes_is_mended(over: object, hint: str) -> None:
    (problem,) = found(f"input: 8x8x4\nlayers: [reduce: {str(over).lower()}]\n")
    assert problem.hint == hint

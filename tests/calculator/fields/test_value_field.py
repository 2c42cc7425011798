"""What one value sees, pixel by pixel: worked examples of the lecture, and a gradient through random stacks."""

from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from netcalc import Network, Report, SpecError, calculate
from netcalc.calculator.fields.value import ValueField, value_field
from netcalc.reference import ReferenceNet
from netcalc.reference.verify.fields.looking import Looking

RANDOM = st.integers(0, 10**9).map(Random)
THREES = st.sampled_from(
    [
        {"conv": {"filters": 2, "size": 3}},
        {"conv": {"filters": 2, "size": 3, "pad": 1}},
        {"conv": {"filters": 2, "size": 3, "pad": 2, "dilation": 2}},
        {"conv": {"filters": 4, "size": 2, "stride": 2, "dilation": 3}},
        {"conv": {"filters": 4, "size": 3, "stride": 3, "pad": "same"}},
        {"conv": {"filters": 4, "size": 1, "stride": 2}},
        {"conv_transpose": {"filters": 4, "size": 3, "stride": 2}},
        {"conv_transpose": {"filters": 4, "size": 2, "stride": 3, "pad": 1, "output_pad": 1}},
        {"pool": {"size": 2}},
        {"pool": {"size": 3, "stride": 2, "pad": 1, "rounding": "ceil"}},
        {"upsample": 2},
        {"crop": 1},
        {"zero_pad": 1},
        {"slice": {"axis": 0, "start": 1, "step": 2}},
        {"slice": {"axis": 0, "step": -1}},
        {"residual": [{"conv": {"filters": "depth", "size": 3, "pad": 2, "dilation": 2}}]},
        {"residual": {"layers": [{"conv": {"filters": 4, "size": 5, "stride": 2, "pad": 2}}],
                      "shortcut": [{"pool": {"size": 2, "rounding": "ceil"}}, {"conv": {"filters": 4, "size": 1}}]}},
        {"parallel": {"join": "concat", "branches": [[], [{"conv": {"filters": 2, "size": 7, "pad": 3}}]]}},
        {"parallel": {"join": "multiply", "branches": [[], ["global_pool"]]}},
        {"fc": {"units": 4, "flatten": False}},
        {"reduce": {"over": [0], "op": "sum"}},
        "relu", "layernorm", "global_pool", {"fc": 4},
    ]
)  # fmt: skip


def seen(found: ValueField, name: str = "input") -> set[tuple[int, ...]]:
    """Name every pixel of an input."""
    pixels = [()] if not found.given[name] else None
    patches = found.inputs[name]
    if pixels is not None:
        return set(pixels) if patches else set()
    return {
        tuple(map(int, pixel)) for patch in patches for pixel in np.array(np.meshgrid(*patch)).T.reshape(-1, len(patch))
    }


def reached(network: Network, report: Report, place: int, at: tuple[int, ...]) -> set[tuple[int, ...]]:
    """Name every pixel that a gradient from this position reaches."""
    gradient = Looking(network, report, place).reached(at, np.random.default_rng(0))
    if gradient is None:
        return set()
    return {tuple(map(int, pixel))[::-1] for pixel in np.argwhere(np.any(gradient != 0, axis=(0, 1)))}


@settings(max_examples=40)
@given(RANDOM, st.sampled_from(["23x2", "13x11x2", "7x6x5x2"]), st.lists(THREES, min_size=1, max_size=5))
def test_a_gradient_reaches_the_pixels_that_a_value_is_said_to_see(draw: Random, input: str, layers: list[Any]) -> None:
    try:
        network = Network(input=input, rounding="floor", layers=layers)
    except SpecError:
        reject()
    report = calculate(network)
    assume(report.output is not None and max(report.output) < 30)
    last = report.layers[-1]
    assert last.output is not None
    at = tuple(draw.randrange(extent) for extent in last.output.spatial)
    found = value_field(report, last, at)
    assert found.known
    assert seen(found) == reached(network, report, len(report.layers) - 1, at)


COPYING = st.sampled_from(["zeros", "reflect", "replicate", "circular"]).flatmap(
    lambda mode: st.fixed_dictionaries({
        "filters": st.just(2), "size": st.integers(1, 4), "pad": st.integers(0, 3), "stride": st.integers(1, 2),
        "pad_mode": st.just(mode),
    })
)  # fmt: skip


@settings(max_examples=30)
@given(RANDOM, st.lists(COPYING, min_size=1, max_size=3))
def test_where_padding_copies_pixels_a_value_sees_those(draw: Random, convs: list[Any]) -> None:
    network = Network(input="9x8x1", rounding="floor", layers=[{"conv": conv} for conv in convs])
    report = calculate(network)
    last = report.layers[-1]
    assume(report.valid and last.output is not None)
    at = tuple(draw.randrange(extent) for extent in (last.output or ())[:-1])
    net = ReferenceNet(network, seed=1, dtype="float64")
    scores = net.forward(np.ones((1, 1, 8, 9)))
    dscores = np.zeros_like(scores)
    dscores[:, :, at[1], at[0]] = 1.0, 2.0
    gradient = net.backward(dscores)["input"]
    assert seen(value_field(report, last, at)) == {(int(x), int(y)) for y, x in np.argwhere(gradient[0, 0] != 0)}


def field(layers: list[Any], at: tuple[int, ...], input: str = "7x1", layer: str | None = None) -> ValueField:
    report = calculate(Network(input=input, rounding="floor", layers=layers))
    return value_field(report, report[layer] if layer else report.layers[-1], at)


def test_two_convolutions_of_3_see_5_pixels_and_three_see_7() -> None:  # CS231n, lecture 7
    three = {"conv": {"filters": 1, "size": 3}}
    assert field([three] * 2, (0,)).inputs == {"input": (((0, 1, 2, 3, 4),),)}
    assert field([three] * 3, (0, 0), "7x7x1").inputs == {"input": (((*range(7),),) * 2,)}


def test_padding_is_looked_at_and_leads_no_further() -> None:
    found = field([{"conv": {"filters": 1, "size": 3, "pad": 1}}, {"conv": {"filters": 1, "size": 3, "pad": 1}}], (0,))
    assert [look.patches for look in found.looks] == [(((-1, 0, 1),),), (((-1, 0, 1, 2),),)]
    assert [look.padded for look in found.looks] == [True, True]
    assert found.inputs == {"input": (((0, 1, 2),),)}


def test_a_dilated_window_leaves_gaps() -> None:
    assert field([{"conv": {"filters": 1, "size": 3, "dilation": 2}}], (1,)).inputs == {"input": (((1, 3, 5),),)}


def test_behind_a_layer_that_reads_everything_what_no_window_read_is_not_seen() -> None:
    found = field([{"conv": {"filters": 1, "size": 2, "stride": 3}}, {"fc": 4}], ())
    assert found.note == "fc1 reads every position"
    assert found.inputs == {"input": (((0, 1, 3, 4),),)}


def test_of_several_inputs_each_is_told_apart() -> None:
    layers = [
        {"conv": {"filters": 1, "size": 3, "from": "left"}},
        {"fc": {"units": 2, "from": "conv1"}},
        {"fc": {"units": 2, "from": "right"}},
    ]
    report = calculate(Network(inputs={"left": "5x1", "right": "4"}, layers=layers, outputs=["fc1", "fc2"]))
    assert value_field(report, report["conv1"], (2,)).inputs == {"left": (((2, 3, 4),),), "right": ()}
    assert value_field(report, report["fc2"], ()).inputs == {"left": (), "right": ((),)}


def test_what_nobody_can_say_has_its_reason() -> None:
    found = field([{"conv": {"filters": 1, "size": 3}}, {"stated": {"output": "4x1"}}], (0,))
    assert (found.known, found.inputs) == (False, {})
    assert found.note == "stated1 is stated, and what it sees is not"


def test_the_gate_of_a_map_is_left_out_and_said() -> None:
    gated = {"parallel": {"join": "multiply", "branches": [[], ["global_pool"]]}}
    found = field([gated], (3,))
    assert found.inputs == {"input": (((3,),),)}
    assert found.note == "the gate global_pool1 is left out: through it all is seen"


@pytest.mark.parametrize("layers", [[{"conv": {"filters": 1, "size": 1}}, {"fc": 1}]])
def test_more_than_can_be_named_is_refused(layers: list[Any]) -> None:
    with pytest.raises(SpecError) as raised:
        field(layers, (), "1000000x1")
    assert raised.value.problems[0].code == "limit-exceeded"

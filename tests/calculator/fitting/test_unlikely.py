"""Inputs that are probably not meant: channels first, or left out."""

from typing import Any

import pytest

from netcalc import Layer, Network, Volume, calculate
from netcalc.arithmetic import Arithmetic, Slide
from netcalc.layers.base import Window
from netcalc.network.bundle import load
from tests.support.running import Run

CONV: list[Any] = [{"conv": {"filters": 2, "size": 3}}]


class Blur(Layer):
    """A kind of a user's own that slides a window."""

    kind = "blur"

    def window(self, *given: Volume, rules: Arithmetic) -> Window:
        return tuple(Slide(3) for _ in given[0].spatial)


def warned(volume: str, layers: list[Any]) -> list[tuple[str, str]]:
    problems = calculate(Network(input=volume, layers=layers)).problems
    return [(problem.severity, problem.hint) for problem in problems if problem.code == "unlikely-input"]


@pytest.mark.parametrize(
    ("volume", "meant"),
    [
        ("3x224x224", "224x224x3"),
        ("1x28x28", "28x28x1"),
        ("4x16x17", "16x17x4"),
        ("28x28", "28x28x1"),
        ("8x8", "8x8x1"),
    ],
)
@pytest.mark.parametrize(
    "layer", [{"conv": {"filters": 2, "size": 1}}, {"pool": 1}, {"local": {"filters": 1, "size": 1}}]
)
def test_an_image_in_another_order_is_warned_of(volume: str, meant: str, layer: dict[str, Any]) -> None:
    assert warned(volume, [layer]) == [("warning", f"write {meant} if it is an image")]
    assert calculate(Network(input=volume, layers=[layer])).valid


def test_attention_takes_positions_for_an_image_too() -> None:
    assert warned("1x28x28", [{"attention": 2}]) == [("warning", "write 28x28x1 if it is an image")]
    assert warned("28x28", [{"attention": 2}]) == []  # as good a sequence


@pytest.mark.parametrize(
    "volume", ["224x224x3", "5x224x224", "3x15x224", "3x224x15", "7x7", "28x27", "1024x768", "784", "3x32x32x32"]
)
def test_what_may_well_be_meant_is_not(volume: str) -> None:
    assert warned(volume, [{"conv": {"filters": 2, "size": 1}}]) == []


@pytest.mark.parametrize("layers", [[{"fc": 10}], ["flatten", {"fc": 10}], ["relu", "softmax"], ["global_pool"]])
def test_where_no_window_slides_an_order_is_as_good_as_another(layers: list[Any]) -> None:
    assert warned("28x28", layers) == []


@pytest.mark.parametrize("layer", [{"zero_pad": 1}, {"crop": 1}])
def test_a_frame_slides_nothing(layer: dict[str, Any]) -> None:
    assert warned("28x28", [layer, {"fc": 10}]) == []
    assert len(warned("28x28", [layer, *CONV])) == 1


def test_the_window_of_a_users_own_kind_slides_as_any_other() -> None:
    assert warned("28x28", [Blur()]) == [("warning", "write 28x28x1 if it is an image")]


def test_it_is_seen_through_layers_that_work_value_by_value_and_said_once() -> None:
    assert len(warned("28x28", ["batchnorm", "relu", *CONV, *CONV])) == 1


def test_a_window_with_two_numbers_on_one_axis_is_warned_of_too() -> None:
    report = calculate(Network(input="28x28", layers=[{"conv": {"filters": 2, "size": "5x5"}}]))
    assert [problem.code for problem in report.problems] == ["unlikely-input", "shape-mismatch"]


def test_another_input_for_a_bundled_spec_is_looked_at(run: Run) -> None:
    ran = run("ask", "lenet5", "totals.params", "--input", "32x32")
    assert "unlikely-input" in ran.err or "the input 32x32 is read as 32 positions of depth 32" in ran.err


def test_no_bundled_spec_is_unlikely() -> None:
    assert [problem.code for problem in calculate(load("lenet5")).problems] == []


def test_a_layer_that_does_not_fit_keeps_nothing() -> None:
    """`over: 2` of a sequence is its own error; the look at the input does not stumble over it."""
    report = calculate(Network(input="8x8", layers=["relu", {"reduce": {"over": [2]}}, *CONV]))
    assert [problem.code for problem in report.problems] == ["shape-mismatch"]


def test_of_several_inputs_the_one_is_named() -> None:
    layers = [{"conv": {"filters": 2, "size": 3, "from": "a"}}, {"fc": {"units": 2, "from": "b"}}]
    report = calculate(Network(inputs={"a": "3x32x32", "b": "5"}, layers=layers, outputs=["conv1", "fc1"]))
    (problem,) = report.problems
    assert problem.message.startswith("the input a (3x32x32) is read as 3 x 32 positions of depth 32")

"""Several inputs: their names, what reads them, other volumes in their place."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from netcalc import Network, SpecError, calculate, load
from netcalc.problems import Unreadable
from netcalc.reference import ReferenceNet
from netcalc.reference.verify.verify import verify

TWO: dict[str, Any] = {"left": "8x8x1", "right": "8x8x2"}
LAYERS: list[Any] = [
    {"conv": {"filters": 4, "size": 3, "from": "left", "name": "a"}},
    {"conv": {"filters": 4, "size": 3, "from": "right", "name": "b"}},
    {"concat": ["a", "b"]},
    {"fc": 2},
]


def problems(**fields: Any) -> list[tuple[str, tuple[Any, ...]]]:
    with pytest.raises(SpecError) as caught:
        Network(**{"inputs": TWO, "layers": LAYERS, **fields})
    return [(problem.code, problem.path) for problem in caught.value.problems]


def test_inputs_are_read_by_their_names() -> None:
    network = Network(inputs=TWO, layers=LAYERS)
    report = calculate(network)
    assert (network.input, report.input) == (None, None)
    assert report.inputs == network.inputs == {"left": (8, 8, 1), "right": (8, 8, 2)}
    assert [layer.from_ for layer in report] == [("left",), ("right",), ("a", "b"), ("concat1",)]
    assert report.totals.activations == 8 * 8 * 1 + 8 * 8 * 2 + 2 * 6 * 6 * 4 + 6 * 6 * 8 + 2
    assert report.totals.params == (3 * 3 * 1 + 1) * 4 + (3 * 3 * 2 + 1) * 4 + (6 * 6 * 8 + 1) * 2
    written = report.to_dict()
    assert (written["input"], written["inputs"]) == (None, {"left": [8, 8, 1], "right": [8, 8, 2]})


def test_a_network_of_several_inputs_is_written_as_it_was() -> None:
    network = Network(inputs=TWO, layers=LAYERS)
    assert Network(**network.to_dict()) == network
    assert hash(Network(**network.to_dict())) == hash(network)
    assert network != Network(inputs={**TWO, "left": "9x9x1"}, layers=LAYERS)
    assert repr(network) == "<Network: 2 inputs: left 8x8x1, right 8x8x2, 4 layers>"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"input": 3}, [("invalid-value", ("inputs",))]),
        ({"inputs": {}, "layers": ["relu"]}, [("invalid-value", ("inputs",))]),
        ({"inputs": {**TWO, "left": "wide"}}, [("invalid-value", ("inputs", "left"))]),
        ({"inputs": {**TWO, "le ft": 3}}, [("invalid-value", ("inputs", "le ft"))]),
        ({"layers": ["relu", *LAYERS]}, [("missing-field", ("layers", 0, "relu"))]),
        (
            {"layers": [{"repeat": {"times": 0, "layers": ["tanh"]}}, "relu", *LAYERS]},
            [("missing-field", ("layers", 1, "relu"))],
        ),
        ({"layers": [*LAYERS, {"relu": {"name": "left"}}]}, [("duplicate-name", ("layers", 4, "relu", "name"))]),
        ({"layers": [*LAYERS, {"relu": {"from": "input"}}]}, [("unknown-reference", ("layers", 4, "relu", "from"))]),
        ({"outputs": ["left", "fc1"]}, [("unknown-reference", ("outputs", 0))]),
    ],
)
def test_what_is_wrong_with_inputs_is_said_in_its_place(fields: dict[str, Any], expected: object) -> None:
    assert problems(**fields) == expected


def test_more_inputs_than_can_be_followed_are_refused_at_once() -> None:
    many = {f"x{number}": "2" for number in range(101)}
    assert problems(inputs=many, layers=[{"add": list(many)}]) == [("limit-exceeded", ("inputs",))]
    assert calculate(Network(inputs=dict(list(many.items())[:100]), layers=[{"add": list(many)[:100]}])).valid


def test_the_first_layer_is_shown_with_what_it_reads() -> None:
    with pytest.raises(SpecError) as caught:
        Network(inputs=TWO, layers=[{"pool": 2}, *LAYERS])
    (problem,) = caught.value.problems
    assert problem.hint == "write `pool: {size: 2, from: left}`"


def test_an_input_that_nobody_reads_is_warned_of() -> None:
    report = calculate(Network(inputs={**TWO, "third": 5}, layers=LAYERS))
    assert [(problem.code, problem.path) for problem in report.problems] == [("unread-output", ("inputs", "third"))]
    assert report.valid


def test_one_input_with_a_name_is_the_input_too() -> None:
    network = Network(inputs={"image": "8x8x1"}, layers=[{"conv": {"filters": 2, "size": 3, "from": "image"}}])
    assert (network.input, dict(network.inputs)) == ((8, 8, 1), {"image": (8, 8, 1)})
    assert network.replace(input="9x9x1").inputs == {"image": (9, 9, 1)}


def test_an_unlikely_input_is_named() -> None:
    report = calculate(Network(inputs={"left": "3x224x224", "right": "8x8x2"}, layers=LAYERS))
    found = [problem for problem in report.problems if problem.code == "unlikely-input"]
    assert [problem.path for problem in found] == [("inputs", "left")]


def test_inputs_are_replaced_one_by_one() -> None:
    network = Network(inputs=TWO, layers=LAYERS)
    assert network.replace(inputs={"left": "8x8x3"}).inputs == {"left": (8, 8, 3), "right": (8, 8, 2)}
    for change in ({"inputs": {"lft": 3}}, {"input": 3}):
        with pytest.raises(Unreadable):
            network.replace(**change)


def test_inputs_are_replaced_on_the_command_line(tmp_path: Path, run: Any) -> None:
    path = tmp_path / "net.yaml"
    path.write_text(Network(inputs=TWO, layers=LAYERS).to_yaml())
    assert load(path).inputs == {"left": (8, 8, 1), "right": (8, 8, 2)}
    asked = run("ask", str(path), "left.output", "a.output", "--input", "left=9x9x1", "--input", "right=9x9x2")
    assert (asked.status, asked.out) == (0, "9x9x1\n7x7x4\n")
    assert run("ask", str(path), "output", "--input", "9x9x1").status == 2
    assert "did you mean `left`" in run("ask", str(path), "output", "--input", "lft=9x9x1").err


def test_the_whole_network_is_fitted_by_all_inputs_together() -> None:
    inputs = {"left": "7x7x1", "right": "7x7x1"}
    layers = [
        {"conv": {"filters": 1, "size": 2, "stride": 2, "from": "left", "name": "a"}},
        {"conv": {"filters": 1, "size": 2, "stride": 2, "from": "right", "name": "b"}},
        {"add": ["a", "b"]},
    ]
    hint = calculate(Network(inputs=inputs, layers=layers)).problems[0].hint
    assert "the whole network fits left 6x6x1, right 6x6x1 or left 8x8x1, right 8x8x1" in hint


def test_a_field_over_several_inputs_is_that_on_each_alone_where_they_agree() -> None:
    report = calculate(Network(inputs=TWO, layers=LAYERS))
    assert [reach.size for reach in report["concat1"].receptive_field or ()] == [3, 3]
    wide = {"conv": {"filters": 4, "size": 5, "pad": 1, "from": "right", "name": "b"}}
    unlike = calculate(Network(inputs=TWO, layers=[LAYERS[0], wide, *LAYERS[2:]]))["concat1"]
    assert (unlike.receptive_field, unlike.receptive_field_is) == (None, "unknown")
    assert unlike.receptive_field_note == "it sees left and right through different windows"


def test_a_net_takes_a_mapping_and_gives_gradients_by_name() -> None:
    net = ReferenceNet(Network(inputs=TWO, layers=LAYERS))
    x = {"left": np.ones((3, 1, 8, 8)), "right": np.ones((3, 2, 8, 8))}
    assert net.forward(x).shape == (3, 2)
    grads = net.backward(np.ones((3, 2)))
    assert (grads["left"].shape, grads["right"].shape) == ((3, 1, 8, 8), (3, 2, 8, 8))
    for wrong in (x["left"], {"left": x["left"]}, {**x, "third": 1}, {**x, "right": np.ones((2, 2, 8, 8))}):
        with pytest.raises(ValueError, match="input"):
            net.forward(wrong)


def test_several_inputs_are_verified() -> None:
    found = verify(Network(inputs=TWO, layers=LAYERS))
    assert found.passed
    assert found.whole is not None
    assert found.whole.error < 1e-6


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        (["left", "right"], "write the volume of each: `inputs: {left: 32x32x3, right: 32x32x3}`"),
        ([{"left": "8x8x1"}, {"right": 3}], "write `inputs: {left: 8x8x1, right: 3}`"),
        ({**TWO, "input": 3}, "another name, such as `image`; one input alone is `input: 32x32x3`"),
    ],
)
def test_inputs_that_are_no_volumes_by_name_are_one_problem(written: Any, hint: str) -> None:
    with pytest.raises(SpecError) as caught:
        Network(inputs=written, layers=LAYERS)
    assert [problem.hint for problem in caught.value.problems] == [hint]


def test_without_inputs_what_is_learned_goes_on_and_sees_nothing() -> None:
    network = Network(inputs="none", layers=[{"learned": "4x4x8"}, {"conv": {"filters": 3, "size": 3}}])
    report = calculate(network)
    assert (report.valid, report.inputs, report.output) == (True, {}, (2, 2, 3))
    assert [(layer.receptive_field, layer.receptive_field_is) for layer in report] == [((), "spans")] * 2
    with pytest.raises(SpecError, match="nothing comes into the network"):
        ReferenceNet(network)

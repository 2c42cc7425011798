"""What leaves a network: the layers that are named for it, else the last; and layers that nobody reads."""

from typing import Any

import pytest

from netcalc import FC, Network, SpecError, calculate
from netcalc.report.query import Query, value
from tests.support.marks import found, marked, places

TWO = [FC(units=4, name="a"), FC(units=2, name="b", from_="input")]
BLOCKS: dict[str, Any] = {"pair": {"layers": [{"fc": 3}, {"fc": 5}]}}


def outputs(*layers: Any, **fields: Any) -> list[tuple[str, tuple[int, ...] | None]]:
    return [(each.name, each.output) for each in calculate(Network(input="3", layers=list(layers), **fields)).outputs]


def codes(*layers: Any, **fields: Any) -> list[tuple[str, str | None]]:
    report = calculate(Network(input="3", layers=list(layers), **fields))
    return [(problem.code, problem.layer) for problem in report.problems]


def test_left_out_the_last_layer_is_the_output() -> None:
    assert outputs({"fc": 4}, {"fc": 2}) == [("fc2", (2,))]
    assert outputs({"repeat": {"times": 0, "layers": ["relu"]}}) == [("input", (3,))]


def test_several_outputs_stand_in_the_order_in_which_they_are_named() -> None:
    assert outputs(*TWO, outputs=["b", "a"]) == [("b", (2,)), ("a", (4,))]
    assert outputs(*TWO, outputs="a") == [("a", (4,))]


def test_the_output_asked_for_is_the_last_of_them() -> None:
    report = calculate(Network(input="3", layers=TWO, outputs=["b", "a"]))
    assert report.output == (4,)
    assert value(report, Query("output", None, "output")) == (4,)
    assert report.to_dict()["outputs"] == [{"name": "b", "output": [2]}, {"name": "a", "output": [4]}]
    assert report.to_dict()["inputs"] == {"input": [3]}


def test_a_block_in_use_stands_for_its_last_layer() -> None:
    layers = [{"pair": {"name": "one"}}, {"fc": {"units": 2, "from": "input"}}]
    assert outputs(*layers, blocks=BLOCKS, outputs=["one", "fc1"]) == [("one", (5,)), ("fc1", (2,))]
    assert outputs(*layers, blocks=BLOCKS, outputs=["one.fc1", "one", "fc1"])[0] == ("one.fc1", (3,))


def test_an_output_that_does_not_fit_has_no_volume() -> None:
    report = calculate(Network(input="4x4x1", layers=["relu", {"pool": 9}], outputs=["relu1", "pool1"]))
    assert [each.output for each in report.outputs] == [(4, 4, 1), None]


@pytest.mark.parametrize("name", ["nowhere", "input", "pair", "a.1"])
def test_an_output_that_is_not_there_is_said_in_its_place(name: str) -> None:
    text, expected = marked(
        "input: 3\nblocks: {pair: {layers: [relu]}}\nlayers: [fc: {units: 4, name: a}, pair]\n"
        f"outputs: [a, ▸{name}]"
    )
    problems = found(text)
    assert [problem.code for problem in problems] == ["unknown-reference"]
    assert places(problems) == expected


@pytest.mark.parametrize("names", [[], 3, ["a", "a"], ["a", 3], {"a": 1}, ""])
def test_outputs_are_names(names: Any) -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="3", layers=TWO, outputs=names)
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [("invalid-value", ("outputs",))]


def test_a_layer_that_nobody_reads_is_said_unless_it_is_an_output() -> None:
    assert codes(*TWO) == [("unread-output", "a")]
    assert codes(*TWO, outputs=["a", "b"]) == []
    assert codes(*TWO, outputs=["a"]) == [("unread-output", "b")]
    report = calculate(Network(input="3", layers=TWO))
    assert (report.valid, report.problems[0].severity) == (True, "warning")


def test_it_is_said_once_for_each_place_where_it_is_written() -> None:
    lost = {"fc": {"units": 2, "name": "lost"}}
    passes = {"repeat": {"times": 3, "layers": [{"fc": {"units": 3, "name": "x"}}, lost, {"relu": {"from": "x"}}]}}
    assert codes(passes) == [("unread-output", "lost.1")]
    blocks = {"b": {"layers": [{"fc": {"units": 3, "name": "x"}}, lost, {"relu": {"from": "x"}}]}}
    assert codes("b", "b", "b", blocks=blocks) == [("unread-output", "b1.lost")]
    assert codes("b", lost, {"relu": {"from": "b1"}}, blocks=blocks) == [
        ("unread-output", "b1.lost"), ("unread-output", "lost"),
    ]  # fmt: skip


def test_a_join_that_nobody_reads_is_said_too() -> None:
    assert codes({"residual": ["relu"]}, {"fc": {"units": 2, "from": "input"}}) == [("unread-output", "add1")]


def test_it_is_said_at_the_layer() -> None:
    text, expected = marked("input: 3\nlayers:\n- ▸fc: {units: 2, name: a}\n- relu: {from: input}")
    assert places(found(text)) == expected


def test_a_number_that_counts_on_through_the_passes_is_named() -> None:
    gate: dict[str, Any] = {"residual": [{"fc": 3}, "relu", {"fc": 3}, {"multiply": ["relu1", "fc2"]}]}
    report = calculate(Network(input="3", layers=[{"repeat": {"times": 3, "layers": [gate]}}]))
    assert [(problem.layer, problem.hint[:33]) for problem in report.problems] == [
        ("fc4", "every pass reads the first one's,"),
    ]
    chained = Network(
        input="3", layers=[{"repeat": {"times": 2, "layers": ["relu"]}}, {"fc": {"units": 2, "from": "relu1"}}]
    )
    assert [problem.hint[:12] for problem in calculate(chained).problems] == ["take it out,"]

"""ONNX models with graphs in them: functions that are called, branches that are chosen, loops."""

from pathlib import Path
from typing import Any

import pytest

from netcalc import SpecError
from tests.support.onnx_models import MESSAGES, array, graph, model, node, numbers, read


def function(name: str, *nodes: Any) -> Any:
    return MESSAGES["Function"](name=name, domain="own", input=["x", "w"], output=["y"], node=nodes)


def test_a_function_is_read_as_its_operators_at_each_call_with_what_the_call_gives(tmp_path: Path) -> None:
    conv = node("Conv x w > c")
    conv.attribute.add(name="strides", ref_attr_name="step")
    block = function("Block", conv, node("Relu c > y"))
    calls = [node("own:Block x a > b", step=[2, 2]), node("own:Block b b2 > y")]
    report = read(tmp_path, model(calls, [array("a", 4, 3, 2, 2), array("b2", 5, 4, 2, 2)], [block]))
    assert [(layer.kind, layer.output) for layer in report] == [
        ("conv", (4, 4, 4)), ("relu", (4, 4, 4)), ("conv", (3, 3, 5)), ("relu", (3, 3, 5)),
    ]  # fmt: skip
    assert report.totals.params == 4 * 3 * 4 + 5 * 4 * 4


def test_functions_that_call_themselves_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="functions call each other more than 50 deep"):
        read(tmp_path, model([node("own:F x w > y")], [array("w", 1)], [function("F", node("own:F x w > y"))]))


def branched(asked: str) -> Any:
    """Make a choice, as exporters write a squeeze: an axis is taken away where its extent is 1."""
    yes, no = (
        graph([node("Squeeze x at > y")]),
        graph([node("Conv x v > c"), node("Relu c > y")], [array("v", 2, 3, 1, 1)]),
    )
    nodes = [node("Shape x > s"), node("Gather s at > n", axis=0), node(f"{asked} > is")]
    chosen = node("If is > y", then_branch=yes, else_branch=no)
    return model([*nodes, chosen], [numbers("at", 1), numbers("one", 1)])


def test_a_branch_that_shapes_choose_is_gone_through_alone(tmp_path: Path) -> None:
    report = read(tmp_path, branched("Equal n one"))
    assert [layer.kind for layer in report] == ["conv", "relu"]
    assert report.totals.params == 3 * 2


def test_of_a_branch_that_values_choose_the_arrays_of_both_are_counted(tmp_path: Path) -> None:
    report = read(tmp_path, branched("ReduceMax x"))
    assert (report.totals.params, report.at_least) == (3 * 2, True)
    assert [problem.code for problem in report.problems] == ["unsupported-operator"]


def test_of_a_loop_the_arrays_are_counted_and_it_is_said_that_more_is_multiplied(tmp_path: Path) -> None:
    body = graph([node("MatMul h v > y")], [array("v", 8, 8)])
    body.input.add(name="h")
    report = read(tmp_path, model([node("Loop m _ x > y", body=body)], [numbers("m", 4)]))
    assert (report.totals.params, report.at_least) == (8 * 8, True)


def test_a_sum_of_more_than_two_reads_all_of_them(tmp_path: Path) -> None:
    alike = model([node("Relu x > a"), node("Tanh x > b"), node("Sum a b x > y")])
    assert list(read(tmp_path, alike)["add1"].from_) == ["relu1", "tanh1", "input"]
    unlike = model([node("Relu x > a"), node("Sum a b x > y")], [array("b", 3, 1, 1)])
    assert [layer.kind for layer in read(tmp_path, unlike)] == ["relu", "learned", "add", "add"]


def test_peepholes_of_a_recurrent_layer_are_counted_beside_it(tmp_path: Path) -> None:
    arrays = [array("w", 1, 4 * 5, 4), array("r", 1, 4 * 5, 5), array("p", 1, 3 * 5)]
    made = model([node("LSTM x w r _ _ _ _ p > z y", hidden_size=5)], arrays, x=(7, 1, 4))
    assert read(tmp_path, made).totals.params == 4 * 5 * (4 + 5) + 3 * 5


def test_an_array_that_an_exporter_wrote_once_for_each_example_is_one(tmp_path: Path) -> None:
    found = read(tmp_path, model([node("Concat e x > y", axis=1)], [array("e", 2, 1, 8)], x=(2, 16, 8)))
    assert ([layer.output for layer in found], found.totals.params) == ([(1, 8), (17, 8)], 8)


def test_what_fills_the_scale_of_a_norm_of_positions_is_no_array_of_it(tmp_path: Path) -> None:
    ones = [node("ConstantOfShape many > constant"), node("LayerNormalization x constant > y")]
    found = read(tmp_path, model(ones, [numbers("many", 8)], x=(1, 5, 8)))
    assert ([layer.kind for layer in found], found.totals.params) == (["layernorm"], 0)


def test_modules_that_nest_very_deep_are_read(tmp_path: Path) -> None:
    deep = "/".join(f"m{level}" for level in range(90))
    nodes = [node("Relu x > a"), node("Relu a > b"), node("Relu b > y")]
    for each, name in zip(nodes[1:], (f"/{deep}/a", f"/{deep}/b"), strict=True):
        each.name = name
    assert [layer.kind for layer in read(tmp_path, model(nodes))] == ["relu"] * 3

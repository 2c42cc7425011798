"""Two networks whose volumes agree: what is one thing written in two ways, and what is not."""

from typing import Any

import pytest

from netcalc import Network, Report, calculate
from netcalc.models.comparing.against import differences
from netcalc.report.report import Provenance

Layers = list[Any]
MAP, WORDS = "16x16x8", "10x8"
CONV = {"filters": 8, "size": 3, "pad": 1}
RESIDUAL = [{"relu": {"name": "a"}}, {"conv": {**CONV, "name": "b"}}, {"conv": {**CONV, "name": "c"}}]
NORMED: Layers = [{"conv": {**CONV, "bias": False}}, "batchnorm", "relu"]
EXPORTED: Layers = [{"conv": CONV}, "relu"]


def made(layers: Layers, comes: str = MAP, **fields: Any) -> Report:
    """Calculate a network of these layers."""
    return calculate(Network.of({"input": comes, "rounding": "floor", "layers": layers, **fields}))


def told(one: Report, other: Report) -> str:
    """Say what is told of two networks."""
    return "\n".join(problem.sentence for problem in differences(one, other, "X"))


@pytest.mark.parametrize(
    ("ours", "theirs", "comes", "said"),
    [
        ([{"attention": 2}], [{"attention": 4}], WORDS, "heads 2 against 4"),
        ([{"leaky_relu": 0.1}], [{"leaky_relu": 0.2}], WORDS, "slope 0.1 against 0.2"),
        ([*RESIDUAL, {"add": ["a", "c"]}], [*RESIDUAL, {"add": ["b", "c"]}], MAP, "add1 reads a and c here, and add1"),
        (
            [*RESIDUAL, {"conv": {**CONV, "share": "b"}}],
            [*RESIDUAL, {"conv": {**CONV, "share": "c"}}],
            MAP,
            "reads c and the arrays of b here",
        ),
        (
            [{"conv": {**CONV, "stride": 2}}],
            [{"conv": {**CONV, "stride": 2, "pad": "same"}}],
            MAP,
            "pad 1 against 0+1 (Keras's `same` puts what is odd behind",
        ),
        (
            [{"zero_pad": 1}, {"conv": {"filters": 8, "size": 3, "stride": 2}}],
            [{"conv": {**CONV, "stride": 2, "pad": "same"}}],
            MAP,
            "pad 1 against 0+1 (Keras's `same`",
        ),
        ([{"conv": {**CONV, "bias": False}}], [{"conv": CONV}], MAP, "params 576 against 584, biases 0 against 8"),
        ([{"pool": 2}], [{"pool": {"size": 2, "op": "avg"}}], MAP, "op max against avg"),
        ([{"conv": {**CONV, "pad": 2, "dilation": 2}}], [{"conv": CONV}], MAP, "pad 2 against 1, dilation 2 against 1"),
        (
            [{"conv": CONV}, {"conv": {**CONV, "share": "conv1"}}],
            [{"conv": CONV}] * 2,
            MAP,
            "arrays conv1 against its own",
        ),
        (NORMED, EXPORTED, MAP, "params 576 against 584"),
    ],
)
def test_what_differs_is_said(ours: Layers, theirs: Layers, comes: str, said: str) -> None:
    assert told(made(ours, comes), made(ours, comes)) == ""
    assert said in told(made(ours, comes), made(theirs, comes))


@pytest.mark.parametrize(
    ("ours", "theirs", "comes"),
    [
        ([{"conv": {**CONV, "groups": "depth"}}], [{"conv": {**CONV, "groups": 8}}], MAP),
        ([{"pool": {"size": 3, "stride": 2, "rounding": "ceil"}}], [{"pool": {"size": 3, "stride": 2, "pad": "same"}}],
         MAP),
        (["global_pool"], [{"reduce": {"over": "space", "op": "mean"}}], MAP),
        (["global_pool"], [{"pool": {"size": 16, "op": "avg"}}], MAP),
        (["global_pool"], [{"adaptive_pool": 1}], MAP),
        ([{"attention": 2}], [{"reshape": "100x8"}, {"attention": 2}, {"reshape": "10x10x8"}], "10x10x8"),
        ([*RESIDUAL, {"add": ["a", "c"]}], [*RESIDUAL, {"add": ["c", "a"]}], MAP),
        ([{"relu": {"name": "a"}}, {"dropout": {"name": "d"}}, {"add": ["a", "d"]}],
         [{"relu": {"name": "a"}}, {"add": ["a", "a"]}], MAP),
    ],
)  # fmt: skip
def test_what_is_written_otherwise_is_the_same(ours: Layers, theirs: Layers, comes: str) -> None:
    assert told(made(ours, comes), made(theirs, comes)) == ""


def test_a_mean_of_a_part_is_none_of_all() -> None:
    assert "pool against global_pool" in told(made([{"pool": {"size": 15, "op": "avg"}}]), made(["global_pool"]))
    assert "op avg against max" in told(made(["global_pool"]), made([{"pool": 16}]))


def test_the_first_of_two_changes_to_what_repeats_is_named() -> None:
    blocks: Layers = [{"conv": CONV}, "batchnorm", "relu"] * 20
    put_in = [*blocks[:15], "tanh", *blocks[15:40], *blocks[41:]]
    assert told(made(blocks), made(put_in)).startswith("tanh1, tanh -> 16x16x8 with 0 params, of X is missing here")
    assert "behind relu5" in told(made(blocks), made(put_in))
    assert told(made(put_in), made(blocks)) == "tanh1, tanh -> 16x16x8 with 0 params, is not in X"


def test_what_leaves_is_compared() -> None:
    heads = [{"fc": {"units": 3, "name": "x"}}, {"fc": {"units": 3, "name": "y"}}]
    assert "what leaves is x, y here, and y in X" in told(made(heads, "8", outputs=["x", "y"]), made(heads, "8"))


def test_twins_in_another_order_are_the_same() -> None:
    towers = [{"fc": {"units": 3, "name": "x", "from": "left"}}, {"fc": {"units": 3, "name": "y", "from": "right"}}]
    one, other = (
        calculate(Network.of({"inputs": {"left": 8, "right": 8}, "layers": [*two, {"add": ["x", "y"]}]}))
        for two in (towers, towers[::-1])
    )
    assert told(one, other) == ""


def test_norms_that_an_exporter_folded_are_said_once_and_the_rest_is_compared() -> None:
    one = made([*NORMED, *NORMED])
    for layers, rest in (([*EXPORTED, *EXPORTED], ""), ([*EXPORTED, EXPORTED[0], "tanh"], "relu against tanh")):
        other = made(layers).replace(source=Provenance("onnx", ()))
        said = told(one, other).splitlines()
        assert "folded the batch norm batchnorm1 into it: 8 biases are in place of the norm's 16 params" in said[0]
        assert "so it is with 1 more" in said[0]
        assert len(said) == (2 if rest else 1)
        assert rest in said[-1]
        assert "batch norm batchnorm1" in told(other, one)


def test_a_norm_folded_into_biases_that_were_there_is_said() -> None:
    other = made(EXPORTED).replace(source=Provenance("onnx", ()))
    said = told(made([{"conv": CONV}, "batchnorm", "relu"]), other)
    assert "batchnorm1 into it: its biases hold the norm's 16 params" in said


def test_the_line_of_a_layer_that_reads_another_is_named() -> None:
    one, other = made([*RESIDUAL, {"add": ["a", "c"]}]), made([*RESIDUAL, {"add": ["b", "c"]}])
    assert "reads b and c in X, at net.py:7" in differences(one, other, "X", {"add1": "net.py:7"})[0].message


def test_a_norm_without_which_a_network_was_exported_is_missing() -> None:
    other = made([{"conv": {**CONV, "bias": False}}, "relu"]).replace(source=Provenance("onnx", ()))
    assert "batchnorm1, batchnorm -> 16x16x8 with 16 params, is not in X" in told(made(NORMED), other)

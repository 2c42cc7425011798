"""Quantised and fused ONNX operators: numbers are those of the plain ones that they stand for."""

from pathlib import Path
from typing import Any

import pytest

from tests.support.onnx_models import MESSAGES, array, model, node, numbers, read

INT8, INT32 = 3, 6


def rounded(name: str, *dims: int, kind: int = INT8) -> Any:
    return MESSAGES["Tensor"](name=name, dims=dims, data_type=kind)


W, B, S, Z = rounded("w_quantized", 4, 3, 3, 3), rounded("b", 4, kind=INT32), array("w_scale", 4), rounded("z", 4)
CONV = 4 * 3 * 9
CONVS = {
    "QuantizeLinear x s z > q; DequantizeLinear q s z > f; DequantizeLinear w_quantized w_scale z > w; "
    "DequantizeLinear b s z > c; Conv f w c > y": CONV + 4,
    "QLinearConv x s z w_quantized w_scale z s z b > y": CONV + 4,
    "DynamicQuantizeLinear x > q qs qz; ConvInteger q w_quantized qz z > i; Cast i > f; Mul qs w_scale > m; "
    "Mul f m > y": CONV,
    "com.microsoft:FusedConv x real > y": CONV,
}


@pytest.mark.parametrize(("text", "params"), CONVS.items(), ids=[text[:16] for text in CONVS])
def test_a_convolution_of_rounded_numbers_is_one(text: str, params: int, tmp_path: Path) -> None:
    arrays = [W, B, S, Z, array("s"), array("real", 4, 3, 3, 3)]
    report = read(tmp_path, model([node(each) for each in text.split("; ")], arrays))
    assert [layer.kind for layer in report if layer.params] == ["conv"]
    assert (report.totals.params, report.totals.macs, report.output) == (params, 36 * CONV, (6, 6, 4))
    assert not report.at_least


def test_weights_of_a_few_bits_are_as_many_as_they_stand_for(tmp_path: Path) -> None:
    packed = MESSAGES["Tensor"](name="packed", dims=[10, 2, 8], data_type=2)
    product = node("com.microsoft:MatMulNBits x packed scales > y", K=32, N=10, bits=4, block_size=16)
    report = read(tmp_path, model([product], [packed, array("scales", 20)], x=(1, 7, 32)))
    assert (report.totals.params, report.totals.macs, report.output) == (320, 7 * 320, (7, 10))


def test_a_table_that_was_rounded_is_looked_up_in(tmp_path: Path) -> None:
    made = model([node("Gather t x > q"), node("DequantizeLinear q s > y")], [rounded("t", 9, 4), array("s")], x=(1, 5))
    made.graph.input[0].type.tensor_type.elem_type = 7
    report = read(tmp_path, made)
    assert [(layer.kind, layer.params, layer.output) for layer in report] == [("embedding", 36, (5, 4))]


def test_what_was_fused_is_taken_apart(tmp_path: Path) -> None:
    nodes = [
        node("com.microsoft:FusedConv x w b > c", activation="Relu"), node("Reshape c s > r"),
        node("com.microsoft:SkipLayerNormalization r r g h > n"), node("com.microsoft:BiasGelu n k > y"),
    ]  # fmt: skip
    arrays = [
        array("w", 4, 3, 3, 3),
        array("b", 4),
        array("g", 36),
        array("h", 36),
        array("k", 36),
        numbers("s", 1, 4, 36),
    ]
    report = read(tmp_path, model(nodes, arrays))
    kinds = [layer.kind for layer in report]
    assert [kind for kind in kinds if kind != "reshape"] == [
        "conv",
        "relu",
        "add",
        "layernorm",
        "learned",
        "add",
        "gelu",
    ]
    assert report.totals.params == CONV + 4 + 2 * 36 + 36


def test_batches_that_are_turned_are_said_not_to_be_counted(tmp_path: Path) -> None:
    made = model([node("com.microsoft:FusedMatMul x x > y", transBatchA=1, transB=1)], x=(1, 4, 6, 8))
    assert read(tmp_path, made).at_least

"""ONNX files that break the format's own rules: refused in words that name the operator."""

from pathlib import Path
from typing import Any

import pytest

from netcalc import SpecError
from tests.support.onnx_models import array, model, node, numbers, read

W: Any = array("w", 4, 3, 3, 3)
UNSOUND: list[tuple[str, str, list[Any], list[Any]]] = [
    ("unknown-reference", "what it reads is made of what it makes", [node("Relu y > a"), node("Relu a > y")], []),
    ("unknown-reference", "node `y` (Relu): reads `nowhere`", [node("Relu nowhere > y")], []),
    ("unknown-reference", "the output `y`: no operator makes it", [node("Relu x > z")], []),
    ("duplicate-name", "makes `y`, which node `y` (Relu) makes too", [node("Relu x > y"), node("Tanh x > y")], []),
    ("duplicate-name", "makes `w`, which the file gives already", [node("Relu x > w"), node("Relu w > y")], [W]),
    ("missing-field", "node `y` (Conv): reads 1 tensor, but Conv reads 2 to 3", [node("Conv x > y")], []),
    ("missing-field", "(MaxPool): `kernel_shape` is missing", [node("MaxPool x > y")], []),
    ("invalid-value", "node `y` (Conv): `group` is -1", [node("Conv x w > y", group=-1)], [W]),
    ("invalid-value", "(Conv): `group` is no whole number", [node("Conv x w > y", group=1.5)], [W]),
    ("invalid-value", "`strides` is [0, 1]", [node("Conv x w > y", strides=[0, 1])], [W]),
    ("invalid-value", "`strides` is no list of whole numbers", [node("Conv x w > y", strides=2)], [W]),
    ("invalid-value", "`pads` is [1, 1], but has to have 4 numbers", [node("Conv x w > y", pads=[1, 1])], [W]),
    ("invalid-value", "but the filters are [4, 3, 3, 3]", [node("Conv x w > y", kernel_shape=[5, 5])], [W]),
    ("invalid-value", "`auto_pad` is 'SAME', but has to be", [node("Conv x w > y", auto_pad="SAME")], [W]),
    ("invalid-value", "in 1 group over [1, 3, 8, 8]", [node("Conv x w > y")], [array("w", 4, 2, 3, 3)]),
    ("invalid-value", "has another count of axes", [node("Conv x w > y")], [array("w", 4, 3, 3)]),
    ("invalid-value", "(Concat): `axis` is 99, but what it reads has 4 axes", [node("Concat x x > y", axis=99)], []),
    ("invalid-value", "(Concat): `axis` is missing", [node("Concat x x > y")], []),
    ("invalid-value", "other extents differ", [node("Flatten x > f"), node("Concat x f > y", axis=0)], []),
    ("invalid-value", "(Transpose): `perm` is [0, 0, 9, 1]", [node("Transpose x > y", perm=[0, 0, 9, 1])], []),
    ("invalid-value", "leaves more than one extent open", [node("Reshape x s > y")], [numbers("s", -1, -1, 7)]),
    ("invalid-value", "192 values of [1, 3, 8, 8] do not go", [node("Reshape x s > y")], [numbers("s", 1, -1, 7)]),
    ("invalid-value", "`axes` is [1, 1]", [node("Unsqueeze x s > y")], [numbers("s", 1, 1)]),
    ("invalid-value", "takes away axis 1", [node("Squeeze x s > y")], [numbers("s", 1)]),
    ("invalid-value", "into parts of [1, 1]", [node("Split x s > y z", axis=1)], [numbers("s", 1, 1)]),
    ("invalid-value", "cannot be stretched", [node("Conv x w > c"), node("Add c x > y")], [W]),
    ("invalid-value", "multiplies matrices of [1, 3, 8, 8] and [7, 5]", [node("MatMul x v > y")], [array("v", 7, 5)]),
    ("invalid-value", "takes matrices alone", [node("Gemm x v > y")], [array("v", 7, 5)]),
    ("invalid-value", "3 channels with an array of 4", [node("BatchNormalization x s s s s > y")], [array("s", 4)]),
    ("invalid-value", "does not go into [1, 3, 8, 8]", [node("DepthToSpace x > y", blocksize=2)], []),
    ("invalid-value", "`pads` has 4 numbers", [node("Pad x s > y")], [numbers("s", 1, 1, 1, 1)]),
    ("invalid-value", "takes three axes", [node("LSTM x v v > y")], [array("v", 1, 8, 2)]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "words", "nodes", "arrays"), UNSOUND, ids=[each[1][:40] for each in UNSOUND])
def test_what_breaks_a_rule_is_said_at_its_operator(
    code: str, words: str, nodes: list[Any], arrays: list[Any], tmp_path: Path
) -> None:
    with pytest.raises(SpecError) as raised:
        read(tmp_path, model(nodes, arrays))
    (problem,) = raised.value.problems
    assert problem.code == code
    assert words in problem.message


def test_operators_in_no_order_are_read_in_one(tmp_path: Path) -> None:
    report = read(tmp_path, model([node("Relu c > y"), node("Conv x w > c")], [W]))
    assert [layer.kind for layer in report] == ["conv", "relu"]

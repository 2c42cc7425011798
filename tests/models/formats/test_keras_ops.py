"""Operations of keras.ops: shapes and multiplications, as Keras 3.15 builds them."""

from pathlib import Path
from typing import Any

import pytest

from tests.support.keras_files import came, node, nodes, summed, tensor

SHAPE = (8, 6, 4)


def part(start: int | None = None, stop: int | None = None, step: int | None = None) -> dict[str, Any]:
    return {"class_name": "__slice__", "config": {"start": start, "stop": stop, "step": step}}


DOTS = {"class_name": "__ellipsis__", "config": {}}
ROW = {"class_name": "__numpy__", "config": {"value": [1.0, 1.0, 1.0, 1.0], "dtype": "float32"}}


@pytest.mark.parametrize(
    ("kind", "args", "config", "output"),
    [
        ("Absolute", (), {}, (6, 8, 4)),
        ("Sqrt", (), {}, (6, 8, 4)),
        ("Add", (2.0,), {}, (6, 8, 4)),
        ("Multiply", (ROW,), {}, (6, 8, 4)),
        ("Mean", (), {"axis": [1, 2], "keepdims": False}, (4,)),
        ("Mean", (), {"axis": [1, 2], "keepdims": True}, (1, 1, 4)),
        ("Max", (), {"axis": -1, "keepdims": False}, (8, 6)),
        ("Std", (), {"axis": 1, "keepdims": False}, (6, 4)),
        ("Sum", (), {"axis": [1, 2, 3], "keepdims": False}, (1,)),
        ("Reshape", (), {"newshape": [-1, 48, 4]}, (48, 4)),
        ("Reshape", (), {"newshape": [-1, 192]}, (192,)),
        ("Transpose", (), {"axes": [0, 3, 1, 2]}, (8, 4, 6)),
        ("Swapaxes", (), {"axis1": 1, "axis2": -1}, (6, 4, 8)),
        ("Moveaxis", (), {"source": -1, "destination": 1}, (8, 4, 6)),
        ("ExpandDims", (), {"axis": 1}, (6, 8, 1, 4)),
        ("GetItem", ([part(), 0],), {}, (6, 4)),
        ("GetItem", ([part(), part(1, -1), part(step=2)],), {}, (3, 6, 4)),
        ("GetItem", ([DOTS, part(stop=2)],), {}, (6, 8, 2)),
        ("Pad", (), {"pad_width": [[0, 0], [1, 2], [1, 1], [0, 0]], "mode": "constant"}, (8, 11, 4)),
        ("Repeat", (), {"repeats": 2, "axis": 1}, (6, 16, 4)),
        ("Tile", (), {"repeats": [1, 1, 2, 1]}, (12, 8, 4)),
        ("Clip", (), {"x_min": 0, "x_max": 6}, (6, 8, 4)),
        ("MaxPool", (), {"pool_size": 2, "strides": None, "padding": "valid"}, (3, 4, 4)),
        ("Resize", (), {"size": [16, 12], "interpolation": "bilinear"}, (12, 16, 4)),
        ("DepthToSpace", (), {"block_size": 2}, (12, 16, 1)),
    ],
)
def test_what_leaves(
    tmp_path: Path, kind: str, args: tuple[object, ...], config: dict[str, Any], output: tuple[int, ...]
) -> None:
    made = node(kind, "o", tensor("x", SHAPE), *args, op="numpy", **config)
    report = summed(tmp_path, nodes(came("x", SHAPE), made, outputs=[("o", 0, 0)]))
    assert report.output == output
    assert not [each for each in report.problems if each.severity == "error" or each.code == "unsupported-operator"]
    assert report.totals.macs == 0


@pytest.mark.parametrize(
    ("kind", "one", "other", "output", "macs"),
    [
        ("Add", (8, 6, 4), (8, 6, 4), (6, 8, 4), 0),
        ("Multiply", (8, 6, 4), (1, 1, 4), (6, 8, 4), 0),
        ("Maximum", (8, 6, 4), (8, 6, 4), (6, 8, 4), 0),
        ("Multiply", (5, 1), (1, 6), (5, 6), 0),
        ("Matmul", (5, 6), (6, 7), (5, 7), 5 * 6 * 7),
        ("Matmul", (3, 5, 6), (3, 6, 7), (5, 3, 7), 3 * 5 * 6 * 7),
        ("Einsum", (5, 6), (7, 6), (5, 7), 5 * 6 * 7),
    ],
)
def test_of_two_tensors(
    tmp_path: Path, kind: str, one: tuple[int, ...], other: tuple[int, ...], output: tuple[int, ...], macs: int
) -> None:
    letters = {"subscripts": "bij,bkj->bik"}
    made = node(kind, "o", tensor("x", one), tensor("y", other), op="numpy", **letters)
    report = summed(tmp_path, nodes(came("x", one), came("y", other), made, outputs=[("o", 0, 0)]))
    assert (report.output, report.totals.macs) == (output, macs)
    assert not report.problems


def test_an_axis_taken_apart_and_put_together(tmp_path: Path) -> None:
    """The parts of a split are read by themselves; those of a stack lie along a new axis."""
    halves = node("Split", "s", tensor("x", SHAPE), op="numpy", indices_or_sections=[1, 3], axis=1)
    parts = [tensor("s", (rows, 6, 4), place=place) for place, rows in enumerate((1, 2, 5))]
    made = node("Concatenate", "c", [parts[2], parts[0]], op="numpy", axis=1)
    report = summed(tmp_path, nodes(came("x", SHAPE), halves, made, outputs=[("c", 0, 0)]))
    assert report.output == (6, 5 + 1, 4)
    stack = node("Stack", "k", [tensor("x", (6, 4)), tensor("y", (6, 4))], op="numpy", axis=1)
    report = summed(tmp_path, nodes(came("x", (6, 4)), came("y", (6, 4)), stack, outputs=[("k", 0, 0)]))
    assert report.output == (6, 2, 4)


def test_attention_written_out(tmp_path: Path) -> None:
    """Three heads of four values over seven positions: more axes than a volume has come and go."""
    q, heads, turned, flat = (7, 12), (7, 3, 4), (3, 7, 4), (3, 7, 7)
    layers = [came("x", q)]
    for name in "qkv":
        layers += [
            node("Dense", name, tensor("x", q), units=12),
            node("Reshape", f"{name}r", tensor(name, q), op="numpy", newshape=[-1, 7, 3, 4]),
            node("Transpose", f"{name}t", tensor(f"{name}r", heads), op="numpy", axes=[0, 2, 1, 3]),
        ]
    layers += [
        node("Transpose", "t", tensor("kt", turned), op="numpy", axes=[0, 1, 3, 2]),
        node("Matmul", "s", tensor("qt", turned), tensor("t", (3, 4, 7)), op="numpy"),
        node("Softmax", "p", tensor("s", flat), op="nn", axis=-1),
        node("Matmul", "o", tensor("p", flat), tensor("vt", turned), op="numpy"),
        node("Transpose", "u", tensor("o", turned), op="numpy", axes=[0, 2, 1, 3]),
        node("Reshape", "r", tensor("u", heads), op="numpy", newshape=[-1, 7, 12]),
        node("Dense", "e", tensor("r", q), units=12),
    ]
    report = summed(tmp_path, nodes(*layers, outputs=[("e", 0, 0)]))
    assert report.totals.params == 4 * (12 * 12 + 12)
    assert report.totals.macs == 7 * 4 * 12 * 12 + 2 * 7 * 7 * 12
    assert report.output == (7, 12)
    assert not report.problems


def test_an_operation_that_is_not_known_has_the_shape_that_is_stated(tmp_path: Path) -> None:
    made = node("FFT2", "f", tensor("x", SHAPE), op="math")
    after = node("Dense", "d", tensor("f", SHAPE), units=3)
    report = summed(tmp_path, nodes(came("x", SHAPE), made, after, outputs=[("d", 0, 0)]))
    assert [each.code for each in report.problems] == ["unsupported-operator"]
    assert report.output == (6, 8, 3)

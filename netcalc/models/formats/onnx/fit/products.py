"""Tensors that are joined or multiplied: why the one does not go with the other."""

from collections.abc import Mapping
from typing import Final

from netcalc.models.formats.onnx.fit.said import Holds, Shapes, shown
from netcalc.models.formats.onnx.given.words import Env
from netcalc.models.tensors.program import Op, Shape


def _joined(op: Op, _: Env, shapes: Shapes) -> str:
    made: Shape = ()
    for shape in shapes:
        if shape is None or op.given.get("broadcast"):
            return ""
        longer = max(len(made), len(shape))
        one, other = ((1,) * (longer - len(each)) + each for each in (made, shape))
        if any(a != b and 1 not in (a, b) for a, b in zip(one, other, strict=True)):
            return f"joins {shown(made)} and {shown(shape)}, which cannot be stretched to each other"
        made = tuple(b if a == 1 else a for a, b in zip(one, other, strict=True))
    return ""


def _product(_: Op, __: Env, shapes: Shapes) -> str:
    one, other = shapes[0] or (), shapes[1]
    if other is None:
        return ""
    if not one or not other:
        return "multiplies a number by a matrix"
    inner = other[-2] if len(other) > 1 else other[-1]
    return "" if one[-1] == inner else f"multiplies matrices of {shown(one)} and {shown(other)}"


def _gemm(op: Op, _: Env, shapes: Shapes) -> str:
    one, other = shapes[0] or (), shapes[1]
    if other is None:
        return ""
    if len(one) != 2 or len(other) != 2:
        return f"multiplies {shown(one)} and {shown(other)}, but takes matrices alone"
    inner = other[1] if op.given.get("transB") else other[0]
    return "" if one[0 if op.given.get("transA") else 1] == inner else f"multiplies {shown(one)} and {shown(other)}"


PRODUCTS: Final[Mapping[str, Holds]] = {
    **dict.fromkeys(("Add", "Sub", "Mul", "Div", "Pow", "Sum", "Max", "Min", "Mean", "Where", "Mod"), _joined),
    "Gemm": _gemm,
    "MatMul": _product,
}

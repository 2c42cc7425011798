"""The rules of the format for the shapes that an operator reads, and what one says that is broken."""

from collections.abc import Mapping
from typing import Final

from netcalc.models.formats.onnx.fit.axes import AXES
from netcalc.models.formats.onnx.fit.products import PRODUCTS
from netcalc.models.formats.onnx.fit.said import Holds, Shapes
from netcalc.models.formats.onnx.fit.windows import WINDOWS
from netcalc.models.formats.onnx.given.words import Env
from netcalc.models.tensors.program import Op

RULES: Final[Mapping[str, Holds]] = {**AXES, **PRODUCTS, **WINDOWS}


def misfit(op: Op, env: Env, shapes: Shapes) -> str:
    """Say why an operator cannot take what it reads; nothing where it can, or where shapes are not known."""
    rule = RULES.get(op.name)
    return rule(op, env, shapes) if rule is not None and shapes and shapes[0] is not None else ""

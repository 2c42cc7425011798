"""Gradients as expressions: `dW = dD @ X.T`, as one would write them in NumPy."""

import re
from collections.abc import Sequence
from typing import Final

from netcalc.circuits.ops import OPS
from netcalc.circuits.shapes import Shape
from netcalc.reference.circuit.keys import spelt
from netcalc.reference.circuit.parts import Part

MATH: Final = "math."
PLACE: Final = re.compile(r"\w+(?:\[[^\]]*\])*")
PLAIN: Final = {  # of single numbers, in Python without NumPy
    "leaky_relu": ("(1 if {x} > 0 else 0.01)",),
    "abs": ("(({x} > 0) - ({x} < 0))",),
}


def computes(part: Part, parts: Sequence[Part]) -> str:
    """Write what a gate computes of its inputs."""
    one = len(part.inputs) == 1
    written = f"{part.op}({{x}})" if one and part.op in ("max", "min") else OPS[part.op].written
    return written.format(**_names(part, parts), key=spelt(part.key))


def formulas(part: Part, parts: Sequence[Part], f: str = "") -> tuple[str, ...]:
    """Write the local gradient of each input of a gate; none where it works on whole arrays."""
    local = PLAIN.get(part.op, OPS[part.op].local) if f == MATH else OPS[part.op].local
    if len(local) != len(part.inputs):
        return ("",) * len(part.inputs)
    raised = parts[part.inputs[-1]].constant
    if part.op == "pow" and raised is not None:
        local = (_power(raised), local[1])
    return tuple(formula.format(**_names(part, parts), f=f) for formula in local)


def passed(part: Part, parts: Sequence[Part], up: str = "", f: str = "") -> tuple[str, ...]:
    """Write what a gate passes back to each input: local gradient times upstream gradient, in the input's shape.

    `up` is what its own gradient is called, `f` stands before the functions.
    """
    up = up or f"d{part.name}"
    if part.op == "matmul":
        return _product(part, parts, up, f)
    local = formulas(part, parts, f)
    if not all(local):
        return (_whole(part, parts, up, f),)
    made = (_times(up, formula) for formula in local)
    shapes = (parts[number].shape for number in part.inputs)
    return tuple(_shrunk(each, part.shape, shape) for each, shape in zip(made, shapes, strict=True))


def _power(n: float) -> str:
    """Write the local gradient of x ** n, n being a number.

    >>> [_power(n) for n in (1, 2, 3, -1)]
    ['1', '2 * {x}', '3 * {x}**2', '-1 * {x}**(-2)']
    """
    less = f"{n - 1:.15g}"
    if n in (0, 1, 2):
        return "2 * {x}" if n == 2 else f"{n:g}"
    return f"{n:.15g} * {{x}}**{f'({less})' if n < 1 else less}"


def _names(part: Part, parts: Sequence[Part]) -> dict[str, str]:
    names = [parts[number].name for number in part.inputs]
    named = [f"({name})" if name.startswith("-") else name for name in names]
    return {"x": named[0], "y": named[-1], "out": part.name}


def _times(up: str, formula: str) -> str:
    if formula in ("1", "-1"):
        return formula.replace("1", up)
    plain = PLACE.fullmatch(formula) or (formula.startswith("(") and formula.count("(") == 1 and formula.endswith(")"))
    return f"{formula if plain else f'({formula})'} * {up}"


def _whole(part: Part, parts: Sequence[Part], up: str, f: str) -> str:
    """Write the gradient of what is made of a whole array."""
    x, out, rows = parts[part.inputs[0]].name, part.name, _along(part.shape)
    match part.op:
        case "transpose":
            return f"{up}.T"
        case "sum":
            return f"{up} * {f}ones_like({x})"
        case "mean":
            return f"{up} / {x}.size * {f}ones_like({x})"
        case "norm":
            return f"{x} / {out} * {up}"
        case "softmax":
            return f"{out} * ({up} - ({out} * {up}).sum({rows}))"
        case "log_softmax":
            return f"{up} - {f}exp({out}) * {up}.sum({rows})"
        case "index":
            return f"{up} at [{spelt(part.key)}]"
    if f:
        return f"({f}arange({x}.size) == {f}arg{part.op}({x})).reshape({x}.shape) * {up}"
    return f"{up} at arg{part.op}({x})"  # of a tie, the first


def _along(shape: Shape) -> str:
    return "" if len(shape) < 2 or shape[-1] == 1 else "axis=1, keepdims=True"


def _product(part: Part, parts: Sequence[Part], up: str, f: str) -> tuple[str, str]:
    """Write the two gradients of W @ X; the shapes decide (CS231n, lecture 5)."""
    left, right = (parts[number] for number in part.inputs)
    w, x = left.name, right.name
    match len(left.shape), len(right.shape):
        case 1, 1:
            return f"{x} * {up}", f"{w} * {up}"
        case 2, 1:
            return f"{f}outer({up}, {x})", f"{w}.T @ {up}"
        case 1, 2:
            return f"{up} @ {x}.T", f"{f}outer({w}, {up})"
    return f"{up} @ {x}.T", f"{w}.T @ {up}"


def _shrunk(expression: str, made: Shape, wanted: Shape) -> str:
    """Add up along the axes that an input was stretched over."""
    if made == wanted:
        return expression
    if wanted == ():
        return f"{_whole_of(expression)}.sum()"
    before = len(made) - len(wanted)
    whole = _whole_of(expression)
    stretched = [axis for axis in range(len(made)) if axis >= before and wanted[axis - before] == 1 != made[axis]]
    if stretched:
        axis = f"axis={stretched[0]}, " if len(made) > len(stretched) else ""
        whole = f"{whole}.sum({axis}keepdims=True)"
    return f"{whole}{'.sum(axis=0)' * before}"


def _whole_of(expression: str) -> str:
    return expression if expression.isidentifier() else f"({expression})"

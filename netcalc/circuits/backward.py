"""Gradients as expressions: `dW = dD @ X.T`, as one would write them in NumPy."""

from collections.abc import Sequence

from netcalc.circuits.ops import OPS
from netcalc.circuits.shapes import Shape
from netcalc.reference.circuit.keys import spelt
from netcalc.reference.circuit.parts import Part


def computes(part: Part, parts: Sequence[Part]) -> str:
    """Write what a gate computes of its inputs."""
    one = len(part.inputs) == 1
    written = f"{part.op}({{x}})" if one and part.op in ("max", "min") else OPS[part.op].written
    return written.format(**_names(part, parts), key=spelt(part.key))


def formulas(part: Part, parts: Sequence[Part]) -> tuple[str, ...]:
    """Write the local gradient of each input of a gate; none where it works on whole arrays."""
    local = OPS[part.op].local
    if len(local) != len(part.inputs):
        return ("",) * len(part.inputs)
    return tuple(formula.format(**_names(part, parts)) for formula in local)


def passed(part: Part, parts: Sequence[Part]) -> tuple[str, ...]:
    """Write what a gate passes back to each input: local gradient times upstream gradient, in the input's shape."""
    up = f"d{part.name}"
    if part.op == "matmul":
        return _product(part, parts)
    if not all(formulas(part, parts)):
        return (_whole(part, parts, up),)
    made = (_times(up, formula) for formula in formulas(part, parts))
    shapes = (parts[number].shape for number in part.inputs)
    return tuple(_shrunk(each, part.shape, shape) for each, shape in zip(made, shapes, strict=True))


def _names(part: Part, parts: Sequence[Part]) -> dict[str, str]:
    names = [parts[number].name for number in part.inputs]
    named = [f"({name})" if name.startswith("-") else name for name in names]
    return {"x": named[0], "y": named[-1], "out": part.name}


def _times(up: str, formula: str) -> str:
    if formula in ("1", "-1"):
        return formula.replace("1", up)
    plain = formula.isidentifier() or (formula.startswith("(") and formula.count("(") == 1 and formula.endswith(")"))
    return f"{formula if plain else f'({formula})'} * {up}"


def _whole(part: Part, parts: Sequence[Part], up: str) -> str:
    """Write the gradient of what is made of a whole array."""
    x, out, rows = parts[part.inputs[0]].name, part.name, _along(part.shape)
    match part.op:
        case "transpose":
            return f"{up}.T"
        case "sum":
            return f"{up} * ones_like({x})"
        case "mean":
            return f"{up} / {x}.size * ones_like({x})"
        case "norm":
            return f"{x} / {out} * {up}"
        case "softmax":
            return f"{out} * ({up} - ({out} * {up}).sum({rows}))"
        case "log_softmax":
            return f"{up} - exp({out}) * {up}.sum({rows})"
        case "index":
            return f"{up} at [{spelt(part.key)}], 0 elsewhere"
    return f"{up} where {x} is {out}, 0 elsewhere"


def _along(shape: Shape) -> str:
    return "" if len(shape) < 2 or shape[-1] == 1 else "axis=1, keepdims=True"


def _product(part: Part, parts: Sequence[Part]) -> tuple[str, str]:
    """Write the two gradients of W @ X; the shapes decide (CS231n, lecture 5)."""
    left, right = (parts[number] for number in part.inputs)
    w, x, up = left.name, right.name, f"d{part.name}"
    match len(left.shape), len(right.shape):
        case 1, 1:
            return f"{x} * {up}", f"{w} * {up}"
        case 2, 1:
            return f"outer({up}, {x})", f"{w}.T @ {up}"
        case 1, 2:
            return f"{up} @ {x}.T", f"outer({w}, {up})"
    return f"{up} @ {x}.T", f"{w}.T @ {up}"


def _shrunk(expression: str, made: Shape, wanted: Shape) -> str:
    """Add up along the axes that an input was stretched over."""
    if made == wanted:
        return expression
    before = len(made) - len(wanted)
    whole = expression if expression.isidentifier() else f"({expression})"
    stretched = [axis for axis in range(len(made)) if axis >= before and wanted[axis - before] == 1 != made[axis]]
    for axis in stretched:
        whole = f"{whole}.sum(axis={axis}, keepdims=True)"
    return f"{whole}{'.sum(axis=0)' * before}"

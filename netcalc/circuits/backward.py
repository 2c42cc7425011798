"""Gradients as expressions: `dW = dD @ X.T`, as one would write them in NumPy."""

from collections.abc import Sequence

from netcalc.circuits.ops import OPS
from netcalc.circuits.shapes import Shape
from netcalc.reference.circuit.parts import Part


def computes(part: Part, parts: Sequence[Part]) -> str:
    """Write what a gate computes of its inputs."""
    return OPS[part.op].written.format(**_names(part, parts))


def formulas(part: Part, parts: Sequence[Part]) -> tuple[str, ...]:
    """Write the local gradient of each input of a gate; none for a product of matrices."""
    return tuple(formula.format(**_names(part, parts)) for formula in OPS[part.op].local)


def passed(part: Part, parts: Sequence[Part]) -> tuple[str, ...]:
    """Write what a gate passes back to each input: local gradient times upstream gradient, in the input's shape."""
    if part.op == "matmul":
        return _product(part, parts)
    up = f"d{part.name}"
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
    return f"{up} * {formula if plain else f'({formula})'}"


def _product(part: Part, parts: Sequence[Part]) -> tuple[str, str]:
    """Write the two gradients of W @ X; the shapes decide (CS231n, lecture 5)."""
    left, right = (parts[number] for number in part.inputs)
    w, x, up = left.name, right.name, f"d{part.name}"
    match len(left.shape), len(right.shape):
        case 1, 1:
            return f"{up} * {x}", f"{up} * {w}"
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

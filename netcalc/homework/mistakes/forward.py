"""The forward pass of a circuit run again with one of its rules broken, in plain floats."""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from netcalc.circuits import Circuit, GateReport

Rule: TypeAlias = "Callable[[GateReport, tuple[float, ...], float], float]"
OPS: Final[dict[str, Callable[..., float]]] = {
    "add": lambda x, y: x + y,
    "sub": lambda x, y: x - y,
    "mul": lambda x, y: x * y,
    "div": lambda x, y: x / y,
    "pow": lambda x, y: x**y,
    "neg": lambda x: -x,
    "max": max,
    "min": min,
    "exp": math.exp,
    "log": math.log,
    "sqrt": math.sqrt,
    "sigmoid": lambda x: 1 / (1 + math.exp(-x)),
    "tanh": math.tanh,
    "relu": lambda x: max(0.0, x),
    "leaky_relu": lambda x: x if x > 0 else 0.01 * x,
    "step": lambda x: float(x >= 0),
    "abs": abs,
    "sin": math.sin,
    "cos": math.cos,
}


def value(circuit: "Circuit", rule: Rule, given: Mapping[str, float] | None = None) -> float | None:
    """Work a circuit of numbers out, each gate's value changed by a rule; None where there is no number.

    `given` puts other numbers in the place of inputs, or of constants as they are written.
    """
    found: dict[str, float] = dict(_numbers(circuit)) | dict(given or {})
    try:
        for gate in circuit.gates:
            operands = tuple(found[name] if name in found else float(name) for name in gate.inputs)
            found[gate.name] = rule(gate, operands, OPS[gate.op](*operands))
        made = found[circuit.output]
    except (KeyError, ValueError, ArithmeticError, TypeError):
        return None
    return made if isinstance(made, float | int) and math.isfinite(made) else None


def _numbers(circuit: "Circuit") -> Iterable[tuple[str, float]]:
    return ((each.name, float(each.value)) for each in circuit.inputs if isinstance(each.value, int | float))


def unchanged(_gate: "GateReport", _operands: tuple[float, ...], made: float) -> float:
    """Leave a gate's value as it is."""
    return made


def constant(name: str) -> float | None:
    """Give the number that a constant's name is; None where it is another name."""
    try:
        return float(name)
    except ValueError:
        return None

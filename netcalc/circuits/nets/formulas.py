"""What the programs of nets have in common: activations, their slopes, losses, as Python of numbers or of arrays."""

from typing import Final

from netcalc.circuits.backward import MATH

ACTIVATIONS: Final = {
    "sigmoid": "1 / (1 + {f}exp(-{z}))", "tanh": "{f}tanh({z})", "relu": "max(0.0, {z})",
    "leaky_relu": "max(0.01 * {z}, {z})",
}  # fmt: skip
SLOPES: Final = {"sigmoid": "{a} * (1 - {a})", "tanh": "1 - {a}**2", "relu": "({z} > 0)"}
SLOPE_OF_LEAKY: Final = {MATH: "(1 if {z} > 0 else 0.01)"}


def activation(kind: str, z: str, f: str) -> str:
    """Write f(z)."""
    written = ACTIVATIONS[kind].format(z=z, f=f)
    return written if f == MATH else written.replace("max(", "np.maximum(")


def slope(kind: str, z: str, a: str, f: str) -> str:
    """Write f'(z), by the value a = f(z) where that is shorter; nothing without an activation."""
    if kind == "leaky_relu":
        return SLOPE_OF_LEAKY.get(f, "np.where({z} > 0, 1, 0.01)").format(z=z)
    return SLOPES[kind].format(a=a, z=z) if kind else ""


def times(one: str, other: str) -> str:
    """Write a product; nothing stands for 1."""
    if not other:
        return one
    return f"{one} * {f'({other})' if other.startswith('1 - ') else other}"

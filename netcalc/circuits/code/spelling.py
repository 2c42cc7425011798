"""How a gate is spelt in Python: with `math` for single numbers, with NumPy for arrays."""

from typing import Final

from netcalc.circuits.backward import MATH
from netcalc.circuits.ops import OPS
from netcalc.circuits.shapes import Shape
from netcalc.circuits.values import Known
from netcalc.reference.circuit.keys import spelt
from netcalc.reference.circuit.parts import Part

NUMPY: Final = "np."
LOOSE, SUM, UNARY, PRODUCT, POWER, ATOM = range(6)  # how tightly a sign binds
BINDS: Final = {"add": SUM, "sub": SUM, "mul": PRODUCT, "div": PRODUCT, "matmul": PRODUCT, "neg": UNARY, "pow": POWER}
NUMBERS: Final = {
    "sigmoid": "1 / (1 + math.exp(-{x}))", "relu": "max(0, {x})", "step": "1.0 if {x} >= 0 else 0.0",
    "leaky_relu": "{x} if {x} > 0 else 0.01 * {x}", "abs": "abs({x})", "max": "max({x}, {y})", "min": "min({x}, {y})",
}  # fmt: skip
ARRAYS: Final = {
    "sigmoid": "1 / (1 + np.exp(-{x}))", "relu": "np.maximum(0, {x})", "step": "np.where({x} >= 0, 1.0, 0.0)",
    "leaky_relu": "np.where({x} > 0, {x}, 0.01 * {x})", "abs": "np.abs({x})", "max": "np.maximum({x}, {y})",
    "min": "np.minimum({x}, {y})", "norm": "np.linalg.norm({x})", "sum": "np.sum({x})", "mean": "np.mean({x})",
    "softmax": "np.exp({x} - np.max({x}{along})) / np.sum(np.exp({x} - np.max({x}{along})){along})",
    "log_softmax": "{x} - np.max({x}{along}) - np.log(np.sum(np.exp({x} - np.max({x}{along})){along}))",
}  # fmt: skip
REPEATED: Final = frozenset({"softmax", "log_softmax", "leaky_relu", "sigmoid"})  # they may read their input twice
FAR: Final = -700  # below it, e to the power of minus it is too large
FAR_NUMBERS: Final = "math.exp({x}) / (1 + math.exp({x}))"
FAR_ARRAYS: Final = "np.exp(-np.logaddexp(0, -{x}))"


def forward(part: Part, read: list[tuple[str, int]], f: str, first: Known, shape: Shape) -> tuple[str, int]:
    """Spell what a gate computes, and how tightly that binds; `read` has its inputs, `first` the first one's value."""
    names = [_within(part.op, place, text, binds) for place, (text, binds) in enumerate(read)]
    along = ", axis=1, keepdims=True" if len(shape) == 2 and shape[1] != 1 else ""
    written = _template(part, f, first)
    bare = written.count("{x}") == 1 and written.endswith("({x})")
    x = read[0][0] if bare else names[0]
    return written.format(x=x, y=names[-1], key=spelt(part.key), along=along), BINDS.get(part.op, _binds(written))


def _template(part: Part, f: str, first: Known) -> str:
    numbers = f == MATH
    if part.op == "sigmoid" and _least(first) < FAR:
        return FAR_NUMBERS if numbers else FAR_ARRAYS
    if part.op in ("max", "min") and len(part.inputs) == 1:
        return f"np.{part.op}({{x}})"
    own = (NUMBERS if numbers else ARRAYS).get(part.op)
    if own is not None:
        return own
    written = OPS[part.op].written
    return f"{f}{written}" if written.startswith(f"{part.op}(") else written


def _binds(written: str) -> int:
    """Say how tightly a spelling binds: as a call, a sum, or as loosely as anything."""
    if " if " in written:
        return LOOSE
    return ATOM if written.split("(", 1)[0].replace(".", "").isidentifier() and written.count("(") == 1 else SUM


def _within(op: str, place: int, text: str, binds: int) -> str:
    """Put brackets round an input where the sign of its reader binds it more tightly."""
    outer = BINDS.get(op, ATOM)
    loose = binds < outer or (binds == outer and (place == 1 or op in ("pow", "neg")))
    return f"({text})" if loose and binds != ATOM else text


def _least(value: Known) -> float:
    if isinstance(value, tuple):
        return min(map(_least, value))
    return 0.0 if value is None else value

"""What a gate is called, the sign it is written with, its local gradients as formulas, its pattern, its kink."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Op:
    """One kind of gate; `{x}` and `{y}` stand for its inputs, `{out}` for its value, in the formulas."""

    written: str
    local: tuple[str, ...]
    pattern: str = ""
    kink: str = ""


DISTRIBUTOR: Final = "distributor"
ROUTER: Final = "router"
SWITCHER: Final = "switcher"
TIE: Final = "a tie: all of the gradient goes to the first"
FLAT: Final = "at the kink the local gradient is taken as 0"

OPS: Final[dict[str, Op]] = {
    "add": Op("{x} + {y}", ("1", "1"), DISTRIBUTOR),
    "sub": Op("{x} - {y}", ("1", "-1"), DISTRIBUTOR),
    "mul": Op("{x} * {y}", ("{y}", "{x}"), SWITCHER),
    "div": Op("{x} / {y}", ("1 / {y}", "-{x} / {y}**2")),
    "pow": Op("{x} ** {y}", ("{y} * {x}**({y} - 1)", "{out} * log({x})")),
    "neg": Op("-{x}", ("-1",)),
    "matmul": Op("{x} @ {y}", ("", ""), SWITCHER),
    "max": Op("max({x}, {y})", ("({x} >= {y})", "({x} < {y})"), ROUTER, TIE),
    "min": Op("min({x}, {y})", ("({x} <= {y})", "({x} > {y})"), ROUTER, TIE),
    "exp": Op("exp({x})", ("{out}",)),
    "log": Op("log({x})", ("1 / {x}",)),
    "sqrt": Op("sqrt({x})", ("0.5 / {out}",)),
    "sigmoid": Op("sigmoid({x})", ("(1 - {out}) * {out}",)),
    "tanh": Op("tanh({x})", ("1 - {out}**2",)),
    "relu": Op("relu({x})", ("({x} > 0)",), ROUTER, FLAT),
    "leaky_relu": Op("leaky_relu({x})", ("where({x} > 0, 1, 0.01)",), "", "at the kink the slope is taken as 0.01"),
    "step": Op("step({x})", ("0",), "", "step(0) is 1; its gradient is 0 everywhere"),
    "abs": Op("abs({x})", ("sign({x})",), "", FLAT),
    "sin": Op("sin({x})", ("cos({x})",)),
    "cos": Op("cos({x})", ("-sin({x})",)),
}  # fmt: skip
NAMED: Final = {"+": "add", "-": "sub", "*": "mul", "/": "div", "**": "pow", "neg": "neg", "@": "matmul"}
SIGNS: Final = frozenset(NAMED)
FUNCTIONS: Final = frozenset(OPS) - frozenset(NAMED.values())
PAIRED: Final = frozenset({"max", "min"})
ALIASES: Final = {
    "ln": "log", "sigma": "sigmoid", "logistic": "sigmoid", "heaviside": "step", "maximum": "max",
    "minimum": "min", "fabs": "abs", "leakyrelu": "leaky_relu", "th": "tanh",
}  # fmt: skip
ABSENT: Final = frozenset({  # functions that others have: no slips of ours
    "acos", "acosh", "arccos", "arcsin", "arctan", "argmax", "argmin", "asin", "asinh", "atan", "atanh", "cbrt",
    "ceil", "cosh", "cot", "elu", "erf", "expm1", "floor", "gelu", "hypot", "log10", "log1p", "log2", "mean", "mish",
    "prod", "round", "selu", "sgn", "sign", "silu", "sinh", "softmax", "softplus", "sum", "swish", "tan",
})  # fmt: skip

"""What a gate is called, how it is written, its local gradients as formulas, its pattern, its kink."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Op:
    """One kind of gate; `{x}` and `{y}` stand for its inputs, `{out}` for its value.

    `written` and `local` are Python, whose functions stand behind `{f}` (nothing, `np.` or `math.`); `slide` has the
    local gradients as a slide writes them. What works on whole arrays says in `backward` what it passes back.
    """

    written: str
    local: tuple[str, ...] = ()
    slide: tuple[str, ...] = ()
    pattern: str = ""
    kink: str = ""


DISTRIBUTOR: Final = "distributor"
ROUTER: Final = "router"
SWITCHER: Final = "switcher"
TIE: Final = "a tie: all of the gradient goes to the first"
FLAT: Final = "at the kink the local gradient is taken as 0"

OPS: Final[dict[str, Op]] = {
    "add": Op("{x} + {y}", ("1", "1"), ("1", "1"), DISTRIBUTOR),
    "sub": Op("{x} - {y}", ("1", "-1"), ("1", "-1"), DISTRIBUTOR),
    "mul": Op("{x} * {y}", ("{y}", "{x}"), ("{y}", "{x}"), SWITCHER),
    "div": Op("{x} / {y}", ("1 / {y}", "-{x} / {y}**2"), ("1/{y}", "-{x}/{y}²")),
    "pow": Op("{x} ** {y}", ("{y} * {x}**({y} - 1)", "{out} * {f}log({x})"), ("{y}·{x}^({y} - 1)", "{x}^{y}·ln({x})")),
    "neg": Op("-{x}", ("-1",), ("-1",)),
    "identity": Op("{x}", ("1",), ("1",)),
    "matmul": Op("{x} @ {y}", (), (), SWITCHER),
    "transpose": Op("{x}.T"),
    "index": Op("{x}[{key}]"),
    "sum": Op("sum({x})", (), (), DISTRIBUTOR),
    "mean": Op("mean({x})"),
    "norm": Op("norm({x})"),
    "max": Op("max({x}, {y})", ("({x} >= {y})", "({x} < {y})"), ("({x} ≥ {y})", "({x} < {y})"), ROUTER, TIE),
    "min": Op("min({x}, {y})", ("({x} <= {y})", "({x} > {y})"), ("({x} ≤ {y})", "({x} > {y})"), ROUTER, TIE),
    "exp": Op("exp({x})", ("{out}",), ("e^{x}",)),
    "log": Op("log({x})", ("1 / {x}",), ("1/{x}",)),
    "sqrt": Op("sqrt({x})", ("0.5 / {out}",), ("1/(2·√{x})",)),
    "sigmoid": Op("sigmoid({x})", ("(1 - {out}) * {out}",), ("(1 - {out})·{out}",)),
    "tanh": Op("tanh({x})", ("1 - {out}**2",), ("1 - {out}²",)),
    "softmax": Op("softmax({x})"),
    "log_softmax": Op("log_softmax({x})"),
    "relu": Op("relu({x})", ("({x} > 0)",), ("({x} > 0)",), ROUTER, FLAT),
    "leaky_relu": Op(
        "leaky_relu({x})", ("{f}where({x} > 0, 1, 0.01)",), ("(1 where {x} > 0, else 0.01)",), "",
        "at the kink the slope is taken as 0.01",
    ),
    "step": Op("step({x})", ("0",), ("0",), "", "step(0) is 1; its gradient is 0 everywhere"),
    "abs": Op("abs({x})", ("{f}sign({x})",), ("sign({x})",), "", FLAT),
    "sin": Op("sin({x})", ("{f}cos({x})",), ("cos({x})",)),
    "cos": Op("cos({x})", ("-{f}sin({x})",), ("-sin({x})",)),
}  # fmt: skip
NAMED: Final = {"+": "add", "-": "sub", "*": "mul", "/": "div", "**": "pow", "neg": "neg", "@": "matmul"}
SIGNS: Final = frozenset(NAMED)
ALIKE: Final = {"sum": "identity", "mean": "identity", "transpose": "identity", "norm": "abs"}  # of a number
LAID: Final = frozenset({"identity", "transpose", "index"})  # gates that no word calls
FUNCTIONS: Final = frozenset(OPS) - frozenset(NAMED.values()) - LAID
PAIRED: Final = frozenset({"max", "min"})  # of two or more, or over the values of an array

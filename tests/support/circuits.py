"""Random circuits: stages, forks, arrays, places in them, products of matrices; every gate there is."""

from dataclasses import dataclass
from random import Random
from typing import Final, TypeAlias

Shape: TypeAlias = tuple[int, ...]
INPUTS: Final[dict[str, Shape]] = {"a": (), "b": (), "v": (3,), "u": (3,), "W": (2, 3), "X": (3, 4), "c": (2, 1)}
ALONE: Final = (
    "-{}", "exp(0.3*{})", "sigmoid({})", "tanh({})", "relu({})", "leaky_relu({})", "abs({})", "sin({})", "cos({})",
    "sqrt({}² + 1)", "log(|{}| + 2)", "({})**2", "({})^3", "2 / (|{}| + 1)", "1.0 / (1 + np.exp(-{}))", "step({}) * {}",
    "max({}, 0.1)", "min({}, 2*{})", "{}",
)  # fmt: skip
OVER: Final = ("sum({})", "mean({})", "max({})", "min({})", "norm({})", "||{}||")
PAIRS: Final = (
    "{} + {}", "{} - {}", "{} * {}", "{} / (|{}| + 1)", "max({}, {})", "min({}, {})", "(|{}| + 0.5) ** tanh({})",
    "np.maximum({}, {})",
)  # fmt: skip
WHOLE: Final = ("softmax({})", "log_softmax({})", "softmax({})[0]", "{}.T", "{}[0]", "{}[-1]", "{}[0:2]", "{}[::2]")
PRODUCTS: Final = ("{}·{}", "{} @ {}", "np.dot({}, {})", "{}.dot({})")


@dataclass(frozen=True)
class Drawn:
    """A text, and values for its names."""

    text: str
    at: dict[str, object]


def drawn(rng: Random, stages: int) -> Drawn:
    """Draw a circuit of some stages; the last adds up what nobody has read, so that all of it counts."""
    shapes = dict(INPUTS)
    lines: list[str] = []
    unread: list[str] = []
    for number in range(stages):
        text, shape, read = _stage(rng, shapes)
        name = f"s{number}"
        shapes[name] = shape
        lines.append(f"{name} = {text}")
        unread = [each for each in unread if each not in read] + [name]
    lines.append("f = " + " + ".join(f"sum({each})" for each in unread))
    text = "\n".join(lines)
    used = {name for name in INPUTS if any(sign in text for sign in _appearances(name))}
    return Drawn(text, {name: _value(rng, INPUTS[name]) for name in sorted(used)})


def _appearances(name: str) -> list[str]:
    starts, ends = " (|{-*", " ).|,[²*\n;·@"
    return [f"{start}{name}{end}" for start in starts for end in ends]


def _stage(rng: Random, shapes: dict[str, Shape]) -> tuple[str, Shape, list[str]]:
    """Draw what a stage computes, its shape, and what it reads."""
    from netcalc.circuits.shapes import Misshapen, shape_of

    while True:
        one, other = (f" {rng.choice(list(shapes))} " for _ in range(2))
        x, y = shapes[one.strip()], shapes[other.strip()]
        kind = rng.choice(("alone", "over", "pair", "whole", "product"))
        if kind == "alone":
            return rng.choice(ALONE).replace("{}", one), x, [one.strip()]
        if kind == "over" and x:
            return rng.choice(OVER).replace("{}", one), (), [one.strip()]
        if kind == "whole" and x:
            found = _whole(rng, one, x)
            if found:
                return (*found, [one.strip()])
            continue
        try:
            if kind == "pair":
                return rng.choice(PAIRS).format(one, other), shape_of("add", x, y)[0], [one.strip(), other.strip()]
            if kind == "product" and x and y:
                made = shape_of("matmul", x, y)[0]
                return rng.choice(PRODUCTS).format(one, other), made, [one.strip(), other.strip()]
        except Misshapen:
            continue


def _whole(rng: Random, one: str, shape: Shape) -> tuple[str, Shape] | None:
    text = rng.choice(WHOLE)
    made = {
        "softmax({})": shape, "log_softmax({})": shape, "softmax({})[0]": shape[1:], "{}.T": shape[::-1],
        "{}[0]": shape[1:], "{}[-1]": shape[1:], "{}[0:2]": (min(shape[0], 2), *shape[1:]),
        "{}[::2]": ((shape[0] + 1) // 2, *shape[1:]),
    }[text]  # fmt: skip
    return text.replace("{}", one.strip() if text.startswith("{}") else one) + " ", made


def _value(rng: Random, shape: Shape) -> object:
    if not shape:
        return round(rng.uniform(-2, 2), 3)
    return [_value(rng, shape[1:]) for _ in range(shape[0])]

"""Hostile expressions: good ones mutated, nests, huge powers and shapes, names of Python's own."""

import re
from collections.abc import Callable
from random import Random
from typing import Any, Final

GOOD: Final = (
    "(x + y) * z", "1/(1 + exp(-(w[0]*x + w[1]*y + z)))", "q = x + y; f = q*z", "D = W @ X", "L = -log_softmax(W·w)[0]",
    "h = np.maximum(0, np.dot(W, w) + w)\ns = W.dot(h)", "(x + σ(y)) / (σ(x) + (x + y)²)", "|x - y|·√z + ‖w‖",
    "f = lambda u: 1/(1 + math.exp(-u))\ng = f(x) * f(f(y))", "g(u) = u^2 + 1; g(x) + g(z)", "w.T @ W @ w",
    "mean(X * X) + sum(w[0:1]) # a comment", "step(x + y - 1.5)", "u = x**y\nv = u - z\nv", "x₀ = 2; x₀ × x₀",
)  # fmt: skip
PIECES: Final = (
    "__import__('os').system('true')", "open('x')", "eval(x)", "exec('1')", "().__class__", "x.__class__.__mro__",
    "lambda: 0", "lambda u: u", "[u for u in w]", "{x: y}", "f'{x}'", "'text'", "b''", "(x := 3)", "yield x", "await x",
    "x if y else z", "x and y", "not x", "x < y < z", "*w", "**X", "w[::]", "w[-1]", "w[10**9]", "w[:, 0]", "w[w]",
    "X[None]", "W[...]", "9**9**9", "10**400", "1e308*1e308", "2**-1074", "1/0", "0/0", "0**-1", "(-8)**(1/3)", "1e999",
    "0x10", "1_0", "1j", "True", "None", "nan", "inf", "import os", "del x", "x = y = 3", "x += 1", "return",
    "print(x)", "globals()", "sum(range(9))", "max()", "min(x)", "norm", "softmax(x)", "exp(exp(exp(x)))",
    "np.linalg.inv(W)", "np.zeros(9)", "math.pi", "σ", "√", "²", "|", "‖", "·", "@", "^T", ".T", "ᵀ", ";", "\n", "#",
    "\\", "\x00", "\u202e", "é", "𝐱", "ｘ", "٣", "½", "∞", "∂f/∂x", "dx", "df", "D", "out", "x" * 300, "1" * 400,
    " " * 50, "\t", "%", "//", "~", "<<", "->", "$", "?", "`", "'", '"', "(", ")", "[", "]", "{", "}", ",", ".", "=",
    "==", ":", "-", "+", "*", "/",
)  # fmt: skip
VALUES: Final[tuple[Any, ...]] = (
    -2, 5, 0, -0.0, 1e-300, 1e300, 0.5, [1.0, -2.0], [[1, 2], [3, 4]], "2x2", "3x1", "1x3", "1000x1000", "99999x99999",
    "0x3", "[1, [2]]", "[" * 40, "", "nan", "1/0", "1/3", "10**10", None, [], [[]], [1, "a"], True, 10**400,
)  # fmt: skip
NAMES: Final = ("x", "y", "z", "w", "W", "X", "u", "dD", "df", "dout", "D", "out", "x0", "b")
LIKELY: Final = 0.97
ORDINARY: Final[dict[str, Any]] = {
    "x": -2, "y": 5, "z": -4, "w": [2.0, -3.0], "W": [[1, 2], [3, 4]], "X": [[1, 0], [0.5, 2]],
}  # fmt: skip


def hostile(draw: Random) -> tuple[str, dict[str, Any]]:
    """Make an expression, and values for some names."""
    text = draw.choice(GOOD)
    for _ in range(draw.choice((0, 1, 1, 1, 2, 4))):
        text = draw.choice(CHANGES)(text, draw)
    words = set(re.findall(r"\w+", text))
    at = {name: value for name, value in ORDINARY.items() if name in words and draw.random() < LIKELY}
    for _ in range(draw.choice((0, 0, 0, 1, 2))):
        at[draw.choice(NAMES)] = draw.choice(VALUES)
    return text, at


def _put(text: str, draw: Random) -> str:
    place = draw.randint(0, len(text))
    return text[:place] + draw.choice(PIECES) + text[place:]


def _swapped(text: str, draw: Random) -> str:
    place = draw.randrange(len(text) + 1)
    return text[:place] + draw.choice(PIECES) + text[place + draw.randint(1, 5) :]


def _lost(text: str, draw: Random) -> str:
    place = draw.randrange(len(text) + 1)
    return text[:place] + text[place + draw.randint(1, 3) :]


def _repeated(text: str, draw: Random) -> str:
    sign = draw.choice((" + ", " * ", " @ ", "; ", "\n", "**", "/", ""))
    return sign.join([text] * draw.choice((2, 2, 3, 3, 20, 400)))


def _nested(text: str, draw: Random) -> str:
    depth = draw.choice((1, 3, 40, 190, 2_000))
    opened, shut = draw.choice(
        (("(", ")"), ("exp(", ")"), ("-", ""), ("tanh(", ")"), ("[", "]"), ("√", ""), ("|", "|"))
    )
    return opened * depth + text + shut * depth


def _doubling(text: str, draw: Random) -> str:
    lines = [f"v{n + 1} = v{n} {draw.choice('+*-@')} v{n}" for n in range(draw.choice((5, 5, 60, 300)))]
    return "\n".join([f"v0 = {text}", *lines])


def _applied(text: str, draw: Random) -> str:
    calls = [f"g{n + 1}(u) = g{n}(g{n}(u))" for n in range(draw.choice((3, 30)))]
    return "\n".join(["g0(u) = u + u", *calls, f"f = g{len(calls)}(x) * ({text})"])


CHANGES: Final[tuple[Callable[[str, Random], str], ...]] = (
    *[_put] * 6, *[_swapped] * 6, *[_lost] * 5, _repeated, _nested, _doubling, _applied,
)  # fmt: skip

"""Activations as the assignments write them: x alone, or with a number or a dict of numbers behind."""

import inspect
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

import numpy as np

from netcalc.reference.kinds.activation.function import Abs, Exp, Softplus, Square
from netcalc.reference.kinds.activation.rectified import ELU, SELU, LeakyReLU, ReLU, ReLU6
from netcalc.reference.kinds.activation.squashed import HardSigmoid, HardTanh, Sigmoid, Tanh
from netcalc.reference.kinds.activation.weighed import GELU, HardSwish, Mish, SiLU, TanhGELU
from netcalc.reference.student.case import Case, Form, Function, extents
from netcalc.reference.student.closeness import close
from netcalc.reference.student.kinks import between
from netcalc.reference.student.mistakes.elementwise import ACTIVATION_MISTAKES, ANY_ACTIVATION
from netcalc.reference.student.mistakes.every import EVERY
from netcalc.reference.tape.gate import Array, Gate

SHAPES: Final = ((3, 4), (2, 3, 4, 5))
GIVEN: Final = 0.2  # a slope, an alpha, where the function wants one
NUMBERS: Final = {"leaky_relu": (LeakyReLU, 0.01), "elu": (ELU, 1.0)}
PLAIN: Final[dict[str, Callable[[], Gate]]] = {
    "relu": ReLU, "sigmoid": Sigmoid, "tanh": Tanh, "silu": SiLU, "softplus": Softplus, "mish": Mish,
    "selu": SELU, "relu6": ReLU6, "hard_tanh": HardTanh, "hard_sigmoid": HardSigmoid, "hard_swish": HardSwish,
    "exp": Exp, "abs": Abs, "square": Square,
}  # fmt: skip
CORNERS: Final = {"relu": (0,), "leaky_relu": (0,), "relu6": (0, 6), "hard_tanh": (-1, 1), "abs": (0,)}


def _activation(kind: str, rng: np.random.Generator, forward: Function) -> Iterator[Case]:
    """Give values on both sides of 0, then values right at the corners, where there are some."""
    extra, gate = _numbers(kind, forward)
    for shape in SHAPES:
        x = rng.standard_normal(shape) * 3
        knowing = partial(_either_gelu, gate, x) if kind == "gelu" else None
        yield Case(f"x {extents(shape)}", {"x": x}, extra, gate, knowing=knowing)
    if kind in CORNERS:
        x = np.where(rng.random((4, 3)) < 0.5, rng.choice(CORNERS[kind], (4, 3)), rng.standard_normal((4, 3)))
        yield Case("x 4x3 with kinks", {"x": x}, extra, gate, kindly=between)


def _either_gelu(gate: Gate, x: Array, out: Array) -> Gate:
    near = TanhGELU()
    return near if close(out, near.forward(x)[0]) else gate


def _numbers(kind: str, forward: Function) -> tuple[tuple[Any, ...], Gate]:
    """Give what a function wants besides x, and the gate that has the same number."""
    if kind not in NUMBERS:
        return (), PLAIN[kind]() if kind != "gelu" else GELU()
    gate, default = NUMBERS[kind]
    try:
        wanted = [*inspect.signature(forward).parameters.values()][1:2]
    except (TypeError, ValueError):
        wanted = []
    if not wanted:
        return (), gate(default)
    if "param" in wanted[0].name:
        return ({"slope": GIVEN, "alpha": GIVEN, "negative_slope": GIVEN},), gate(GIVEN)
    return (GIVEN,), gate(GIVEN)


def _form(kind: str) -> Form:
    mistakes = (*ACTIVATION_MISTAKES.get(kind, ()), *ANY_ACTIVATION, *EVERY)
    return Form(f"{kind}_forward(x)", partial(_activation, kind), mistakes)


ELEMENTWISE: Final = {kind: _form(kind) for kind in ("relu", *NUMBERS, *list(PLAIN)[1:], "gelu")}

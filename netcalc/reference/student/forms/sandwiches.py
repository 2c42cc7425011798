"""Layers one after the other, as the assignments' layer_utils write them."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Final

import numpy as np

from netcalc.reference.kinds.activation.rectified import ReLU
from netcalc.reference.kinds.conv import Conv
from netcalc.reference.kinds.pool.window import MaxPool
from netcalc.reference.student.case import Case, Form, Function, drawn, extents
from netcalc.reference.student.gates import BatchNormAsTaught, Chain, FCAsTaught
from netcalc.reference.student.mistakes.every import EVERY
from netcalc.reference.student.mistakes.sandwiches import RELU_MISTAKES
from netcalc.reference.tape.gate import Gate
from netcalc.reference.windows.window import Window

EPS: Final = 1e-5
CONV: Final = {"stride": 1, "pad": 1}
POOL: Final = {"pool_height": 2, "pool_width": 2, "stride": 2}
NORM: Final = {"mode": "train", "eps": EPS}
IMAGES: Final = (((2, 3, 6, 4), 3), ((3, 2, 4, 4), 2))
ROWS: Final = (((4, 6), 5), ((6, 2, 3), 3))


def _conv(
    parts: Sequence[str], extra: tuple[dict[str, Any], ...], rng: np.random.Generator, _: Function
) -> Iterator[Case]:
    for shape, K in IMAGES:
        inputs = drawn(rng, x=shape, w=(K, shape[1], 3, 3), b=(K,), **_learned(parts, K))
        gates: list[tuple[Gate, int]] = [(Conv((Window(3, 1, 1, 1),) * 2), 2), *_behind(parts)]
        yield Case(f"x {extents(shape)}, {K} filters 3x3", inputs, extra, Chain(gates))


def _affine(
    parts: Sequence[str], extra: tuple[dict[str, Any], ...], rng: np.random.Generator, _: Function
) -> Iterator[Case]:
    for shape, units in ROWS:
        w = (int(np.prod(shape[1:])), units)
        inputs = drawn(rng, x=shape, w=w, b=(units,), **_learned(parts, units))
        yield Case(f"x {extents(shape)}, {units} units", inputs, extra, Chain([(FCAsTaught(), 2), *_behind(parts)]))


def _learned(parts: Sequence[str], depth: int) -> dict[str, tuple[int, ...]]:
    return {"gamma": (depth,), "beta": (depth,)} if "norm" in parts else {}


def _behind(parts: Sequence[str]) -> Iterator[tuple[Gate, int]]:
    made: dict[str, tuple[Gate, int]] = {
        "norm": (BatchNormAsTaught(EPS), 2), "relu": (ReLU(), 0), "pool": (MaxPool((Window(2, 2),) * 2), 0),
    }  # fmt: skip
    return (made[part] for part in parts)


def _form(written: str, cases: Any) -> Form:
    return Form(written, cases, (*RELU_MISTAKES, *EVERY))


SANDWICHES: Final = {
    "conv_relu": _form("conv_relu_forward(x, w, b, conv_param)", partial(_conv, ("relu",), (CONV,))),
    "conv_relu_pool": _form(
        "conv_relu_pool_forward(x, w, b, conv_param, pool_param)", partial(_conv, ("relu", "pool"), (CONV, POOL))
    ),
    "conv_batchnorm_relu": _form(
        "conv_bn_relu_forward(x, w, b, gamma, beta, conv_param, bn_param)",
        partial(_conv, ("norm", "relu"), (CONV, NORM)),
    ),
    "affine_batchnorm_relu": _form(
        "affine_bn_relu_forward(x, w, b, gamma, beta, bn_param)", partial(_affine, ("norm", "relu"), (NORM,))
    ),
}

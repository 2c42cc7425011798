"""Dropout as the assignments write it: what it dropped is read from what comes out."""

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

import numpy as np

from netcalc.reference.student.case import Case, Form, Function
from netcalc.reference.student.mistakes.dropout import DROPOUT_MISTAKES
from netcalc.reference.student.mistakes.every import EVERY
from netcalc.reference.tape.gate import Array, Gate, Gradients

SHAPE: Final = (40, 25)
P: Final = (0.3, 0.8)
SEED: Final = 123


class Masked(Gate):
    """X times a mask: 0 where a value is dropped, else one over the share that is kept."""

    def __init__(self, kept: Array, p: float) -> None:
        """Keep these; p is the share that is kept, or, in older years, dropped: whichever comes nearer."""
        share = kept.mean()
        self.keep = p if abs(share - p) <= abs(share - (1 - p)) else 1 - p
        self.mask = kept / self.keep

    def forward(self, *inputs: Array) -> tuple[Array, None]:
        """Drop and scale."""
        return inputs[0] * self.mask, None

    def backward(self, dout: Array, cache: None) -> Gradients:
        """Let the gradient through where the value went through, as much scaled."""
        return (dout * self.mask,)


class Untouched(Gate):
    """Dropout at test: nothing."""

    def forward(self, *inputs: Array) -> tuple[Array, None]:
        """Hand x on."""
        return inputs[0], None

    def backward(self, dout: Array, cache: None) -> Gradients:
        """Hand dout on."""
        return (dout,)


def _seen(x: Array, p: float, out: Array) -> Gate:
    """Read from what came out what was kept; where nothing, or all, was dropped, draw what should have been."""
    kept = (out != 0) if out.shape == x.shape else np.ones(x.shape, bool)
    if kept.all() or not kept.any():
        kept = np.random.default_rng(SEED).random(x.shape) < p
    return Masked(kept.astype(np.float64), p)


def _dropout(rng: np.random.Generator, _: Function) -> Iterator[Case]:
    for p in P:
        x = rng.standard_normal(SHAPE)
        param: dict[str, Any] = {"mode": "train", "p": p, "seed": SEED}
        yield Case(
            f"x 40x25, p {p:g}",
            {"x": x},
            (param,),
            Masked(np.ones(SHAPE), p),
            seeded=True,
            knowing=partial(_seen, x, p),
        )
    param = {"mode": "test", "p": P[0], "seed": SEED}
    yield Case("x 40x25, mode test", {"x": rng.standard_normal(SHAPE)}, (param,), Untouched(), at=" at test")


DROPOUT = Form("dropout_forward(x, dropout_param)", _dropout, (*DROPOUT_MISTAKES, *EVERY))

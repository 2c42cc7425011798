"""Layers in the form of the course's assignments: what a function is called with, on several shapes, and the truth."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from netcalc.reference.kinds.activation.rectified import ReLU
from netcalc.reference.kinds.activation.squashed import Sigmoid, Tanh
from netcalc.reference.kinds.conv import Conv
from netcalc.reference.kinds.fc import FC
from netcalc.reference.kinds.norm.batch import BatchNormInTraining
from netcalc.reference.kinds.norm.single import LayerNorm
from netcalc.reference.kinds.pool.window import MaxPool
from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.windows.window import Window


@dataclass(frozen=True, slots=True)
class Case:
    """One call: the arrays by name, what else is handed over, the gate that knows the truth (None does); its window."""

    shape: str
    inputs: dict[str, Array]
    extra: tuple[Any, ...]
    gate: Gate | None = None
    window: tuple[Window, ...] = ()


class FCAsTaught(FC):
    """X W + b, with the weights as (n, units), as in the assignments."""

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Turn the weights round."""
        x, w, *b = inputs
        return super().forward(x, w.T, *b)

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Turn their gradient back."""
        dx, dw, *db = super().backward(dout, cache)
        return dx, None if dw is None else dw.T, *db


class BatchNormAsTaught(BatchNormInTraining):
    """Batch normalisation in training, of x (N, D), without running statistics among the inputs."""

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Put statistics beside, which training does not read."""
        return super().forward(*inputs, inputs[1], inputs[1])

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Drop what belongs to them."""
        return super().backward(dout, cache)[:3]


def _drawn(rng: np.random.Generator, **shapes: tuple[int, ...]) -> dict[str, Array]:
    return {name: rng.standard_normal(shape) for name, shape in shapes.items()}


def _conv(rng: np.random.Generator) -> Iterator[Case]:
    for N, D, H, W, K, F, S, P in ((2, 3, 5, 4, 2, 3, 1, 1), (3, 2, 7, 5, 4, 3, 2, 1), (2, 1, 6, 6, 3, 2, 2, 0)):
        window = (Window(F, S, P, P),) * 2
        inputs = _drawn(rng, x=(N, D, H, W), w=(K, D, F, F), b=(K,))
        what = f"x {N}x{D}x{H}x{W}, {K} filters {F}x{F}, stride {S}, pad {P}"
        yield Case(what, inputs, ({"stride": S, "pad": P},), Conv(window), window)


def _fc(rng: np.random.Generator) -> Iterator[Case]:
    for shape, units in (((3, 4), 5), ((2, 3, 2, 2), 4)):
        inputs = _drawn(rng, x=shape, w=(int(np.prod(shape[1:])), units), b=(units,))
        yield Case(f"x {'x'.join(map(str, shape))}, {units} units", inputs, (), FCAsTaught())


def _pool(rng: np.random.Generator) -> Iterator[Case]:
    for N, D, H, W, F, S in ((2, 3, 4, 6, 2, 2), (2, 2, 5, 5, 3, 1)):
        extra = {"pool_height": F, "pool_width": F, "stride": S}
        window = (Window(F, S),) * 2
        inputs = _drawn(rng, x=(N, D, H, W))
        yield Case(f"x {N}x{D}x{H}x{W}, {F}x{F}, stride {S}", inputs, (extra,), MaxPool(window), window)


def _norm(gate: Callable[[float], Gate]) -> Callable[[np.random.Generator], Iterator[Case]]:
    def cases(rng: np.random.Generator) -> Iterator[Case]:
        for N, D in ((4, 5), (6, 3)):
            inputs = _drawn(rng, x=(N, D), gamma=(D,), beta=(D,))
            yield Case(f"x {N}x{D}", inputs, ({"mode": "train", "eps": 1e-5},), gate(1e-5))

    return cases


def _elementwise(gate: Callable[[], Gate]) -> Callable[[np.random.Generator], Iterator[Case]]:
    def cases(rng: np.random.Generator) -> Iterator[Case]:
        for shape in ((3, 4), (2, 3, 4, 5)):
            yield Case(f"x {'x'.join(map(str, shape))}", _drawn(rng, x=shape), (), gate())

    return cases


FORMS: Final[dict[str, Callable[[np.random.Generator], Iterator[Case]]]] = {
    "conv": _conv,
    "fc": _fc,
    "pool": _pool,
    "batchnorm": _norm(BatchNormAsTaught),
    "layernorm": _norm(LayerNorm),
    "relu": _elementwise(ReLU),
    "sigmoid": _elementwise(Sigmoid),
    "tanh": _elementwise(Tanh),
}

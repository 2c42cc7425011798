"""Layers that slide a window, as the assignments write them: convolution, max pooling, average pooling."""

from collections.abc import Callable, Iterator

import numpy as np

from netcalc.reference.kinds.conv import Conv
from netcalc.reference.kinds.pool.window import AvgPool, MaxPool, Pool
from netcalc.reference.student.case import Case, Form, Function, drawn, extents
from netcalc.reference.student.kinks import shared_out
from netcalc.reference.student.mistakes.conv import CONV_MISTAKES
from netcalc.reference.student.mistakes.every import EVERY
from netcalc.reference.student.mistakes.pool import AVG_POOL_MISTAKES, MAX_POOL_MISTAKES
from netcalc.reference.windows.window import Window

POOLS = (((2, 3, 4, 6), (2, 2), 2), ((2, 2, 5, 5), (3, 3), 1), ((3, 2, 5, 8), (3, 2), 2))  # x, window, stride
CONVS = (  # x, filters, their window, stride, pad
    ((2, 3, 5, 4), 2, (3, 3), 1, 1),
    ((3, 2, 7, 5), 4, (3, 3), 2, 1),
    ((2, 1, 6, 7), 3, (2, 3), 2, 0),
)
TIED = ((2, 2, 4, 4), (2, 2), 2)


def _conv(rng: np.random.Generator, _: Function) -> Iterator[Case]:
    for shape, K, (F_h, F_w), S, P in CONVS:
        window = (Window(F_h, S, P, P), Window(F_w, S, P, P))
        inputs = drawn(rng, x=shape, w=(K, shape[1], F_h, F_w), b=(K,))
        what = f"x {extents(shape)}, {K} filters {F_h}x{F_w}, stride {S}, pad {P}"
        yield Case(what, inputs, ({"stride": S, "pad": P},), Conv(window), window)


def _pool(gate: type[Pool], *, ties: bool) -> Callable[[np.random.Generator, Function], Iterator[Case]]:
    def cases(rng: np.random.Generator, _: Function) -> Iterator[Case]:
        for shape, (F_h, F_w), S in (*POOLS, *((TIED,) if ties else ())):
            extra = {"pool_height": F_h, "pool_width": F_w, "stride": S}
            window, tied = (Window(F_h, S), Window(F_w, S)), ties and shape == TIED[0]
            x = rng.integers(0, 2, shape).astype(np.float64) if tied else rng.standard_normal(shape)
            what = f"x {extents(shape)}{' with ties' if tied else ''}, {F_h}x{F_w}, stride {S}"
            yield Case(what, {"x": x}, (extra,), gate(window), window, kindly=shared_out if tied else None)

    return cases


CONV = Form("conv_forward_naive(x, w, b, conv_param)", _conv, (*CONV_MISTAKES, *EVERY))
MAX_POOL = Form("max_pool_forward_naive(x, pool_param)", _pool(MaxPool, ties=True), (*MAX_POOL_MISTAKES, *EVERY))
AVG_POOL = Form("avg_pool_forward(x, pool_param)", _pool(AvgPool, ties=False), (*AVG_POOL_MISTAKES, *EVERY))

"""How long a convolution takes, forward and backward, against the matrix products that it cannot avoid, in one run.

python tests/benchmarks/convolution.py [ROUNDS]

The products are those of the column matrices, which are made beforehand and not counted: out = cols·w,
dw = cols^T·dout, dcols = dout·w^T. A filter that reads one slice has no such product to be held
against; there it is NumPy's einsum over sliding windows. Memory is what is allocated beyond the
operands, at its peak. On a machine that others use too, the smallest of several rounds says most.
"""

import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import numpy as np

from netcalc.reference.products.convolution import FastConv
from netcalc.reference.windows.window import Window

ROUNDS = 12


@dataclass(frozen=True)
class Case:
    """One layer: batch, depth, extent, filters, their extent, stride, pad, groups; the ratio it may take at most."""

    name: str
    N: int
    D: int
    W: int
    K: int
    F: int
    S: int = 1
    P: int = 0
    groups: int = 1
    most: float = inf


CASES = (
    Case("3x3, 64 to 64 at 32", 16, 64, 32, 64, 3, P=1, most=1.6),
    Case("3x3, 128 to 128 at 56", 4, 128, 56, 128, 3, P=1, most=1.6),
    Case("7x7/2, 3 to 64 at 224", 8, 3, 224, 64, 7, S=2, P=3, most=1.4),
    Case("1x1, 64 to 256 at 56", 16, 64, 56, 256, 1, most=1.2),
    Case("1x1, 256 to 64 at 28", 16, 256, 28, 64, 1, most=1.2),
    Case("LeNet's first", 64, 1, 32, 6, 5),
    Case("LeNet's second", 64, 6, 14, 16, 5),
    Case("depthwise 3x3, 64 at 56", 8, 64, 56, 64, 3, P=1, groups=64, most=1.0),
)


def products(case: Case, rng: np.random.Generator) -> Callable[[], None]:
    """Give the three matrix products of the layer's sizes."""
    count = (case.W + 2 * case.P - case.F) // case.S + 1
    rows, size = case.N * count**2, case.F**2 * case.D
    cols, w, dout = (
        rng.standard_normal(shape).astype("float32") for shape in ((rows, size), (size, case.K), (rows, case.K))
    )

    def run() -> None:
        _ = cols @ w, cols.T @ dout, dout @ w.T

    return run


def einsums(case: Case, rng: np.random.Generator) -> Callable[[], None]:
    """Give the same layer, one slice a filter, as einsum over sliding windows: out, dw and dx."""
    x = rng.standard_normal((case.N, case.D, case.W + 2 * case.P, case.W + 2 * case.P)).astype("float32")
    w = rng.standard_normal((case.D, case.F, case.F)).astype("float32")
    seen = np.lib.stride_tricks.sliding_window_view(x, (case.F, case.F), (2, 3))

    def run() -> None:
        out = np.einsum("nchwij,cij->nchw", seen, w)
        _ = np.einsum("nchwij,nchw->cij", seen, out), np.einsum("nchwij,cij->nchw", seen, w)

    return run


def layer(case: Case, rng: np.random.Generator) -> Callable[[], None]:
    """Give the layer, forward and backward."""
    x = rng.standard_normal((case.N, case.D, case.W, case.W)).astype("float32")
    w = rng.standard_normal((case.K, case.D // case.groups, case.F, case.F)).astype("float32")
    gate = FastConv([Window(case.F, case.S, case.P, case.P)] * 2)
    dout = rng.standard_normal(gate.forward(x, w)[0].shape).astype("float32")

    def run() -> None:
        _, cache = gate.forward(x, w)
        gate.backward(dout, cache)

    return run


def seconds(run: Callable[[], None]) -> float:
    """Time one run."""
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def peak(run: Callable[[], None]) -> int:
    """Give the bytes that a run allocates at its peak."""
    tracemalloc.start()
    run()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def main(rounds: int) -> None:
    """Measure every case, the layer and what it is held against in turns."""
    rng = np.random.default_rng(0)
    for case in CASES:
        against, ours = (einsums if case.groups > 1 else products)(case, rng), layer(case, rng)
        pairs = [(seconds(against), seconds(ours)) for _ in range(rounds)]
        bare, taken = (min(found) for found in zip(*pairs, strict=True))
        limit = "" if case.most == inf else f" (at most {case.most})"
        sys.stdout.write(
            f"{case.name:24}{taken * 1e3:8.1f} ms against {bare * 1e3:7.1f} ms: "
            f"{taken / bare:.2f} times{limit}, {peak(ours) / 2**20:.1f} MiB\n"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)

"""Why an array of a student's layer is wrong: the truth with one thing broken, tried until one fits."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from netcalc.reference.kinds.activation.rectified import ReLU
from netcalc.reference.kinds.conv import Conv
from netcalc.reference.kinds.pool.window import MaxPool
from netcalc.reference.student.forms import Case
from netcalc.reference.tape.gate import Array, Gate

CLOSE: Final = 1e-6
IMAGES: Final = 4  # axes: (N, D, H, W), or (K, D, F, F)
OVERWRITTEN: Final = "windows that overlap write over each other: add (+=), do not assign"
EVERYWHERE: Final = "it goes to all of the window, not to the largest value alone"


def close(got: Array, truth: Array) -> bool:
    """Say whether two arrays are one, but for rounding."""
    return got.shape == truth.shape and error(got, truth) < CLOSE


def error(got: Array, truth: Array) -> float:
    """Give the largest difference over the largest value; infinite for another shape, or what is no number."""
    if got.shape != truth.shape or not np.isfinite(got).all():
        return float("inf")
    largest = max(float(np.abs(got).max(initial=0)), float(np.abs(truth).max(initial=0)))
    return float(np.abs(got - truth).max(initial=0)) / largest if largest else 0.0


def likely(name: str, got: Array, truth: Array, case: Case, dout: Array) -> tuple[str, ...]:
    """Name the broken ways that give what the student got."""
    if case.gate is None:
        return ()
    if name == "out":
        ways = _out_ways(case.gate, case)
    else:
        place = [f"d{given}" for given in case.inputs].index(name)
        ways = _gradient_ways(case.gate, case, place, truth, dout)
    return tuple(cause for cause, array in ways if close(got, array))


def _out_ways(gate: Gate, case: Case) -> Iterator[tuple[str, Array]]:
    inputs = list(case.inputs.values())
    if "b" in case.inputs:
        yield "the bias is not added", gate.forward(*inputs[:-1], np.zeros_like(inputs[-1]))[0]
    if isinstance(gate, Conv):
        x, w, b = inputs
        yield "the filters are flipped, which a convolution layer does not do", gate.forward(x, _flip(w), b)[0]
        yield "the input is not padded", _unpadded(case).forward(x, w, b)[0]
        dense = Conv(tuple(one._replace(S=1) for one in case.window))
        yield "the stride is not used", dense.forward(x, w, b)[0]


def _gradient_ways(gate: Gate, case: Case, place: int, truth: Array, dout: Array) -> Iterator[tuple[str, Array]]:
    inputs = list(case.inputs.values())
    N = len(inputs[0])

    def back(upstream: Array) -> Array:
        return np.asarray(gate.backward(upstream, gate.forward(*inputs)[1])[place])

    yield "it is transposed", truth.T
    yield "its sign is wrong", -truth
    yield "it is averaged over the batch, not summed", truth / N
    yield "it is multiplied by the batch size", truth * N
    yield "it is twice as large as it should be", truth * 2
    yield "it is half as large as it should be", truth / 2
    yield "the upstream gradient is missing: multiply by dout", back(np.ones_like(dout))
    if place > 0:
        each = [back(alone) for alone in _one_at_a_time(dout)]
        yield "it is not summed over the batch", np.stack(each)
        yield "it holds the last example alone: add (+=), do not assign", each[-1]
        yield "it holds the first example alone", each[0]
        yield from _parameter_ways(gate, case, place, dout)
    elif isinstance(gate, Conv):
        yield from _input_ways(gate, case, dout)
    elif isinstance(gate, MaxPool):
        yield from _pool_ways(case, dout)
    elif isinstance(gate, ReLU):
        yield "it asks where dout is above 0, not where x is", dout * (dout > 0)


def _parameter_ways(gate: Gate, case: Case, place: int, dout: Array) -> Iterator[tuple[str, Array]]:
    names, inputs = list(case.inputs), list(case.inputs.values())
    gradients = [np.asarray(gradient) for gradient in gate.backward(dout, gate.forward(*inputs)[1])]
    truth = gradients[place]
    if truth.ndim == IMAGES:
        yield "height and width are swapped", truth.swapaxes(2, 3)
    if names[place] == "b":
        yield "it is averaged over the batch and all positions, not summed", truth * truth.size / dout.size
    for other, gradient in enumerate(gradients):
        if other != place and gradient.shape == truth.shape:
            yield f"it is d{names[other]}: the two are swapped", gradient


def _input_ways(gate: Gate, case: Case, dout: Array) -> Iterator[tuple[str, Array]]:
    x, w, b = case.inputs.values()
    turned = gate.backward(dout, gate.forward(x, _flip(w), b)[1])[0]
    yield "the filters lie the wrong way round: flip them", np.asarray(turned)
    around = tuple((one.before, one.after) for one in case.window)
    yield from ((OVERWRITTEN, array) for array in _assigned(case, dout))
    bare, wide = _unpadded(case), np.pad(x, ((0, 0), (0, 0), *around))
    yield "the padding is not taken off again", np.asarray(bare.backward(dout, bare.forward(wide, w, b)[1])[0])


def _places(case: Case, dout: Array) -> Iterator[tuple[Any, Array]]:
    """Give each place of the window, as an index, and the upstream gradient there: (N, D)."""
    down, across = case.window
    for i, j in np.ndindex(*dout.shape[2:]):
        rows = slice(i * down.S, i * down.S + down.F)
        yield (..., rows, slice(j * across.S, j * across.S + across.F)), dout[:, :, i, j]


def _assigned(case: Case, dout: Array) -> Iterator[Array]:
    """Give dx of a convolution as each window writes over the one before; so, perhaps, does each filter."""
    x, w, _ = case.inputs.values()
    inside: Any = (
        ...,
        *(slice(one.before, one.before + n) for one, n in zip(case.window, x.shape[2:], strict=True)),
    )
    for filters in (slice(None), slice(-1, None)):
        wide = np.pad(np.zeros_like(x), ((0, 0), (0, 0), *((one.before, one.after) for one in case.window)))
        for place, upstream in _places(case, dout):
            wide[place] = np.einsum("nk,kdij->ndij", upstream[:, filters], w[filters])
        yield wide[inside]


def _pool_ways(case: Case, dout: Array) -> Iterator[tuple[str, Array]]:
    x = case.inputs["x"]
    all_of_it, written, window_written = (np.zeros_like(x) for _ in range(3))
    for place, upstream in _places(case, dout):
        largest, up = x[place] == x[place].max(axis=(2, 3), keepdims=True), upstream[..., None, None]
        all_of_it[place] += up
        written[place] = np.where(largest, up, written[place])
        window_written[place] = largest * up
    yield EVERYWHERE, all_of_it
    yield EVERYWHERE, all_of_it / np.prod([one.F for one in case.window])
    yield OVERWRITTEN, written
    yield OVERWRITTEN, window_written


def _one_at_a_time(dout: Array) -> Iterator[Array]:
    """Give dout with all examples but one at 0, for each of them."""
    for one in range(len(dout)):
        alone = np.zeros_like(dout)
        alone[one] = dout[one]
        yield alone


def _unpadded(case: Case) -> Conv:
    return Conv(tuple(one._replace(before=0, after=0) for one in case.window))


def _flip(w: Array) -> Array:
    return w[:, :, ::-1, ::-1]

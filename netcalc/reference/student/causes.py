"""Why an array of a student's layer is wrong: the truth with one thing broken, tried until one fits."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from netcalc.reference.kinds.activation.rectified import ReLU
from netcalc.reference.kinds.conv import Conv
from netcalc.reference.kinds.pool.window import MaxPool
from netcalc.reference.student.closeness import close
from netcalc.reference.student.forms import Case
from netcalc.reference.student.windows import flip, input_ways, pool_ways, unpadded
from netcalc.reference.tape.gate import Array, Gate

IMAGES: Final = 4  # axes: (N, D, H, W), or (K, D, F, F)


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
        yield "the filters are flipped, which a convolution layer does not do", gate.forward(x, flip(w), b)[0]
        yield "the input is not padded", unpadded(case).forward(x, w, b)[0]
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
        yield from input_ways(gate, case, dout)
    elif isinstance(gate, MaxPool):
        yield from pool_ways(case, dout)
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


def _one_at_a_time(dout: Array) -> Iterator[Array]:
    """Give dout with all examples but one at 0, for each of them."""
    for one in range(len(dout)):
        alone = np.zeros_like(dout)
        alone[one] = dout[one]
        yield alone

"""How the gradients of windows go wrong: flipped, padded, overwritten, sent everywhere."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from netcalc.reference.kinds.conv import Conv
from netcalc.reference.student.forms import Case
from netcalc.reference.tape.gate import Array, Gate

OVERWRITTEN: Final = "windows that overlap write over each other: add (+=), do not assign"
EVERYWHERE: Final = "it goes to all of the window, not to the largest value alone"


def input_ways(gate: Gate, case: Case, dout: Array) -> Iterator[tuple[str, Array]]:
    """Break the gradient of a convolution's input."""
    x, w, b = case.inputs.values()
    turned = gate.backward(dout, gate.forward(x, flip(w), b)[1])[0]
    yield "the filters lie the wrong way round: flip them", np.asarray(turned)
    around = tuple((one.before, one.after) for one in case.window)
    yield from ((OVERWRITTEN, array) for array in _assigned(case, dout))
    bare, wide = unpadded(case), np.pad(x, ((0, 0), (0, 0), *around))
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


def pool_ways(case: Case, dout: Array) -> Iterator[tuple[str, Array]]:
    """Break the gradient of a pool's input."""
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


def unpadded(case: Case) -> Conv:
    """Give the convolution without its padding."""
    return Conv(tuple(one._replace(before=0, after=0) for one in case.window))


def flip(w: Array) -> Array:
    """Turn filters round, in height and in width."""
    return w[:, :, ::-1, ::-1]

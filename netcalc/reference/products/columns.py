"""The windows of a volume as the rows of a matrix, copied a block at a time through one small buffer.

A convolution is then a matrix product a block, at the speed of NumPy's own. The whole matrix would be
F·F times the volume; a buffer that stays in the processor's cache is filled anew instead, also in the
backward pass.
"""

from collections.abc import Iterator, Sequence
from math import prod
from typing import Final, TypeAlias

import numpy as np

from netcalc.reference.tape.gate import Array
from netcalc.reference.windows.arrays import counts, spanned, views
from netcalc.reference.windows.window import Lane

BUFFER: Final = 4 << 20  # bytes: 1 to 4 MiB are as fast; larger blocks keep threads busier
FEW: Final = 4  # with fewer slices, runs along the rows are longer

Block: TypeAlias = tuple[slice, ...]


def blocks(shape: Sequence[int], row: int) -> Iterator[Block]:
    """Cut positions, (N, *count), into blocks of neighbours whose rows of so many bytes fill the buffer."""
    rows = max(1, BUFFER // row)
    level = next((i for i in range(len(shape)) if prod(shape[i + 1 :]) <= rows), len(shape) - 1)
    step = max(1, rows // prod(shape[level + 1 :]))
    whole = tuple(slice(0, extent) for extent in shape[level + 1 :])
    for outer in np.ndindex(*shape[:level]):
        for start in range(0, shape[level], step):
            places = (slice(place, place + 1) for place in outer)
            yield (*places, slice(start, min(start + step, shape[level])), *whole)


def rows_first(scratch: Array, block: Block, inner: Sequence[int], *, few: bool) -> tuple[Array, Array]:
    """Lay a block's matrix out in the scratch: as (P, F·D), and as (n, *count, *F, D), of the same memory.

    With few slices the matrix lies transposed: positions, not slices, stand side by side.
    """
    positions = tuple(cut.stop - cut.start for cut in block)
    P, size = prod(positions), prod(inner)
    flat = scratch[: P * size]
    if not few:
        return flat.reshape(P, size), flat.reshape(*positions, *inner)
    n = len(inner)
    split = flat.reshape(*inner, *positions)  # (*F, D, n, *count)
    return flat.reshape(size, P).T, np.moveaxis(split, range(n), range(-n, 0))


def scratch_for(shape: Sequence[int], inner: int, dtype: np.dtype[np.generic]) -> Array:
    """Make a buffer that holds the largest block."""
    row = inner * dtype.itemsize
    most = next(iter(blocks(shape, row)))
    return np.empty(prod(cut.stop - cut.start for cut in most) * inner, dtype)


def columns(x: Array, lanes: Sequence[Lane]) -> Iterator[tuple[Block, Array]]:
    """Go through the windows of x, (N, D, *W): a block of positions, and its matrix (P, F·D), soon overwritten."""
    seen = views(spanned(x, lanes), lanes)  # (N, *count, *F, D)
    shape, inner = (len(x), *counts(lanes)), seen.shape[len(lanes) + 1 :]
    scratch = scratch_for(shape, prod(inner), x.dtype)
    for block in blocks(shape, prod(inner) * x.itemsize):
        matrix, split = rows_first(scratch, block, inner, few=inner[-1] < FEW)
        np.copyto(split, seen[block])
        yield block, matrix

"""What is done to inputs before a network reads them: a shift and a factor a channel, of the training share alone."""

from typing import Final, NamedTuple

import numpy as np

from netcalc.network.training.recipe import Scaling
from netcalc.reference.tape.gate import Array
from netcalc.training.data.examples import Examples

LEAST: Final = 1e-12  # a channel that never changes is left as it is


class Scale(NamedTuple):
    """(x - shift) · factor, for each channel; 0 and 1 where nothing is done."""

    shift: tuple[float, ...]
    factor: tuple[float, ...]

    def of(self, x: Array, dtype: str) -> Array:
        """Scale inputs, (N, D, *W)."""
        shape = (1, -1, *(1,) * (x.ndim - 2))
        made = (x - np.reshape(self.shift, shape)) * np.reshape(self.factor, shape)
        return np.ascontiguousarray(made, dtype)


def scaling(data: Examples, how: Scaling | None) -> Scale | None:
    """Work out what is done: `unit` to 0..1, `center` takes the mean away too, `standard` the spread as well.

    None where inputs stay as they are. Left open, pictures are centred, and what is no picture is left alone.
    """
    how = how or ("none" if data.top is None else "center")
    if how == "none":
        return None
    axes = (0, *range(2, data.x.ndim))
    low, high = data.x.min(axis=axes).astype(float), data.x.max(axis=axes).astype(float)
    if data.top is not None:
        low, high = np.zeros_like(low), np.full_like(high, data.top)
    mean, spread = data.x.mean(axis=axes, dtype=float), data.x.std(axis=axes, dtype=float)
    width = np.where(high - low > LEAST, high - low, 1)
    if how == "unit":
        return _scale(low, 1 / width)
    if how == "standard":
        return _scale(mean, 1 / np.where(spread > LEAST, spread, 1))
    return _scale(mean, np.ones_like(mean) if data.top is None else 1 / width)


def _scale(shift: Array, factor: Array) -> Scale:
    return Scale(tuple(map(float, shift)), tuple(map(float, factor)))

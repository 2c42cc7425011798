"""Where values come from: rows of a table, an array that is learned, noise.

A gate that reads nothing is given the network's input, for the number of examples alone.
"""

from collections.abc import Sequence

import numpy as np

from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting, Shapes

Cache = tuple[Array, tuple[int, ...]]


class NotARow(ValueError):
    """What an embedding reads is no row of its table."""

    def __init__(self, message: str, place: int | None = None) -> None:
        """Keep what was read, and which layer it was, where that is known."""
        super().__init__(message)
        self.place = place


class Embedding(Gate):
    """Row x of the table, (vocabulary, depth), at each position: (N, 1, *W) in, (N, depth, *W) out."""

    fixed = (0,)

    def shapes(self, setting: Setting) -> Shapes:
        """Need the table."""
        return ((setting.of("vocabulary"), setting.of("depth_")),)

    def forward(self, *inputs: Array) -> tuple[Array, Cache]:
        """Look the rows up; NotARow where there is none of that number."""
        x, table = inputs
        wrong = x[~((x >= 0) & (x < len(table)) & (np.floor(x) == x))]
        if wrong.size:
            message = f"an embedding reads whole numbers from 0 to {len(table) - 1}, not {wrong.flat[0]:g}"
            raise NotARow(message)
        rows = x[:, 0].astype(np.int64)  # (N, *W)
        return np.moveaxis(table[rows], -1, 1), (rows, table.shape)

    def backward(self, dout: Array, cache: Cache) -> Gradients:
        """Add each gradient into the row that was looked up; a whole number has none."""
        rows, shape = cache
        dtable = np.zeros(shape, dout.dtype)
        np.add.at(dtable, rows.reshape(-1), np.moveaxis(dout, 1, -1).reshape(-1, shape[1]))
        return None, dtable


class Learned(Gate):
    """The array, (D, *W), for every example: (N, D, *W)."""

    fixed = (0,)

    def shapes(self, setting: Setting) -> Shapes:
        """Need the array, its columns last."""
        return (tuple(reversed(setting.of("shape"))),)

    def forward(self, *inputs: Array) -> tuple[Array, None]:
        """Give it to every example."""
        x, learned = inputs
        return np.broadcast_to(learned, (len(x), *learned.shape)), None

    def backward(self, dout: Array, cache: None) -> Gradients:
        """Add up over the batch."""
        return None, dout.sum(axis=0)


class Noise(Gate):
    """Normal noise: (N, D, *W), the same for the same seed; in training it is another with each pass."""

    fixed = (0,)

    def __init__(self, shape: Sequence[int], seed: Sequence[int] = (0,)) -> None:
        """Make noise of this shape, an example each."""
        self.shape, self.seed = tuple(shape), seed

    @classmethod
    def at(cls, setting: Setting) -> "Noise":
        """Take the layer's shape."""
        return cls(tuple(reversed(setting.of("shape"))))

    def in_training(self, seed: Sequence[int]) -> "Noise":
        """Draw by this seed."""
        return Noise(self.shape, seed)

    def at_rest(self, seed: Sequence[int]) -> "Noise":
        """Draw by this seed."""
        return Noise(self.shape, seed)

    def forward(self, *inputs: Array) -> tuple[Array, None]:
        """Draw."""
        x = inputs[0]
        drawn = np.random.default_rng(self.seed).standard_normal((len(x), *self.shape))
        return drawn.astype(x.dtype, copy=False), None

    def backward(self, dout: Array, cache: None) -> Gradients:
        """Give nothing back."""
        return (None,)

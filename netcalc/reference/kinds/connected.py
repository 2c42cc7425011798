"""A convolution by a connection table, as LeNet-5's second: each filter sees slices of its own."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting, Shapes

if TYPE_CHECKING:
    from netcalc.reference.kinds.conv import Cache, Conv

Caches: TypeAlias = "tuple[list[Cache], tuple[int, ...]]"


class Connected(Gate):
    """Filter k sees the slices of line k of the table; w is (pairs, *F), filter by filter."""

    def __init__(self, conv: "Conv", table: Sequence[Sequence[int]]) -> None:
        """Let this convolution slide each filter over its own slices."""
        self.conv, self.window, self.table = conv, conv.window, [list(line) for line in table]

    @property
    def multiplications(self) -> int:
        """The multiplications by weights since the gate was made."""
        return self.conv.multiplications

    def shapes(self, setting: Setting) -> Shapes:
        """Need (pairs, *F), and a bias a filter."""
        sizes = (one.F for one in self.window)
        return setting.biased((sum(map(len, self.table)), *sizes), (len(self.table),))

    def _parts(self, w: Array, b: Sequence[Array]) -> Iterator[tuple[list[int], list[Array]]]:
        """Give each filter's slices, and its weights as a convolution of one filter, (1, slices, *F), and its bias."""
        ends = np.cumsum([len(line) for line in self.table])
        parts = np.split(w, ends[:-1])
        for k, seen in enumerate(self.table):
            yield seen, [parts[k][None], *(each[k : k + 1] for each in b)]

    def forward(self, *inputs: Array) -> tuple[Array, "Caches"]:
        """Let each filter slide over what it sees."""
        x, w, *b = inputs
        made = [self.conv.forward(x[:, seen], *arrays) for seen, arrays in self._parts(w, b)]
        return np.concatenate([out for out, _ in made], axis=1), ([cache for _, cache in made], x.shape)

    def backward(self, dout: Array, cache: "Caches") -> Gradients:
        """Give dx, in which what several filters see adds up, dw and db."""
        caches, shape = cache
        dx, learned = np.zeros(shape, dout.dtype), []
        for k, (seen, one) in enumerate(zip(self.table, caches, strict=True)):
            dseen, dw, *db = self.conv.backward(dout[:, k : k + 1], one)
            dx[:, seen] += dseen
            learned.append([np.asarray(dw)[0], *db])
        return dx, *(np.concatenate(arrays) for arrays in zip(*learned, strict=True))

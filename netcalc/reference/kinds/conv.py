"""Convolution and its transpose: x is (N, D, *W), one to three spatial axes, PyTorch's values in all its options."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from netcalc.arithmetic import Slide
from netcalc.reference.products.correlation import correlate, input_gradient, laid_out, spread, weight_gradient
from netcalc.reference.products.products import Products, Weighing
from netcalc.reference.products.windows import Lane, lay_all
from netcalc.reference.tape.gate import Array, Gradients, Setting, Shapes

Cache: TypeAlias = tuple[Array, Array, Sequence[Lane], int, bool]


def add_bias(out: Array, b: Sequence[Array]) -> Array:
    """Add a bias a slice to (N, K, ...), in place, where there is one."""
    if b:
        np.moveaxis(out, 1, -1)[...] += b[0]
    return out


def bias_gradient(dout: Array, *, biased: bool) -> tuple[Array, ...]:
    """Add dout, (N, K, ...), up in float64 over all that one bias was added to: (K,)."""
    added = dout.sum(axis=(0, *range(2, dout.ndim)), dtype=np.float64)
    return (added.astype(dout.dtype),) if biased else ()


class Conv(Weighing):
    """Slide filters w, (K, D/groups, *F), over x and add a bias each: (N, K, *W2)."""

    def __init__(self, window: Sequence[Slide]) -> None:
        """Slide this window."""
        super().__init__()
        self.window = window

    @classmethod
    def at(cls, setting: Setting) -> "Weighing":
        """Take the layer's window, and its connection table, where it has one."""
        table = setting.of("connect")
        return cls(setting.window) if table is None else ConnectedConv(setting.window, table)

    def shapes(self, setting: Setting) -> Shapes:
        """Need (K, D/groups, *F), and a bias a filter."""
        filters = setting.of("filters")
        return setting.biased((filters, setting.depth // setting.groups, *setting.sizes), (filters,))

    def forward(self, *inputs: Array) -> tuple[Array, Cache]:
        """Correlate x with the filters."""
        x, w, *b = inputs
        lanes, groups = lay_all(x.shape[2:], self.window), int(x.shape[1] // w.shape[1])
        out = correlate(x, w, lanes, groups, self.products)
        return add_bias(out, b), (x, w, lanes, groups, bool(b))

    def backward(self, dout: Array, cache: Cache) -> Gradients:
        """Give dx (the flipped filters slid over dout), dw (x weighed by dout), db (dout added up)."""
        x, w, lanes, groups, biased = cache
        dout = laid_out(dout, lanes)
        dx = input_gradient(dout, w, lanes, groups)
        return dx, weight_gradient(x, dout, lanes, groups), *bias_gradient(dout, biased=biased)


class ConnectedConv(Weighing):
    """A convolution by a connection table: filter k sees the slices of line k; w is (pairs, *F), filter by filter."""

    def __init__(self, window: Sequence[Slide], table: Sequence[Sequence[int]]) -> None:
        """Slide this window, each filter over its own slices."""
        super().__init__()
        self.window, self.table = window, [list(line) for line in table]

    def shapes(self, setting: Setting) -> Shapes:
        """Need (pairs, *F), and a bias a filter."""
        return setting.biased((sum(map(len, self.table)), *setting.sizes), (len(self.table),))

    def _parts(self, w: Array) -> Iterator[tuple[list[int], Array]]:
        """Give each filter's slices, and its weights as a convolution of one filter: (1, slices, *F)."""
        ends = np.cumsum([len(line) for line in self.table])
        return zip(self.table, (part[None] for part in np.split(w, ends[:-1])), strict=True)

    def forward(self, *inputs: Array) -> tuple[Array, Cache]:
        """Correlate each filter with what it sees."""
        x, w, *b = inputs
        lanes = lay_all(x.shape[2:], self.window)
        made = [correlate(x[:, seen], part, lanes, 1, self.products) for seen, part in self._parts(w)]
        return add_bias(np.concatenate(made, axis=1), b), (x, w, lanes, 1, bool(b))

    def backward(self, dout: Array, cache: Cache) -> Gradients:
        """Give dx, in which what several filters see adds up, dw and db."""
        x, w, lanes, groups, biased = cache
        dx, dws = np.zeros_like(x), []
        for k, (seen, part) in enumerate(self._parts(w)):
            dx[:, seen] += input_gradient(dout[:, k : k + 1], part, lanes, groups)
            dws.append(weight_gradient(x[:, seen], dout[:, k : k + 1], lanes, groups)[0])
        return dx, np.concatenate(dws), *bias_gradient(dout, biased=biased)


class ConvTranspose(Weighing):
    """Let each value of x lay down its filter of w, (D, K/groups, *F): conv's backward pass, run forward."""

    def __init__(self, window: Sequence[Slide], filters: int) -> None:
        """Lay down this window; the filters make so many slices."""
        super().__init__()
        self.window, self.filters = window, filters

    @classmethod
    def at(cls, setting: Setting) -> "ConvTranspose":
        """Take the layer's window and number of filters."""
        return cls(setting.window, setting.of("filters"))

    def shapes(self, setting: Setting) -> Shapes:
        """Need (D, K/groups, *F), and a bias a slice made."""
        return setting.biased((setting.depth, self.filters // setting.groups, *setting.sizes), (self.filters,))

    def _lanes(self, extents: Sequence[int]) -> list[Lane]:
        """Lay the window over the output, one position for each input pixel."""
        lanes = []
        for W, slide in zip(extents, self.window, strict=True):
            bare = Lane(0, slide.size, slide.stride, slide.dilation, slide.before, W)
            lanes.append(replace(bare, W=bare.span - slide.before - slide.after + slide.extra))
        return lanes

    def forward(self, *inputs: Array) -> tuple[Array, Cache]:
        """Spread x by the filters."""
        x, w, *b = inputs
        lanes, groups = self._lanes(x.shape[2:]), self.filters // w.shape[1]
        out = spread(x, w, lanes, groups, self.products)
        return add_bias(out, b), (x, w, lanes, groups, bool(b))

    def backward(self, dout: Array, cache: Cache) -> Gradients:
        """Give dx (the filters slid over dout), dw (dout weighed by x), db (dout added up)."""
        x, w, lanes, groups, biased = cache
        dx = correlate(dout, w, lanes, groups, Products())
        return dx, weight_gradient(dout, x, lanes, groups), *bias_gradient(dout, biased=biased)

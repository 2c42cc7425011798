"""Values moved between the depth and space, or within the depth: a reshape, an exchange of axes, a reshape."""

from collections.abc import Sequence

from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting
from netcalc.reference.windows.window import Window
from netcalc.reference.windows.written import per_axis


def to_space(x: Array, factors: Sequence[int]) -> Array:
    """Lay slices out as pixels: (N, D·f·f, H, W) becomes (N, D, H·f, W·f), the columns' factor fastest."""
    n, (N, D, *W) = len(factors), x.shape
    slices = D
    for f in factors:
        slices //= f
    split = x.reshape(N, slices, *factors, *W)  # (N, D, f, f, H, W)
    pairs = [axis for at in range(n) for axis in (2 + n + at, 2 + at)]
    return split.transpose(0, 1, *pairs).reshape(N, slices, *(W1 * f for W1, f in zip(W, factors, strict=True)))


def to_depth(x: Array, factors: Sequence[int]) -> Array:
    """Take pixels as slices: (N, D, H·f, W·f) becomes (N, D·f·f, H, W)."""
    n, (N, D, *W) = len(factors), x.shape
    made = [W1 // f for W1, f in zip(W, factors, strict=True)]
    split = x.reshape(N, D, *(part for pair in zip(made, factors, strict=True) for part in pair))  # (N, D, H, f, W, f)
    taken = split.transpose(0, 1, *range(3, 3 + 2 * n, 2), *range(2, 2 + 2 * n, 2))  # (N, D, f, f, H, W)
    return taken.reshape(N, -1, *made)


class PixelShuffle(Gate):
    """PyTorch's pixel shuffle, along every axis."""

    def __init__(self, factors: Sequence[int]) -> None:
        """Move by these factors, an axis of the array each."""
        self.factors = tuple(factors)
        self.looks = self._seen_through()

    def _seen_through(self) -> tuple[Window, ...]:
        """Give the window through which a pixel sees the one it came from."""
        return tuple(Window(f, f, transposed=True) for f in self.factors)

    @classmethod
    def at(cls, setting: Setting) -> "PixelShuffle":
        """Take the layer's factors."""
        return cls(per_axis(setting, "factor"))

    def forward(self, *inputs: Array) -> tuple[Array, None]:
        """Lay the slices out."""
        return to_space(inputs[0], self.factors), None

    def backward(self, dout: Array, cache: None) -> Gradients:
        """Take the pixels back."""
        return (to_depth(dout, self.factors),)


class SpaceToDepth(PixelShuffle):
    """PyTorch's pixel unshuffle, along every axis."""

    def _seen_through(self) -> tuple[Window, ...]:
        """Give the window through which a pixel sees those that became its slices."""
        return tuple(Window(f, f) for f in self.factors)

    def forward(self, *inputs: Array) -> tuple[Array, None]:
        """Take the pixels."""
        return to_depth(inputs[0], self.factors), None

    def backward(self, dout: Array, cache: None) -> Gradients:
        """Lay the slices back out."""
        return (to_space(dout, self.factors),)


class ChannelShuffle(Gate):
    """Slices of g groups interleaved: slice k is number k // g of group k % g."""

    def __init__(self, groups: int) -> None:
        """Interleave so many groups."""
        self.groups = groups

    @classmethod
    def at(cls, setting: Setting) -> "ChannelShuffle":
        """Take the layer's groups."""
        return cls(setting.of("groups"))

    def forward(self, *inputs: Array) -> tuple[Array, None]:
        """Interleave."""
        return _interleaved(inputs[0], self.groups), None

    def backward(self, dout: Array, cache: None) -> Gradients:
        """Interleave the other way round."""
        return (_interleaved(dout, dout.shape[1] // self.groups),)


def _interleaved(x: Array, groups: int) -> Array:
    N, D, *W = x.shape
    return x.reshape(N, groups, D // groups, *W).swapaxes(1, 2).reshape(x.shape)  # (N, D/g, g, *W)

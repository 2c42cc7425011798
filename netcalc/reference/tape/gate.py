"""The contract of a gate: a value of its inputs forward, a gradient for each of them backward."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from netcalc.reference.tape.setting import Setting, Shapes
from netcalc.reference.windows.window import Window

Array: TypeAlias = NDArray[Any]
Gradients: TypeAlias = tuple[Array | None, ...]


class Gate:
    """One step of a calculation; scalars, volumes and parameters are all inputs to it.

    `window` is what it slides, an axis after the other; most gates slide nothing. `looks` is the window through which
    its values see what it reads, where that is another; `turns` is the order of the spatial axes of a volume that it
    changes. `within`: each value is made of those at its own position alone, so that it sees what they see. `fixed`
    are the inputs, by their places, that are not differentiated: whole numbers, or what is read for the number of
    examples alone.
    """

    window: tuple[Window, ...] = ()
    looks: tuple[Window, ...] | None = None
    turns: tuple[int, ...] = ()
    within = False
    fixed: tuple[int, ...] = ()

    @classmethod
    def at(cls, setting: Setting) -> "Gate":
        """Make the gate of a layer in its setting."""
        return cls()

    def shapes(self, setting: Setting) -> Shapes:
        """Give the shapes of the arrays that it needs after what it reads, by the layer's own fields."""
        return ()

    def in_training(self, seed: Sequence[int]) -> "Gate":
        """Give the gate that takes its place in training; `seed` is for what it draws."""
        return self

    def at_rest(self, seed: Sequence[int]) -> "Gate":
        """Give the gate that takes its place outside training; `seed` is for what it draws."""
        return self

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Give the value, and a cache of what the backward pass needs."""
        raise NotImplementedError

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Give local gradient times upstream gradient for each input; None for what is not differentiated."""
        raise NotImplementedError

    def learned(self, dout: Array, cache: Any) -> Gradients:
        """Give the gradients of all inputs but the first, which is data: less work, where a gate says so."""
        return self.backward(dout, cache)[1:]

    @property
    def regular(self) -> bool:
        """Whether every position sees as much as any other, but for what lies outside."""
        return not any(one.transposed for one in self.seen_through)

    def below(self, places: Sequence[set[int]]) -> list[set[int]]:
        """Give the places that are read for some of what is made, an axis after the other; also outside the volume."""
        if not self.seen_through:
            return list(places)
        return [one.below(made) for one, made in zip(self.seen_through, places, strict=True)]

    @property
    def seen_through(self) -> tuple[Window, ...]:
        """The window through which its values see: that of `looks`, else the one that it slides."""
        return self.window if self.looks is None else self.looks

    @property
    def multiplications(self) -> int:
        """The multiplications by weights done forward so far."""
        return 0

    def choices(self, cache: Any) -> Array | None:
        """Say, for each output, which piece of the function made it (a kink lies between two); None where smooth."""
        return None

    def flawed(self, *inputs: Array) -> tuple[int, ...]:
        """Name the places of the inputs for which there is no gradient here; most gates have all."""
        return ()

    def settle(self, inputs: tuple[Array, ...], cache: Any) -> None:
        """Keep what a training pass leaves behind; most gates leave nothing."""


def shrink(gradient: Array, shape: tuple[int, ...]) -> Array:
    """Add a gradient up over the axes along which its input was stretched."""
    added = tuple(range(gradient.ndim - len(shape)))
    kept = enumerate(shape, start=len(added))
    stretched = tuple(place for place, extent in kept if extent == 1 and gradient.shape[place] != 1)
    return gradient.sum(axis=(*added, *stretched)).reshape(shape) if added or stretched else gradient


class Elementwise(Gate):
    """A gate that makes each value of the values in the same place."""

    def value(self, *inputs: Array) -> Array:
        """Compute the value."""
        raise NotImplementedError

    def local(self, out: Array, *inputs: Array) -> tuple[Array, ...]:
        """Give the local gradient of each input: how the value moves when that input does."""
        raise NotImplementedError

    def pieces(self, *inputs: Array) -> Array | None:
        """Say which piece of the function each value is on; None where it has no kink."""
        return None

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Give the value; the cache is all that went in and came out."""
        out = self.value(*inputs)
        return out, (out, inputs)

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Multiply each local gradient by the upstream gradient: the chain rule (CS231n, lecture 5)."""
        out, inputs = cache
        locals_ = self.local(out, *inputs)
        return tuple(shrink(np.asarray(one * dout), np.shape(x)) for one, x in zip(locals_, inputs, strict=True))

    def choices(self, cache: Any) -> Array | None:
        """Say which piece each value is on."""
        return self.pieces(*cache[1])


class Activation(Elementwise):
    """A function of each value by itself."""

    within = True

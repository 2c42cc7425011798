"""Writes shapes.npz: what PyTorch makes of joins that stretch, products, and kinds that rearrange values.

To write it anew, with torch and this package installed: python -m tests.data.make_shapes
"""

from typing import Any

import numpy as np

from tests.data.make_reference import Oracle, write


class Shapes(Oracle):
    """PyTorch's answers to the kinds of this family; a volume's axes run the other way there, after the batch."""

    def _axis(self, axis: int | str, x: Any) -> int:
        return 1 if axis == "depth" else x.ndim - 1 - int(axis)

    def _stretched(self, x: tuple[Any, ...]) -> list[Any]:
        axes = max(each.ndim for each in x)
        return [each[(..., *[None] * (axes - each.ndim))] for each in x]

    def add(self, layer: Any, at: Any, p: Any, *x: Any) -> Any:
        return super().add(layer, at, p, *self._stretched(x))

    def multiply(self, layer: Any, at: Any, p: Any, *x: Any) -> Any:
        return super().multiply(layer, at, p, *self._stretched(x))

    def subtract(self, layer: Any, at: Any, p: Any, *x: Any) -> Any:
        one, other = self._stretched(x)
        return one - other

    def concat(self, layer: Any, at: Any, p: Any, *x: Any) -> Any:
        return self.torch.cat(x, dim=self._axis(layer.axis, x[0]))

    def matmul(self, layer: Any, at: Any, p: Any, x: Any, y: Any) -> Any:
        """Multiply as volumes stand: positions in rows, the depth in columns."""
        second = y if layer.transpose_second else y.transpose(1, 2)
        return self.torch.bmm(x.transpose(1, 2), second).transpose(1, 2)

    def reduce(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        over = {"depth": ("depth",), "space": range(x.ndim - 2)}.get(layer.over, layer.over)
        dims = tuple(self._axis(axis, x) for axis in over)
        if layer.op == "l2":
            return self.torch.linalg.vector_norm(x, dim=dims, keepdim=True)
        return getattr(x, {"max": "amax"}.get(layer.op, layer.op))(dim=dims, keepdim=True)

    def pixel_shuffle(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        if x.ndim == 4 and isinstance(layer.factor, int):
            return self.F.pixel_shuffle(x, layer.factor)
        f = self._factors(layer, x)
        split = x.unflatten(1, (-1, *f))  # (N, D, *f, *W)
        n = len(f)
        mixed = split.permute(0, 1, *(axis for at in range(n) for axis in (2 + n + at, 2 + at)))
        for axis in range(2, 2 + n):
            mixed = mixed.flatten(axis, axis + 1)
        return mixed

    def space_to_depth(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        if x.ndim == 4 and isinstance(layer.factor, int):
            return self.F.pixel_unshuffle(x, layer.factor)
        f = self._factors(layer, x)
        for axis, factor in reversed(list(enumerate(f, start=2))):
            x = x.unflatten(axis, (-1, factor))
        n = len(f)
        return x.permute(0, 1, *range(3, 3 + 2 * n, 2), *range(2, 2 + 2 * n, 2)).flatten(1, 1 + n)

    def _factors(self, layer: Any, x: Any) -> tuple[int, ...]:
        return (layer.factor,) * (x.ndim - 2) if isinstance(layer.factor, int) else tuple(reversed(layer.factor))

    def channel_shuffle(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.F.channel_shuffle(x, layer.groups)

    def reshape(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return x.reshape(len(x), *reversed(layer.to))

    def transpose(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        """Exchange the axes where they stand as a volume has them, the depth last."""
        volume = x.permute(0, *range(x.ndim - 1, 0, -1))
        turned = volume.permute(0, *(1 + axis for axis in layer.order))
        return turned.permute(0, *range(x.ndim - 1, 0, -1))

    def slice(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        axis = self._axis(layer.axis, x)
        places = range(x.shape[axis])[layer.start : layer.stop : layer.step]
        return x.index_select(axis, self.torch.tensor(list(places)))

    def stated(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        """Give what netcalc makes in its place: no tool knows better."""
        made = np.random.default_rng(0).standard_normal((len(x), *reversed(layer.output_)))
        return self.torch.tensor(made)


if __name__ == "__main__":
    write("shapes", Shapes)

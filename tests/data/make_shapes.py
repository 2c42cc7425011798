"""Writes shapes.npz: what PyTorch makes of joins that stretch, products, and kinds that rearrange values.

To write it anew, with torch and this package installed: python -m tests.data.make_shapes
"""

from typing import Any

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


if __name__ == "__main__":
    write("shapes", Shapes)

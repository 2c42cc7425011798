"""Gates with weights: their products are counted as they are done."""

from math import prod

import numpy as np

from netcalc.reference.tape.gate import Array, Gate


class Products:
    """Multiplies by weights, and knows how many multiplications that took."""

    def __init__(self) -> None:
        """Start at none."""
        self.count = 0

    def matmul(self, a: Array, b: Array, out: Array | None = None) -> Array:
        """Multiply matrices, (..., m, n) by (..., n, p): n multiplications for each value that comes out."""
        made = np.matmul(a, b) if out is None else np.matmul(a, b, out=out)
        self.count += made.size * a.shape[-1]
        return made

    def einsum(self, subscripts: str, x: Array, w: Array) -> Array:
        """Weigh and add up over the letters that come out no more: a multiplication for each meeting of x and w."""
        made: Array = np.einsum(subscripts, x, w)
        sizes = dict(zip(subscripts.split("->", maxsplit=1)[0].replace(",", ""), (*x.shape, *w.shape), strict=True))
        self.count += prod(sizes.values())
        return made

    def multiply(self, x: Array, w: Array) -> Array:
        """Multiply value by value: one multiplication for each that comes out."""
        made = np.multiply(x, w)
        self.count += made.size
        return made


class Weighing(Gate):
    """A gate with weights; it counts its multiplications by them."""

    def __init__(self) -> None:
        """Start with none done."""
        self.products = Products()

    @property
    def multiplications(self) -> int:
        """The multiplications by weights since the gate was made."""
        return self.products.count

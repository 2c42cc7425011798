"""A pool with a coefficient and a bias a slice, which are learned."""

from typing import Any

from netcalc.reference.kinds.norm.affine import affine_gradients, along
from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.setting import Setting, Shapes
from netcalc.reference.tape.weighing import Weighing


class TrainablePool(Weighing):
    """A pool times a learned coefficient a slice, plus a learned bias (LeNet-5's subsampling)."""

    def __init__(self, pool: Gate) -> None:
        """Learn on top of this pool."""
        super().__init__()
        self.pool, self.window = pool, pool.window

    def shapes(self, setting: Setting) -> Shapes:
        """Need a coefficient and a bias a slice."""
        return ((setting.depth,),) * 2

    def forward(self, *inputs: Array) -> tuple[Array, tuple[Any, Array, Array]]:
        """Pool, multiply, add."""
        x, w, b = inputs
        pooled, cache = self.pool.forward(x)
        out = self.products.multiply(pooled, along(w, pooled)) + along(b, pooled)
        return out, (cache, pooled, w)

    def backward(self, dout: Array, cache: tuple[Any, Array, Array]) -> Gradients:
        """Give dx through the pool, and what is learned its share."""
        inner, pooled, w = cache
        dpooled, (dw, db) = affine_gradients(dout, pooled, (w, w))
        return *self.pool.backward(dpooled, inner), dw, db

    def choices(self, cache: tuple[Any, Array, Array]) -> Array | None:
        """Say what the pool chose."""
        return self.pool.choices(cache[0])

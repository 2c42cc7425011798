"""Gates as the assignments have them: other layouts of weights, other inputs, several gates one after the other."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from netcalc.reference.kinds.fc import FC
from netcalc.reference.kinds.norm.batch import BatchNorm, BatchNormInTraining
from netcalc.reference.kinds.norm.single import GroupNorm
from netcalc.reference.tape.gate import Array, Gate, Gradients


class FCAsTaught(FC):
    """X W + b, with the weights as (n, units), as in the assignments."""

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Turn the weights round."""
        x, w, *b = inputs
        return super().forward(x, w.T, *b)

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Turn their gradient back."""
        dx, dw, *db = super().backward(dout, cache)
        return dx, None if dw is None else dw.T, *db


class BatchNormAsTaught(BatchNormInTraining):
    """Batch normalisation in training, of x (N, D) or (N, D, H, W), without running statistics among the inputs."""

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Put statistics beside, which training does not read."""
        return super().forward(*inputs, inputs[1], inputs[1])

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Drop what belongs to them."""
        return super().backward(dout, cache)[:3]


class BatchNormAtTest(BatchNorm):
    """Batch normalisation by running statistics that are handed over."""

    def __init__(self, eps: float, mean: Array, var: Array) -> None:
        """Use these statistics."""
        super().__init__(eps)
        self.mean, self.var = mean, var

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Put them beside."""
        return super().forward(*inputs, self.mean, self.var)

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Drop what belongs to them."""
        return super().backward(dout, cache)[:3]


class GroupNormAsTaught(GroupNorm):
    """Group normalisation whose scale and shift are (1, D, 1, 1), as in the assignments."""

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Lay scale and shift flat."""
        x, gamma, beta = inputs
        return super().forward(x, gamma.reshape(-1), beta.reshape(-1))

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Give their gradients their shape."""
        dx, *learned = super().backward(dout, cache)
        return dx, *(np.reshape(one, (1, -1, 1, 1)) for one in learned if one is not None)


class Chain(Gate):
    """Gates one after the other: the first input goes through all, each takes its own of the others."""

    def __init__(self, gates: Sequence[tuple[Gate, int]]) -> None:
        """Run these gates, each with so many arrays of its own."""
        self.gates = tuple(gates)

    def forward(self, *inputs: Array) -> tuple[Array, list[Any]]:
        """Run one on what the other gave."""
        value, own, caches = inputs[0], iter(inputs[1:]), []
        for gate, count in self.gates:
            value, cache = gate.forward(value, *(next(own) for _ in range(count)))
            caches.append(cache)
        return value, caches

    def backward(self, dout: Array, cache: list[Any]) -> Gradients:
        """Run back, and gather the gradients of the gates' own arrays in the order of the inputs."""
        found: list[Array | None] = []
        for (gate, count), one in zip(reversed(self.gates), reversed(cache), strict=True):
            dx, *own = gate.backward(dout, one)[: count + 1]
            dout, found = np.asarray(dx), [*own, *found]
        return dout, *found

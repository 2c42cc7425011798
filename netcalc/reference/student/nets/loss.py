"""The loss of a net as one gate: its layers, the softmax, and what its weights cost."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from netcalc.reference.losses.labels import SoftmaxLoss
from netcalc.reference.student.gates import Chain
from netcalc.reference.tape.gate import Array, Gate, Gradients


class NetLoss(Gate):
    """The mean softmax loss of a chain's scores, and half, or all, of reg times the squares of the weights."""

    def __init__(self, chain: Chain, X: Array, y: Array, *, reg: float, half: float, names: Sequence[str]) -> None:
        """Take these examples; the inputs are the params, by these names."""
        self.chain, self.X, self.loss = chain, X, SoftmaxLoss(y)
        self.reg, self.half, self.names = reg, half, tuple(names)

    def with_chain(self, chain: Chain) -> "NetLoss":
        """Give the same with other gates."""
        return NetLoss(chain, self.X, self.loss.labels, reg=self.reg, half=self.half, names=self.names)

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Run the chain, then the loss, and add what the weights cost."""
        scores, cache = self.chain.forward(self.X, *inputs)
        loss, loss_cache = self.loss.forward(scores)
        cost = sum(float((W**2).sum()) for W in self._weights(inputs))
        return np.asarray(loss + self.half * self.reg * cost), (cache, loss_cache, inputs)

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Give each of the params its gradient, the weights their own share too."""
        chain, loss, inputs = cache
        (dscores,) = self.loss.backward(dout, loss)
        _, *found = self.chain.backward(np.asarray(dscores), chain)
        return tuple(
            np.asarray(one) + self.share(name, x) for name, x, one in zip(self.names, inputs, found, strict=True)
        )

    def share(self, name: str, x: Array) -> Array:
        """Give what a weight's own cost sends back; a bias costs nothing."""
        return 2 * self.half * self.reg * x if name.startswith("W") else np.zeros_like(x)

    def _weights(self, inputs: Sequence[Array]) -> list[Array]:
        return [x for name, x in zip(self.names, inputs, strict=True) if name.startswith("W")]


class Scores(Gate):
    """The scores of a chain, of examples that are given."""

    def __init__(self, chain: Chain, X: Array) -> None:
        """Take these examples."""
        self.chain, self.X = chain, X

    def with_chain(self, chain: Chain) -> "Scores":
        """Give the same with other gates."""
        return Scores(chain, self.X)

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Run the chain."""
        return self.chain.forward(self.X, *inputs)

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Leave the gradient of the examples out."""
        return self.chain.backward(dout, cache)[1:]

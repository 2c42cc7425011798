"""What a net is held to while it learns: the loss of its spec, or Rosenblatt's rule."""

from collections.abc import Iterator

import numpy as np

from netcalc.network.training.loss import Loss
from netcalc.problems import invalid
from netcalc.reference import ReferenceNet
from netcalc.reference.net.coming import Arrays
from netcalc.reference.tape.gate import Array


class Objective:
    """The loss that a spec names, with its penalty on the weights."""

    def __init__(self, loss: Loss) -> None:
        """Hold the scores to this loss."""
        self.loss = loss

    def gradients(self, net: ReferenceNet, x: Array, y: Array) -> tuple[float, Arrays]:
        """Run a batch forward and backward: its loss, and the gradient of every array."""
        return net.learn(x, y)

    def of(self, net: ReferenceNet, y: Array) -> float:
        """Give the loss of what was run forward last."""
        return float(net.tape[net.score(y)].value)

    def penalty(self, net: ReferenceNet) -> float:
        """Give the part of the loss that the weights alone make."""
        return self.loss.l2 * sum(float((net.params[name] ** 2).sum()) for name in net.weights) if self.loss.l2 else 0.0

    def right(self, scores: Array, y: Array) -> Array | None:
        """Say which answers are right: the largest score, or the side of 0; None where there is no right or wrong."""
        if self.loss.kind == "mse":
            return None
        if self.loss.kind == "logistic":
            return np.asarray((scores > 0) == (y > 0.5))
        return np.asarray(scores.argmax(axis=1) == y.reshape(len(y), *scores.shape[2:]))


class Perceptron(Objective):
    """Rosenblatt's rule: where an answer is wrong, w += rate · (y - f(x)) · x; the loss is how far wrong scores are."""

    def __init__(self, net: ReferenceNet) -> None:
        """Teach one layer of threshold units; SpecError where the net is another."""
        super().__init__(Loss("logistic"))
        kinds = [layer.kind for layer in net.report]
        if kinds not in (["fc"], ["fc", "step"]):
            message = "the perceptron rule teaches one layer: `layers: [fc: 1]`, with `step` behind it or not"
            raise invalid(message, "gradient descent teaches deeper nets")

    def gradients(self, net: ReferenceNet, x: Array, y: Array) -> tuple[float, Arrays]:
        """Give the corrections in the place of gradients: f(x) - y, times x."""
        net.forward(x, training=True)
        net.tape.backward(net.number(0), (net.value(0) > 0) - y)
        return self.of(net, y), net.gradients()

    def of(self, net: ReferenceNet, y: Array) -> float:
        """Average how far each score lies on the wrong side of 0."""
        return float(np.maximum(0, np.where(y > 0.5, -1, 1) * net.value(0)).mean())

    def right(self, scores: Array, y: Array) -> Array:
        """Say which answers are right."""
        return np.asarray((scores > 0) == (y > 0.5))


def chunks(count: int, size: int) -> Iterator[slice]:
    """Cut so many examples into pieces."""
    return (slice(start, min(start + size, count)) for start in range(0, count, size))

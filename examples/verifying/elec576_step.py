"""One step of gradient descent as ELEC 576 writes it (lecture 3): feedforward, deltas, gradients, update.

The cost is ½‖h - y‖² averaged over m examples; the weights decay by λW.

Run it: python examples/verifying/elec576_step.py
"""

import numpy as np

from netcalc import Network
from netcalc.reference import ReferenceNet

DECAY, RATE = 0.02, 0.5  # λ and α


def f(z: np.ndarray) -> np.ndarray:
    """Squash to 0 ... 1; the derivative is f times 1 - f."""
    return np.asarray(1 / (1 + np.exp(-z)))


def main() -> None:
    """Take the step by hand, and by the reference pass."""
    network = Network(
        input="3", layers=[{"fc": 4}, "sigmoid", {"fc": 2}, "sigmoid"], loss={"mse": {"l2": DECAY / 2}}
    )  # fmt: skip
    net = ReferenceNet(network, seed=0)
    rng = np.random.default_rng(0)
    m = 5
    x, y = rng.standard_normal((m, 3)), rng.uniform(size=(m, 2))
    W1, b1, W2, b2 = (net.params[name].copy() for name in ("fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"))
    sums = [np.zeros_like(array) for array in (W1, b1, W2, b2)]
    for a1, target in zip(x, y, strict=True):
        a2 = f(W1 @ a1 + b1)  # feedforward, layer by layer
        a3 = f(W2 @ a2 + b2)
        delta3 = -(target - a3) * a3 * (1 - a3)  # the output's delta
        delta2 = (W2.T @ delta3) * a2 * (1 - a2)  # sent back through W
        for total, gradient in zip(sums, (np.outer(delta2, a1), delta2, np.outer(delta3, a2), delta3), strict=True):
            np.add(total, gradient, out=total)
    stepped = [
        W1 - RATE * (sums[0] / m + DECAY * W1), b1 - RATE * sums[1] / m,
        W2 - RATE * (sums[2] / m + DECAY * W2), b2 - RATE * sums[3] / m,
    ]  # fmt: skip

    before, gradients = net.loss(x, y)
    for name, expected in zip(("fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"), stepped, strict=True):
        net.params[name] -= RATE * gradients[name]
        assert np.allclose(net.params[name], expected), name
    after, _ = net.loss(x, y)
    print(
        f"the deltas by hand and the reference pass take the same step: the cost falls from {before:.4f} to {after:.4f}"
    )
    assert after < before


if __name__ == "__main__":
    main()

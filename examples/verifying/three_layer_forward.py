"""A three-layer network (3-4-4-1), forward: three matrix products with a squashing in between.

Run it: python examples/verifying/three_layer_forward.py
"""

import numpy as np

from netcalc import FC, Network, Sigmoid, calculate
from netcalc.reference import ReferenceNet


def squash(x: np.ndarray) -> np.ndarray:
    """Give the sigmoid of every value."""
    return np.asarray(1 / (1 + np.exp(-x)))


def main() -> None:
    """Run it by hand, and by the reference pass."""
    network = Network(input="3", layers=[FC(units=4), Sigmoid(), FC(units=4), Sigmoid(), FC(units=1)])
    net = ReferenceNet(network, seed=1)
    p = net.params
    x = np.array([[0.5], [-1.0], [2.0]])  # a column, 3x1
    hidden1 = squash(p["fc1.weight"] @ x + p["fc1.bias"][:, None])  # 4x3 times 3x1 is 4x1
    hidden2 = squash(p["fc2.weight"] @ hidden1 + p["fc2.bias"][:, None])  # 4x4 times 4x1 is 4x1
    out = p["fc3.weight"] @ hidden2 + p["fc3.bias"][:, None]  # 1x4 times 4x1 is 1x1

    totals = calculate(network).totals
    print(f"{totals.neurons} neurons, {totals.weights} weights, {totals.params} parameters")
    print(f"by hand {out.item():.4f}, by the reference pass {net.forward(x.T).item():.4f}")
    assert np.allclose(out, net.forward(x.T))


if __name__ == "__main__":
    main()

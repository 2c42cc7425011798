"""A product of matrices, its gradients found from the shapes alone, and a check by moving single entries.

Run it: python examples/circuits/vectorised_gradients.py
"""

import numpy as np


def main() -> None:
    """Multiply, send a gradient back, check one entry."""
    rng = np.random.default_rng(0)
    W = rng.standard_normal((5, 10))
    X = rng.standard_normal((10, 3))
    D = W @ X  # 5x10 times 10x3 is 5x3

    dD = rng.standard_normal(D.shape)  # what comes from above is as large as D
    dW = dD @ X.T  # 5x3 times 3x10: the only product of the two that is 5x10
    dX = W.T @ dD  # 10x5 times 5x3: the only one that is 10x3

    h = 1e-6
    moved = W.copy()
    moved[2, 7] += h
    numeric = ((moved @ X - D) * dD).sum() / h

    print(f"dW is {dW.shape[0]}x{dW.shape[1]}, dX is {dX.shape[0]}x{dX.shape[1]}")
    print(f"dW[2, 7] = {dW[2, 7]:.5f}, by moving W[2, 7]: {numeric:.5f}")
    assert dW.shape == W.shape
    assert dX.shape == X.shape
    assert np.isclose(dW[2, 7], numeric)


if __name__ == "__main__":
    main()

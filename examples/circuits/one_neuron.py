"""One neuron: a weighted sum and a bias through a sigmoid, forward and backward, by hand and on the tape.

Run it: python examples/circuits/one_neuron.py
"""

import numpy as np

from netcalc.reference import Tape
from netcalc.reference.kinds.activation.squashed import Sigmoid
from netcalc.reference.tape.gates import Add, Mul


def main() -> None:
    """Run the neuron both ways."""
    weights, inputs, bias = [2.0, -3.0], [-1.0, -2.0], -3.0

    # by hand: the sigmoid's local gradient is (1 - f)f; a product hands each factor the other one
    total = sum(w * x for w, x in zip(weights, inputs, strict=True)) + bias
    f = 1 / (1 + np.exp(-total))
    dtotal = (1 - f) * f
    dx = [w * dtotal for w in weights]
    dw = [x * dtotal for x in inputs]

    # on the tape: the gates know their own gradients
    tape = Tape()
    w0, w1, x0, x1, b = (tape.give(value) for value in (*weights, *inputs, bias))
    cell = tape.run(Add(), tape.run(Mul(), w0, x0), tape.run(Mul(), w1, x1), b)
    fires = tape.run(Sigmoid(), cell)
    tape.backward(fires)

    print(f"the neuron fires at {tape[fires].value:.2f}")
    for name, number, expected in zip(
        ("w0", "w1", "x0", "x1", "b"), (w0, w1, x0, x1, b), (*dw, *dx, dtotal), strict=True
    ):
        gradient = tape[number].gradient
        assert gradient is not None
        print(f"d/d{name} = {gradient:.2f}")
        assert np.isclose(gradient, expected)


if __name__ == "__main__":
    main()

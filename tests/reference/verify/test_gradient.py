"""Gradients against differences where the slope is 0: what is right passes, what is wrong is seen."""

from typing import Any

import numpy as np
import pytest

from netcalc import circuit
from netcalc.reference import check_layer
from netcalc.reference.tape.gate import Array, Gate
from netcalc.reference.verify.gradients.gradient import check_input
from netcalc.reference.verify.ran import Plan, Ran

FLAT: dict[str, dict[str, Any]] = {  # what the difference has that the slope has not: its bend, or rounding
    "x * x**2": {"x": 0},
    "x**3": {"x": 0},
    "1e-9 * x**3": {"x": 0},
    "(x - 1)**3": {"x": 1},
    "v * v * v": {"v": [0, 0, 0]},
    "sin(x) - x": {"x": 0},
    "sin(x) - x + x**3/6": {"x": 0},
    "tanh(x) - x": {"x": 0},
    "((x + y) - x) - y": {"x": 1.1, "y": 0.3},
    "((x + y)*z - x*z) - y*z": {"x": 1.1, "y": 0.3, "z": 1.7},
    "(x + 1e4) - 1e4 - x": {"x": 0.3},
}


@pytest.mark.parametrize("text", FLAT)
def test_a_slope_of_0_is_held_against_what_is_differenced(text: str) -> None:
    assert circuit(text, FLAT[text]).max_gradient_error < 1e-6


class Off(Gate):
    """A power of x whose gradient is off by so much."""

    def __init__(self, power: int, off: float) -> None:
        self.power, self.off = power, off

    def forward(self, *inputs: Array) -> tuple[Array, Array]:
        return inputs[0] ** self.power, inputs[0]

    def backward(self, dout: Array, cache: Array) -> tuple[Array]:
        return (dout * (self.power * cache ** (self.power - 1) + self.off),)


def checked(gate: Gate, at: float) -> float:
    x, dout = np.array([at]), np.ones(1)
    value, cache = gate.forward(x)
    ran = Ran(gate, [x], value, cache, dout, gate.backward(dout, cache))
    return check_input(ran, 0, Plan(np.random.default_rng(0))).error


@pytest.mark.parametrize(("at", "power"), [(0, 3), (0, 5), (0, 2), (1, 3), (2, 1)])
def test_a_right_gradient_passes(at: float, power: int) -> None:
    assert checked(Off(power, 0), at) < 1e-6


@pytest.mark.parametrize(("at", "power"), [(0, 3), (0, 5), (0, 2), (1, 3), (2, 1)])
@pytest.mark.parametrize("off", [1, -1e-4])
def test_a_wrong_gradient_is_seen(at: float, power: int, off: float) -> None:
    assert checked(Off(power, off), at) > 1e-5


def test_a_students_layer_may_be_flat() -> None:
    right = check_layer(lambda x: (x**3, x), lambda dout, x: 3 * x * x * dout, inputs={"x": [0.0]})
    wrong = check_layer(lambda x: (x**3, x), lambda dout, x: 3 * x * x * dout + 1e-5, inputs={"x": [0.0]})
    assert (right.passed, wrong.passed) == (True, False)

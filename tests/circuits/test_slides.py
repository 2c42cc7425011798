"""Every number that the slides print of circuits, at their precision.

CS231n (2015), lecture 5; Karpathy and Li, backprop slides; ELEC 576 (2016), lecture 3.
"""

from math import exp

import pytest

from netcalc import circuit

NEURON = {"w0": 2, "x0": -1, "w1": -3, "x1": -2, "w2": -3}
WRITTEN = "1 / (1 + exp(-(w0*x0 + w1*x1 + w2)))"
STAGES = "(x + σ(y)) / (σ(x) + (x + y)²)"


def number(value: object) -> float:
    assert isinstance(value, float)
    return value


def test_a_product() -> None:
    found = circuit("x * y", x=4, y=-3)
    assert found.value == 4 * -3
    assert found.gradients == {"x": -3, "y": 4}


def test_a_compound_expression() -> None:
    found = circuit("(x + y) * z", x=-2, y=5, z=-4)
    assert found.value == -12
    assert found.gradients == {"x": -4, "y": -4, "z": 3}
    q = found["add1"]
    assert (q.value, q.gradient, q.local_gradients) == (3, -4, (1, 1))
    assert found["mul1"].local_gradients == (-4, 3)


def test_the_neuron_gate_by_gate() -> None:
    """The slides: 0.37, 1.37, 0.73; -0.53, -0.53, -0.20, 0.2, 0.2; x0: [2] x [0.2] ~= 0.4, w0: -0.2."""
    found = circuit(WRITTEN, NEURON)
    forward = {"mul1": -2, "mul2": 6, "add1": 4, "add2": 1, "neg1": -1, "exp1": 0.37, "add3": 1.37, "div1": 0.73}
    backward = {"div1": 1, "add3": -0.53, "exp1": -0.53, "neg1": -0.20, "add2": 0.20, "add1": 0.20, "mul1": 0.20}
    assert {gate.name: round(number(gate.value), 2) for gate in found.gates} == forward
    assert {name: round(number(found[name].gradient), 2) for name in backward} == backward
    rounded = {name: round(number(value), 2) for name, value in found.gradients.items()}
    assert rounded == {"w0": -0.20, "x0": 0.39, "w1": -0.39, "x1": -0.59, "w2": 0.20}
    assert round(number(found.gradients["x0"]), 1) == 0.4
    assert round(number(found["div1"].local_gradients[1]), 2) == round(-1 / 1.37**2, 2) == -0.53


def test_the_neuron_grouped() -> None:
    """(0.73) * (1 - 0.73) = 0.2."""
    found = circuit(WRITTEN, NEURON, form="grouped")
    assert [gate.op for gate in found.gates] == ["mul", "mul", "add", "add", "sigmoid"]
    sigmoid = found["sigmoid1"]
    assert round(number(sigmoid.value), 2) == 0.73
    assert round(number(sigmoid.local_gradients[0]), 1) == round(0.73 * (1 - 0.73), 1) == 0.2
    assert sigmoid.formulas == ("(1 - sigmoid1) * sigmoid1",)
    assert found.compared is not None
    assert found.compared.difference is not None
    assert found.compared.difference < 1e-12


def test_the_neuron_with_its_weights_as_a_vector() -> None:
    """The code on the slide: w = [2, -3, -3], x = [-1, -2]; dx = w·ddot, dw = x·ddot, the bias' input being 1."""
    found = circuit("σ(w @ x)", w=[2, -3, -3], x=[-1, -2, 1])
    f = number(found.value)
    ddot = (1 - f) * f
    assert found.gradients["w"] == pytest.approx((-1 * ddot, -2 * ddot, 1 * ddot))
    assert found.gradients["x"] == pytest.approx((2 * ddot, -3 * ddot, -3 * ddot))


def test_the_stages_of_the_big_expression() -> None:
    """The slide's program, run: x = 3, y = -4."""
    x, y = 3.0, -4.0
    sigy, sigx, xpy = 1 / (1 + exp(-y)), 1 / (1 + exp(-x)), x + y
    num, den = x + sigy, sigx + xpy**2
    dnum, dden = 1 / den, -1 / den**2 * num
    dxpy = 2 * xpy * dden
    dx = dxpy + (1 - sigx) * sigx * dden + dnum
    dy = dxpy + (1 - sigy) * sigy * dnum
    found = circuit(STAGES, x=x, y=y)
    stages = {"sigmoid1": sigy, "add1": num, "sigmoid2": sigx, "add2": xpy, "pow1": xpy**2, "add3": den}
    assert {name: found[name].value for name in stages} == pytest.approx(stages)
    assert found.value == pytest.approx(num / den)
    assert found["add3"].gradient == pytest.approx(dden)
    assert found["add2"].gradient == pytest.approx(dxpy)
    assert found.gradients == pytest.approx({"x": dx, "y": dy})
    assert [round(number(each), 2) for each in (found.value, *found.gradients.values())] == [1.55, 2.06, 1.59]


def test_gradients_of_vectorised_code() -> None:
    """W is 5x10, X is 10x3: dW = dD.dot(X.T) must be 5x10, dX = W.T.dot(dD) 10x3."""
    found = circuit("W @ X", W="5x10", X="10x3")
    assert (found.output, found.shape) == ("D", (5, 3))
    assert [(each.name, each.shape, each.expression) for each in found.inputs] == [
        ("W", (5, 10), "dD @ X.T"),
        ("X", (10, 3), "W.T @ dD"),
    ]
    assert found.max_gradient_error < 1e-8


def test_patterns_in_backward_flow() -> None:
    found = circuit("max(x + y, z * w)", x=1, y=2, z=3, w=4)
    assert {gate.op: gate.pattern for gate in found.gates} == {"add": "distributor", "mul": "switcher", "max": "router"}
    assert found["max1"].local_gradients == (0, 1)

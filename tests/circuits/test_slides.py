"""Every number that the slides print of circuits, at their precision.

CS231n (2015), lecture 5; Karpathy and Li, backprop slides; ELEC 576 (2016), lecture 3.
"""

from math import exp

import numpy as np
import pytest

from netcalc import circuit
from netcalc.circuits.result import Form

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


EIGHT = """x = 3  # any two numbers
y = -4

sigy = 1.0 / (1 + math.exp(-y))  # (1) the sigmoid above the line
num = x + sigy  # (2)
sigx = 1.0 / (1 + math.exp(-x))  # (3) the sigmoid below it
xpy = x + y  # (4)
xpysqr = xpy**2  # (5)
den = sigx + xpysqr  # (6)
invden = 1.0 / den  # (7)
f = num * invden  # (8)
"""


@pytest.mark.parametrize("form", ["written", "grouped", "expanded"])
def test_the_eight_numbered_stages(form: Form) -> None:
    """The program of the slide, stage by stage.

    The slide's backward pass has a slip of the pen: `dypy` for dxpy.
    """
    x, y = 3.0, -4.0
    sigy, sigx, xpy = 1 / (1 + exp(-y)), 1 / (1 + exp(-x)), x + y
    num, xpysqr = x + sigy, xpy**2
    den = sigx + xpysqr
    invden = 1 / den
    dnum, dinvden = invden, num
    dden = (-1 / den**2) * dinvden
    dxpy = 2 * xpy * dden
    dx = dxpy + (1 - sigx) * sigx * dden + dnum
    dy = dxpy + (1 - sigy) * sigy * dnum
    found = circuit(EIGHT, form=form)
    values = {"sigy": sigy, "num": num, "sigx": sigx, "xpy": xpy, "xpysqr": xpysqr, "den": den, "invden": invden}
    assert {stage.name: stage.value for stage in found.stages} == pytest.approx({**values, "f": num * invden})
    wanted = {"sigy": dnum, "num": dnum, "sigx": dden, "xpy": dxpy, "xpysqr": dden, "den": dden, "invden": dinvden}
    assert found.gradients == pytest.approx({**wanted, "f": 1, "x": dx, "y": dy})


def test_the_stages_of_the_compound_expression() -> None:
    """f = (x + y)z by stages. On a first slide the two gradients are interchanged: dfdq is z, dfdz is q."""
    found = circuit("x = -2; y = 5; z = -4\nq = x + y # 3\nf = q * z # -12")
    assert [(stage.name, stage.value) for stage in found.stages] == [("q", 3), ("f", -12)]
    assert found.gradients == {"x": -4, "y": -4, "z": 3, "q": -4, "f": 1}
    assert found["f"].local_gradients == (-4, 3)


def test_the_neuron_by_stages() -> None:
    """w and x as lists, the last weight the bias: dw = [x[0] ddot, x[1] ddot, ddot], dx = [w[0] ddot, w[1] ddot]."""
    text = """w = [2, -3, -3]  # weights
x = [-1, -2]  # data
dot = w[0]*x[0] + w[1]*x[1] + w[2]
f = 1.0 / (1 + math.exp(-dot))  # the sigmoid
"""
    found = circuit(text, form="grouped")
    f = 1 / (1 + exp(-1))
    ddot = (1 - f) * f
    assert [(stage.name, stage.value) for stage in found.stages] == [("dot", 1), ("f", pytest.approx(f))]
    assert found.gradients["dot"] == pytest.approx(ddot)
    assert found.gradients["w"] == pytest.approx((-1 * ddot, -2 * ddot, ddot))
    assert found.gradients["x"] == pytest.approx((2 * ddot, -3 * ddot))


THREE_LAYERS = """f = lambda x: 1.0/(1.0 + np.exp(-x))  # the activation
x = np.random.randn(3, 1)
h1 = f(np.dot(W1, x) + b1)  # 4x1
h2 = f(np.dot(W2, h1) + b2)  # 4x1
out = f(np.dot(W3, h2) + b3)  # 1x1
"""


def test_the_three_layer_net_with_matrices() -> None:
    """The 3-4-4-1 net of the slide; the gradients by the lecture's rules: outer products, W.T, σ(1 - σ)."""
    shapes = {"W1": "4x3", "b1": "4x1", "W2": "4x4", "b2": "4x1", "W3": "1x4", "b3": "1x1"}
    found = circuit(THREE_LAYERS, shapes, form="grouped")
    assert [(stage.name, stage.shape) for stage in found.stages] == [("h1", (4, 1)), ("h2", (4, 1)), ("out", (1, 1))]
    of = {each.name: np.array(each.value) for each in found.parts}
    d = {name: np.array(gradient) for name, gradient in found.gradients.items()}
    d3 = d["out"] * of["out"] * (1 - of["out"])
    d2 = (of["W3"].T @ d3) * of["h2"] * (1 - of["h2"])
    d1 = (of["W2"].T @ d2) * of["h1"] * (1 - of["h1"])
    wanted = {
        "W3": d3 @ of["h2"].T, "b3": d3, "W2": d2 @ of["h1"].T, "b2": d2, "W1": d1 @ of["x"].T, "b1": d1,
        "x": of["W1"].T @ d1,
    }  # fmt: skip
    for name, gradient in wanted.items():
        np.testing.assert_allclose(d[name], gradient, rtol=1e-12)
    assert found.max_gradient_error < 1e-6


def test_a_product_of_one_by_one_is_a_matrix() -> None:
    """ELEC 576: W x with a single row and column is [[95]]."""
    assert circuit("W @ x", W=[[5, 10]], x=[[1], [9]]).value == ((95.0,),)


def test_what_the_shapes_must_be() -> None:
    """X is 10x3, dD is 5x3: dW must be 5x10, dX must be 10x3."""
    found = circuit("W.dot(X)", X="10x3", dD="5x3")
    assert {each.name: (each.shape, each.expression) for each in found.inputs} == {
        "W": ((5, 10), "dD @ X.T"),
        "X": ((10, 3), "W.T @ dD"),
    }


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

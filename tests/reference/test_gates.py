"""Gates and the tape: the lecture's circuits, random circuits against differences, forks that add."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcalc import Network
from netcalc.reference import ReferenceNet, Tape
from netcalc.reference.kinds.activation.rectified import LeakyReLU, ReLU
from netcalc.reference.kinds.activation.squashed import Sigmoid, Step, Tanh
from netcalc.reference.tape import functions, gates
from netcalc.reference.tape.gate import Gate, shrink
from netcalc.reference.tape.tape import Step as Entry
from netcalc.reference.verify.gradients.gradient import check_input
from netcalc.reference.verify.ran import Plan, Ran

UNARY = (gates.Neg, functions.Exp, functions.Sin, functions.Cos, functions.Abs, Sigmoid, Tanh, ReLU, LeakyReLU)
POSITIVE = (functions.Log, functions.Sqrt)
BINARY = (gates.Add, gates.Sub, gates.Mul, gates.Div, gates.Pow, functions.Max, functions.Min)
SMALL = st.floats(0.2, 3.0)


def gradient(tape: Tape, number: int) -> float:
    found: Entry = tape[number]
    assert found.gradient is not None
    return float(found.gradient)


def test_the_lectures_first_circuit() -> None:
    tape = Tape()
    x, y, z = (tape.give(value) for value in (-2, 5, -4))
    f = tape.run(gates.Mul(), tape.run(gates.Add(), x, y), z)
    tape.backward(f)
    assert (float(tape[f].value), gradient(tape, x), gradient(tape, y), gradient(tape, z)) == (-12, -4, -4, 3)


def test_the_lectures_neuron() -> None:
    tape = Tape()
    w0, x0, w1, x1, w2 = (tape.give(float(value)) for value in (2, -1, -3, -2, -3))
    mul, add = gates.Mul(), gates.Add()
    dot = tape.run(add, tape.run(mul, w0, x0), tape.run(mul, w1, x1), w2)
    f = tape.run(Sigmoid(), dot)
    tape.backward(f)
    assert round(float(tape[f].value), 2) == 0.73
    assert [round(gradient(tape, number), 2) for number in (w0, x0, w1, x1, w2)] == [-0.20, 0.39, -0.39, -0.59, 0.20]


def test_where_a_value_forks_its_gradients_add() -> None:
    tape = Tape()
    x = tape.give(3.0)
    tape.backward(tape.run(gates.Mul(), x, x))
    assert gradient(tape, x) == 6


@given(SMALL, SMALL, st.sampled_from(BINARY))
def test_binary_gates_agree_with_differences(x: float, y: float, gate: type[Gate]) -> None:
    if gate in (functions.Max, functions.Min) and abs(x - y) < 1e-3:
        return
    agrees(gate(), x, y)


@given(SMALL, st.sampled_from((*UNARY, *POSITIVE)))
def test_unary_gates_agree_with_differences(x: float, gate: type[Gate]) -> None:
    agrees(gate(), x)
    if gate not in POSITIVE:
        agrees(gate(), -x)


def agrees(gate: Gate, *values: float) -> None:
    inputs = [np.array([value]) for value in values]
    out, cache = gate.forward(*inputs)
    dout = np.ones_like(out)
    ran = Ran(gate, inputs, out, cache, dout, gate.backward(dout, cache))
    plan = Plan(np.random.default_rng(0))
    assert all(check_input(ran, place, plan).error < 1e-6 for place in range(len(values)))


def test_conventions_at_kinks() -> None:
    one = np.array(1.0)
    assert [*functions.Max().local(one, one, one)] == [1, 0]
    assert [*functions.Min().local(one, one, one)] == [1, 0]
    zero = np.zeros(1)
    for gate, slope in ((ReLU(), 0), (functions.Abs(), 0), (Step(), 0), (LeakyReLU(0.1), 0.1)):
        cache = gate.forward(zero)[1]
        assert gate.backward(np.ones(1), cache)[0] == slope
    assert Step().value(zero) == 1


def test_a_constant_power_has_no_gradient_at_zero() -> None:
    agrees(gates.Pow(), 2.0, 3.0)
    _, cache = gates.Pow().forward(np.array(0.0), np.array(0.0))
    assert [*gates.Pow().backward(np.array(1.0), cache)] == [0, 0]


@pytest.mark.parametrize("shapes", [((5, 10), (10, 3)), ((4, 3), (3,))])
def test_gradients_of_a_product_have_the_shapes_of_its_factors(shapes: tuple[tuple[int, ...], ...]) -> None:
    rng = np.random.default_rng(0)
    w, x = (rng.standard_normal(shape) for shape in shapes)
    out, cache = gates.MatMul().forward(w, x)
    dout = rng.standard_normal(out.shape)
    dw, dx = gates.MatMul().backward(dout, cache)
    assert dw is not None
    assert dx is not None
    assert (dw.shape, dx.shape) == shapes
    np.testing.assert_allclose(dw, np.outer(dout, x) if x.ndim == 1 else dout @ x.T)
    np.testing.assert_allclose(dx, w.T @ dout)


def test_shrink_adds_up_what_was_stretched() -> None:
    assert shrink(np.ones((2, 3, 4)), (3, 1)).tolist() == [[8.0], [8.0], [8.0]]
    assert shrink(np.ones((2, 3)), ()).tolist() == 6


def test_a_network_runs_on_the_same_tape() -> None:
    net = ReferenceNet(Network(input="3", layers=[{"fc": 2}, "sigmoid"]))
    net.forward(np.ones((1, 3)))
    assert isinstance(net.tape, Tape)
    assert [step.name for step in net.tape.steps] == ["input", "fc1.weight", "fc1.bias", "fc1", "sigmoid1"]

"""Random circuits: gradients against differences, against themselves expanded, against their own expressions."""

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from netcalc import Circuit, SpecError, circuit
from netcalc.circuits.laying.names import names
from netcalc.circuits.reading.program import understood
from netcalc.circuits.result import Form

NAMES = ("x", "y", "z")
UNARY = ("{}", "(-{})", "exp(0.3*{})", "sigmoid({})", "tanh({})", "relu({})", "leaky_relu({})", "abs({})", "sin({})",
         "cos({})", "sqrt({}*{} + 1)", "log({}*{} + 2)", "step({})", "({})**2", "({})²")  # fmt: skip
BINARY = ("({} + {})", "({} - {})", "({} * {})", "({} / (abs({}) + 1))", "max({}, {})", "min({}, {})",
          "(abs({}) + 1) ** (0.3*{})")  # fmt: skip
LEAVES = st.sampled_from([*NAMES, "2", "0.5", "1e1"])
VALUES = st.fixed_dictionaries({name: st.floats(-2, 2).map(lambda value: round(value, 3)) for name in NAMES})


def grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    unary = st.builds(lambda form, one: form.replace("{}", one), st.sampled_from(UNARY), inner)
    return unary | st.builds(lambda form, one, two: form.format(one, two), st.sampled_from(BINARY), inner, inner)


EXPRESSIONS = st.recursive(LEAVES, grow, max_leaves=8).filter(lambda text: len(text) < 900)


def reads(text: str) -> dict[str, int]:
    return names(understood(text))


def made(text: str, values: dict[str, float], form: Form = "written") -> Circuit:
    used = {name: value for name, value in values.items() if name in reads(text)}
    try:
        found = circuit(text, used, form=form)
    except SpecError as error:
        assume(error.problems[0].code != "not-finite")
        raise
    assume(isinstance(found.value, float) and abs(found.value) < 1e4)
    return found


@given(EXPRESSIONS, VALUES)
@example("x * x**2", dict.fromkeys(NAMES, 0.0))
@example("((x + y) - x) - y", {"x": 1.1, "y": 0.3, "z": 0.0})
def test_gradients_agree_with_differences(text: str, values: dict[str, float]) -> None:
    found = made(text, values)
    assume(all(abs(gate.value) < 1e4 for gate in found.gates if isinstance(gate.value, float)))
    assert found.max_gradient_error < 1e-5


@given(EXPRESSIONS, VALUES)
def test_gradients_agree_with_those_of_primitive_gates(text: str, values: dict[str, float]) -> None:
    found = made(text, values, "expanded")
    assert not {"sigmoid", "tanh", "relu", "leaky_relu"} & {gate.op for gate in found.gates}
    assert found.compared is not None
    assert found.compared.difference is not None
    assert found.compared.difference < 1e-8


@given(EXPRESSIONS, VALUES)
def test_each_gate_multiplies_local_by_upstream(text: str, values: dict[str, float]) -> None:
    found = made(text, values)
    back: dict[str, float] = dict.fromkeys(found.gradients, 0.0)
    back |= {gate.name: float(gate.name == found.output) for gate in found.gates}
    for gate in reversed(found.gates):
        assert gate.gradient == pytest.approx(back[gate.name])
        for name, local, passed in zip(gate.inputs, gate.local_gradients, gate.passed, strict=True):
            assert passed == pytest.approx(local * gate.gradient)  # type: ignore[operator]  # numbers alone
            back[name] = back.get(name, 0.0) + passed  # type: ignore[operator]  # numbers alone
    if found.gates:
        assert {name: back[name] for name in found.gradients} == pytest.approx(found.gradients)


MATRICES = {"W": "2x3", "X": "3x4", "b": "2x1", "v": [0.5, -1.0, 2.0], "r": [1.0, 2.0, 3.0, 4.0], "s": 1.5}
ARRAYS = ("W @ X", "relu(W @ X + b)", "W @ v", "v @ X", "v @ v", "tanh(v @ X * r) + s", "(W @ X) / (r**2 + s)", "s * W",
          "max(W @ X, b) - r", "sigmoid(W @ (X * r))", "abs(W) @ log(X*X + 1)", "W @ X * (W @ X)", "exp(s * sin(v))",
          "min(cos(W), sqrt(s)) @ v", "leaky_relu(W) @ X", "-W @ X", "b + r", "b * v")  # fmt: skip


@pytest.mark.parametrize("text", ARRAYS)
def test_a_gradients_expression_is_its_value(text: str) -> None:
    """NumPy, given the expressions that a circuit of arrays writes, gives its gradients."""
    found = circuit(text, {name: value for name, value in MATRICES.items() if name in reads(text)})
    assert found.max_gradient_error < 1e-6
    held: dict[str, Any] = {name: getattr(np, name) for name in ("log", "where", "sign", "cos", "sin", "outer")}
    for each in found.parts:
        held |= {each.name: np.asarray(each.value), f"d{each.name}": np.asarray(each.gradient)}
    for each in found.inputs:
        np.testing.assert_allclose(eval(each.expression, held), held[f"d{each.name}"])  # noqa: S307  our own text


@given(st.sampled_from(ARRAYS), st.integers(0, 100))
def test_the_same_seed_draws_the_same(text: str, seed: int) -> None:
    at = {name: value for name, value in MATRICES.items() if name in reads(text)}
    assert circuit(text, at, seed=seed) == circuit(text, at, seed=seed)

"""Circuits and small nets as programs: as the lecture writes them, run by themselves, with the same numbers."""

import subprocess
import sys
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcalc import Network, SpecError, circuit, load
from netcalc.circuits.nets import matrix_code, plan, scalar_code, stages
from netcalc.reference import ReferenceNet
from tests.circuits.test_properties import EXPRESSIONS, VALUES, made
from tests.circuits.test_slides import EIGHT


def ran(text: str) -> dict[str, Any]:
    """Run a program, which prints nothing here; what it set."""
    held: dict[str, Any] = {"print": lambda *_: None}
    exec(compile(text, "code", "exec"), held)  # noqa: S102  our own text
    return held


def lines(text: str) -> list[str]:
    return [line.partition("  #")[0] for line in text.splitlines()]


def test_it_is_written_as_the_lecture_writes_it() -> None:
    """CS231n (2015), lecture 5: `dq = z * df`, and `dx +=` where x forks."""
    text = lines(circuit("q = x + y; f = q * z", x=-2, y=5, z=-4).code())
    for line in ("x = -2.0", "q = x + y", "f = q * z", "df = 1.0", "dq = z * df", "dz = q * df", "dx = dq", "dy = dq"):
        assert line in text
    eight = lines(circuit(EIGHT, form="grouped").code())
    wanted = [
        "sigy = 1 / (1 + math.exp(-y))", "dnum = invden * df", "dden = (-1 / den**2) * dinvden", "dsigx = dden",
        "dxpy = (2 * xpy) * dxpysqr", "dx = dxpy", "dx += ((1 - sigx) * sigx) * dsigx", "dx += dnum", "dsigy = dnum",
        "dy += ((1 - sigy) * sigy) * dsigy",
    ]  # fmt: skip
    assert [line for line in eight if line in wanted] == wanted


def test_the_neuron_with_its_weights_as_a_list() -> None:
    text = circuit("w = [2,-3,-3]; x = [-1,-2]; f = σ(w[0]*x[0] + w[1]*x[1] + w[2])").code()
    assert "w[0] * x[0] + w[1] * x[1] + w[2]" in text
    f = 1 / (1 + np.exp(-1))
    held = ran(text)
    np.testing.assert_allclose(held["dw"], [-f * (1 - f), -2 * f * (1 - f), f * (1 - f)])


def test_vectorised_code() -> None:
    text = lines(circuit("D = W.dot(X)", X="10x3", dD="5x3").code())
    for line in ("W = rng.standard_normal((5, 10))", "D = W @ X", "dW = dD @ X.T", "dX = W.T @ dD"):
        assert line in text


@given(EXPRESSIONS, VALUES, st.sampled_from(["written", "expanded", "grouped"]))
def test_single_numbers_need_no_numpy(text: str, values: dict[str, float], form: Any) -> None:
    found = made(text, values, form)
    program = found.code()
    assert "np." not in program
    held = ran(program)
    assert held.get(found.output, found.value) == pytest.approx(found.value, rel=1e-9, abs=1e-12)
    for name, gradient in found.gradients.items():
        assert held[f"d{name}"] == pytest.approx(gradient, rel=1e-7, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("print + max * dx + x", {"print": 2, "max": 3, "dx": 4, "x": 5}),
        ("np * math + abs(np) * sum", {"np": 2, "math": 3, "sum": 1}),
        ("σ(x) + σ(y)", {"x": -800, "y": 800}),
        ("sum(σ(x))", {"x": [-800, 800]}),
        ("x", {"x": 2}),
        ("2 + 3", {}),
        ("x - (y - x) - -3", {"x": 1, "y": 2}),
        ("x / (y / x) * -2 ** 2 ** x", {"x": 1, "y": 2}),
    ],
)
def test_names_that_python_needs_and_far_values(text: str, at: dict[str, Any]) -> None:
    found = circuit(text, at)
    held = ran(found.code())
    for name, gradient in found.gradients.items():
        near = [held[each] for each in (f"d{name}", f"d{name}_", f"d{name}__") if each in held]
        assert any(np.allclose(each, gradient) for each in near)


def test_it_runs_by_itself() -> None:
    text = circuit("q = relu(W @ x); f = sum(q)", W="2x3", x=[1, 2, 3]).code()
    ended = subprocess.run([sys.executable, "-I", "-c", text], capture_output=True, text=True, check=True)
    assert ended.stdout.startswith("f = ")
    assert "dW = [[" in ended.stdout


def test_arrays_that_are_too_large_are_refused() -> None:
    with pytest.raises(SpecError, match="too large to be written"):
        circuit("sum(x)", x=[1.0] * 2000).code()
    assert "standard_normal((50, 50))" in circuit("sum(x)", x="50x50").code()


NETS = [
    Network(
        input="3",
        layers=[{"fc": 4}, *([act] if act else []), {"fc": {"units": 2, "bias": bias}}, *([last] if last else [])],
        **({"loss": {loss: {"l2": l2}} if l2 else loss} if loss else {}),
    )
    for act, last, loss, l2, bias in [
        ("sigmoid", "sigmoid", "mse", 0, True),
        ("tanh", None, "softmax", 0.1, True),
        ("relu", None, "svm", 0.1, False),
        ("leaky_relu", None, "logistic", 0, True),
        (None, "tanh", None, 0, True),
        ("tanh", "leaky_relu", None, 0, True),
    ]
]


@pytest.mark.parametrize(("net", "form"), list(product(NETS, ("scalar", "matrix"))))
def test_a_net_delta_by_delta(net: Network, form: str) -> None:
    """ELEC 576 (2016), lecture 3: the deltas from the output down, then a·delta for each weight."""
    planned = plan(net, seed=3)
    held = ran(scalar_code(planned) if form == "scalar" else matrix_code(planned))
    text, values = stages(planned)
    found = circuit(text, values)
    assert held["J"] == pytest.approx(found.value)
    for name, gradient in found.gradients.items():
        if name[0] in "Wb":
            for row, values_of_row in enumerate(gradient, start=1):
                for place, value in enumerate(values_of_row, start=1):
                    name_of = f"d{name}_{row}{place if name[0] == 'W' else ''}"
                    got = held[name_of] if form == "scalar" else held[f"d{name}"][row - 1][place - 1]
                    assert got == pytest.approx(value, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("net", [net for net in NETS if net.loss])
def test_a_nets_program_has_the_reference_passs_gradients(net: Network) -> None:
    planned = plan(net, seed=3)
    held = ran(matrix_code(planned))
    reference = ReferenceNet(net)
    reference.load({name: held[f"{'W' if name.endswith('weight') else 'b'}{name[2]}"].reshape(array.shape)
                    for name, array in reference.params.items()})  # fmt: skip
    kind = net.loss.kind if net.loss else ""
    y = np.array([0]) if kind in ("softmax", "svm") else held["y"].T
    loss, gradients = reference.loss(held["x"].T, y)
    assert loss == pytest.approx(held["J"])
    for name in reference.params:
        wanted = held[f"d{'W' if name.endswith('weight') else 'b'}{name[2]}"]
        np.testing.assert_allclose(gradients[name].ravel(), np.ravel(wanted), rtol=1e-9)


def test_the_slides_net() -> None:
    text = scalar_code(plan(load("mlp-3-3-1")))
    assert "z2_1 = W1_11*x_1 + W1_12*x_2 + W1_13*x_3 + b1_1" in text
    assert "delta2_2 = (W2_12*delta3_1) * a2_2 * (1 - a2_2)" in text
    assert "dW1_23 = x_3 * delta2_2" in text
    matrices = matrix_code(plan(load("mlp-3-3-1")))
    assert "delta2 = (W2.T @ delta3) * a2 * (1 - a2)" in matrices
    assert "dW2 = delta3 @ a2.T" in matrices


@pytest.mark.parametrize("spec", ["lenet5", "cifar10-mlp", "maxout"])
def test_other_nets_are_refused(spec: str) -> None:
    with pytest.raises(SpecError):
        plan(load(spec))


def test_a_net_of_many_weights_is_written_in_matrices_alone() -> None:
    planned = plan(Network(input="30", layers=[{"fc": 30}]))
    with pytest.raises(SpecError, match="900 weights"):
        scalar_code(planned)
    assert "W1 = " in matrix_code(planned)


def test_a_number_stretched_over_an_array_gathers_all_of_it() -> None:
    """It was dD.sum(axis=0).sum(axis=0)."""
    found = circuit("D = W @ X + b + c", W="2x3", X="3x4", b=4, c="1x1").code()
    assert "db = dD.sum()\n" in found
    assert "dc = dD.sum(keepdims=True)\n" in found

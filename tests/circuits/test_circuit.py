"""An expression as gates: names, forks, kinks, forms, arrays, what is refused and where."""

import dataclasses
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcalc import Circuit, Network, SpecError, circuit
from netcalc.circuits.ops import FUNCTIONS, OPS
from netcalc.problems import CODES
from netcalc.reference import ReferenceNet, Tape
from netcalc.reference.circuit.parts import GATES


def ops(found: Circuit) -> list[str]:
    return [gate.op for gate in found.gates]


def test_a_name_used_twice_is_one_input_whose_gradients_add() -> None:
    found = circuit("x * x + x", x=3)
    assert found.gradients == {"x": 2 * 3 + 1}
    assert found.inputs[0].uses == 3
    assert found["mul1"].passed == (3, 3)


def test_gates_are_called_after_their_kind_and_place_unless_an_input_is() -> None:
    assert [gate.name for gate in circuit("a + b + a * add1", a=1, b=2, add1=3).gates] == ["add2", "mul1", "add3"]
    assert [gate.name for gate in circuit("D @ X @ D", D="2x3", X="3x2").gates] == ["D2", "D3"]


def test_the_signs_of_the_blackboard_are_understood() -> None:
    plain = circuit("sigmoid(w0 * x0 - b) ** 2 / sqrt(c)", w0=1, x0=2, b=3, c=4)
    drawn = circuit("σ(w₀·x₀ − b)² ÷ √(c)", w0=1, x0=2, b=3, c=4)
    assert (drawn.value, drawn.gradients) == (plain.value, plain.gradients)
    assert circuit("w₀ + \u00b5", {"w₀": 1, "\u00b5": 2}).value == 3
    assert circuit("x⁻¹", x=4).gradients == {"x": -1 / 16}


@pytest.mark.parametrize(
    ("text", "values", "value", "gradients"),
    [
        ("x", {"x": 3}, 3, {"x": 1}),
        ("2 + 3 * 4", {}, 14, {}),
        ("-x ** 2", {"x": 3}, -9, {"x": -6}),
        ("x ** -1", {"x": 2}, 0.5, {"x": -0.25}),
        ("max(x, y, z)", {"x": 1, "y": 3, "z": 2}, 3, {"x": 0, "y": 1, "z": 0}),
        ("x ** 3", {"x": -2}, -8, {"x": 12}),
        ("x^3", {"x": -2}, -8, {"x": 12}),
        ("(x + y) ^ 2", {"x": 1, "y": 2}, 9, {"x": 6, "y": 6}),
        ("x # a comment", {"x": 3}, 3, {"x": 1}),
        ("w[0] * x", {"w": [3], "x": 2}, 6, {"w": (2,), "x": 3}),
        ("x * math.exp(0) + ln(1)", {"x": 2}, 2, {"x": 1}),
        ("step(x)", {"x": 0.5}, 1, {"x": 0}),
        ("min(x, 2)", {"x": 1}, 1, {"x": 1}),
        (" x +\n y ", {"x": 1, "y": 2}, 3, {"x": 1, "y": 1}),
        ("x + y", {"x": "1/4", "y": "2*3"}, 6.25, {"x": 1, "y": 1}),
    ],
)
def test_values_and_gradients(text: str, values: dict[str, Any], value: float, gradients: dict[str, float]) -> None:
    found = circuit(text, values)
    assert (found.value, found.gradients) == (value, gradients)


@pytest.mark.parametrize(
    ("text", "values", "gradients"),
    [
        ("max(x, y)", {"x": 2, "y": 2}, {"x": 1, "y": 0}),
        ("min(x, y)", {"x": 2, "y": 2}, {"x": 1, "y": 0}),
        ("relu(x)", {"x": 0}, {"x": 0}),
        ("abs(x)", {"x": 0}, {"x": 0}),
        ("leaky_relu(x)", {"x": 0}, {"x": 0.01}),
        ("step(x)", {"x": 0}, {"x": 0}),
    ],
)
def test_at_a_kink_the_convention_is_said_and_no_difference_is_taken(
    text: str, values: dict[str, float], gradients: dict[str, float]
) -> None:
    found = circuit(text, values)
    assert found.gradients == gradients
    assert found.gates[-1].kink
    assert None in {each.error for each in found.inputs}
    assert not circuit(text, dict.fromkeys(values, 1.0) | {"x": 0.5}).gates[-1].kink


def test_expanded_and_grouped_are_the_same_circuit() -> None:
    one = circuit("sigmoid(x)", x=0.3)
    expanded = circuit("sigmoid(x)", x=0.3, form="expanded")
    grouped = circuit("1 / (1 + exp(-x))", x=0.3, form="grouped")
    assert (ops(one), ops(expanded), ops(grouped)) == (["sigmoid"], ["neg", "exp", "add", "div"], ["sigmoid"])
    assert one.gradients == grouped.gradients
    assert expanded.gradients["x"] == pytest.approx(one.gradients["x"])
    assert expanded.compared is not None
    assert expanded.compared.gates == 1


@pytest.mark.parametrize(
    "text",
    [
        "1 / (1 + exp(-(x * y)))", "1.0 / (exp(-x * y) + 1)", "(1 + exp(-x*y)) ** -1", "1 / (1 + exp(-1 * (x * y)))",
        "1/(1 + exp(-x*y - 0))",
    ],
)  # fmt: skip
def test_a_sigmoid_is_recognised_however_it_is_written(text: str) -> None:
    found = circuit(text, x=0.3, y=-2, form="grouped")
    assert ops(found)[-1] == "sigmoid"
    assert found.compared is not None
    assert found.compared.difference is not None
    assert found.compared.difference < 1e-12


@pytest.mark.parametrize("text", ["1 / (2 + exp(-x))", "2 / (1 + exp(-x))", "1 / (1 + exp(x))", "1 - (1 + exp(-x))"])
def test_what_is_no_sigmoid_is_left_alone(text: str) -> None:
    assert "sigmoid" not in ops(circuit(text, x=0.3, form="grouped"))


def test_grouped_lives_where_the_written_overflows() -> None:
    found = circuit("1 / (1 + exp(-x))", x=-1000, form="grouped")
    assert found.value == 0
    assert found.compared is not None
    assert found.compared.difference is None


def test_an_array_of_too_many_values_is_refused_for_its_size() -> None:
    with pytest.raises(SpecError, match="x: more than 10,000 values: give a shape"):
        circuit("sum(x)", x=np.ones((101, 100)))


def test_nested_functions_expand_without_growing_without_bound() -> None:
    text = "tanh(" * 60 + "x" + ")" * 60
    assert len(circuit(text, x=0.1, form="expanded").gates) == 60 * 6


@pytest.mark.parametrize(
    ("text", "values", "code", "column", "said"),
    [
        ("x ** y", {"x": -2, "y": 3}, "not-finite", 3, r"pow1: its gradient on y does not exist \(x = -2, y = 3\)"),
        ("x ^ y", {"x": -2, "y": 3}, "not-finite", 3, r"x\*\*y · ln\(x\), only where x is above 0"),
        ("norm(x)", {"x": [0, 0]}, "not-finite", 1, "its gradient on x does not exist"),
        ("(x + y)z", {"x": 1, "y": 1, "z": 1}, "invalid-expression", 8, "(x + y) * z"),
        ("σ(x) + math.expp(x)", {"x": 1}, "invalid-expression", 8, r"write exp\(...\)"),
        ("σ(x²) + Log(x)", {"x": 1}, "invalid-expression", 9, r"write log\(...\)"),
        ("sigmoyd(x)", {"x": 1}, "invalid-expression", 1, "write sigmoid"),
        ("log10(x)", {"x": 1}, "invalid-expression", 1, r"write log\(x\) / log\(10\)"),
        ("tan(x)", {"x": 1}, "invalid-expression", 1, r"write sin\(x\) / cos\(x\)"),
        ("gelu(x)", {"x": 1}, "invalid-expression", 1, r"relu, sigmoid, sin, softmax, sqrt, step, sum, tanh\) *$"),
        ("argmax(x)", {"x": 1}, "invalid-expression", 1, r"step, sum, tanh\) *$"),
        ("sgn(x)", {"x": 1}, "invalid-expression", 1, r"step, sum, tanh\) *$"),
        ("w0x0 + 1", {"w0": 1, "x0": 1}, "unknown-reference", 1, r"w0 \* x0"),
        ("x $ y", {"x": 1}, "invalid-expression", 3, "not arithmetic"),
        ("w[1] * x", {"w": [1], "x": 1}, "shape-mismatch", 1, "there is no place 1: they go from 0 to 0"),
        ("w[y] * x", {"w": [1], "x": 1, "y": 0}, "invalid-expression", 3, "a whole number, or a slice"),
        ("w[0] * x", {"w": 1, "x": 1}, "shape-mismatch", 1, "1 places are named in a number"),
        ("x.shape", {"x": 1}, "invalid-expression", 1, "nothing that may be written here"),
        ("np.sum(x, axis=0)", {"x": [1]}, "invalid-expression", 1, "`sum` takes no `axis=`"),
        ("np.linalg.inv(x)", {"x": [1]}, "invalid-expression", 1, "not a function"),
        ("x.__class__", {"x": 1}, "invalid-expression", 1, "nothing that may be written"),
        ("x.dot(y).__init__()", {"x": 1, "y": 2}, "invalid-expression", 1, "not a function"),
        ("softmax(x)", {"x": 1}, "shape-mismatch", 1, "a vector or a matrix, not a number"),
        ("w·x", {"w": "3x1", "x": "3x1"}, "shape-mismatch", 2, "turn the left one round: x.T"),
        ("1 + exp()", {}, "invalid-expression", 5, "`exp` takes an input"),
        ("e ** x", {"x": 1}, "unknown-reference", 1, r"exp\(x\)"),
        ("(x + 1", {"x": 1}, "invalid-expression", 1, "never closed"),
        ("", {}, "invalid-expression", 1, "not arithmetic"),
        ("max(x)", {"x": 1}, "invalid-expression", 1, "takes two inputs or more, not 1"),
        ("exp(x, x)", {"x": 1}, "invalid-expression", 1, "takes one input, not 2"),
        ("x if x else y", {"x": 1}, "invalid-expression", 1, "only arithmetic"),
        ("x // 2", {"x": 1}, "invalid-expression", 3, "operator"),
        ("σ(θ) + y", {"θ": 1, "z": 1}, "unknown-reference", 8, "y has no value"),
        ("1 + x / y", {"x": 1, "y": 0}, "not-finite", 7, r"div1: its value is not a finite number \(x = 1, y = 0\)"),
        ("log(x)", {"x": -1}, "not-finite", 1, "log1"),
        ("exp(x)", {"x": 1000}, "not-finite", 1, "exp1"),
        ("x ** 0.5", {"x": -8}, "not-finite", 3, "pow1"),
        ("sqrt(x)", {"x": 0}, "not-finite", 1, "its local gradient on x"),
        ("9**9**9**9", {}, "not-finite", 5, "pow2"),
        ("1e600 * x", {"x": 1}, "not-finite", 1, "too large"),
        ("W @ X", {"W": "5x10", "X": "9x3"}, "shape-mismatch", 3, "D reads W and X: 5x10 @ 9x3 does not fit"),
        ("W + X", {"W": "5x10", "X": "9x3"}, "shape-mismatch", 3, "5x10 and 9x3 do not go together"),
        ("x @ y", {"x": 1, "y": 2}, "shape-mismatch", 3, "both sides are numbers: write *"),
        ("W + X", {"W": "1x1000000", "X": "1000000x1"}, "limit-exceeded", 3, "more than a circuit may hold"),
        ("W @ X", {"W": "1000x1000", "X": "1000x1000"}, "none", 0, ""),
        ("W@" * 9 + "W", {"W": "1000x1000"}, "limit-exceeded", 6, "up to here"),
        ("+".join(f"W{i}" for i in range(99)), {f"W{i}": "1000x1000" for i in range(99)}, "limit-exceeded", 9, "more"),
        ("W @ X", {"W": "1000x1000", "X": "1000x10000"}, "invalid-value", None, "empty, or more than"),
        ("x", {"x": "1e999999999"}, "invalid-value", None, "no number"),
        ("x", {"x": "9**9**9"}, "invalid-value", None, "no number"),
        ("x", {"x": float("nan")}, "invalid-value", None, "finite"),
        ("x", {"x": "[1, [2]]"}, "invalid-value", None, "finite"),
        ("x", {"x": "[[1, 2], [3]]"}, "invalid-value", None, "one length"),
        ("x", {"x": "[" * 5000}, "invalid-value", None, "list"),
        ("x", {"x": []}, "invalid-value", None, "empty"),
        ("x", {"x": None}, "invalid-value", None, "finite"),
        ("x", {"x": 1, "yy": 2}, "unknown-reference", None, "yy has a value, but is not in the expression"),
    ],
)
def test_what_is_wrong_is_said_with_its_column(
    text: str, values: dict[str, Any], code: str, column: int | None, said: str
) -> None:
    if code == "none":
        assert circuit(text, values).shape == (1000, 1000)
        return
    with pytest.raises(SpecError) as raised:
        circuit(text, values)
    problem = raised.value.problems[0]
    assert problem.code == code
    assert (problem.place.column if problem.place else None) == column
    import re

    assert re.search(said, f"{problem.message} {problem.hint}") or said in problem.hint


def test_all_names_without_a_value_are_said_at_once() -> None:
    with pytest.raises(SpecError) as raised:
        circuit("x + y + z", y=1)
    assert [problem.message for problem in raised.value.problems] == ["x has no value", "z has no value"]


def test_values_may_be_lists_arrays_text_and_named_as_the_arguments_are() -> None:
    assert circuit("seed + form", {"seed": 1, "form": 2}).value == 3
    for value in ([1, 2], (1, 2), np.array([1, 2]), "[1, 2]"):
        assert circuit("x * 2", x=value).value == (2.0, 4.0)
    assert circuit("X * 2", X=np.ones((2, 1))).value == ((2.0,), (2.0,))
    with pytest.raises(ValueError, match="form is one of"):
        circuit("x", x=1, form="none")


def test_gates_are_found_by_name() -> None:
    found = circuit("x + 1", x=1)
    assert found["add1"] is found.gates[0]
    with pytest.raises(KeyError):
        found["add2"]


def test_what_is_drawn_depends_on_the_seed_alone() -> None:
    one, two = (circuit("W @ X", W="2x3", X="3x2", seed=seed) for seed in (0, 1))
    assert one == circuit("W @ X", W="2x3", X="3x2")
    assert (one.seed, two.seed) == (0, 1)
    assert one.value != two.value
    assert circuit("x * 2", x=1).seed is None


def test_a_result_is_frozen_and_does_not_hold_large_arrays() -> None:
    found = circuit("W @ X", W="100x100", X="100x100")
    assert (found.value, found.shape, found.gradients) == (None, (100, 100), {"W": None, "X": None})
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.output = ""  # type: ignore[misc]  # it is frozen


def test_every_function_of_the_list_has_its_gate_and_its_formulas() -> None:
    wanted = "exp log sqrt sigmoid tanh relu leaky_relu step abs max min sin cos sum mean norm softmax log_softmax"
    assert set(wanted.split()) == FUNCTIONS
    assert set(OPS) == {*GATES, "index"}


def test_circuits_and_networks_run_on_one_tape_through_the_same_gates(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    forward = Tape.run

    def run(self: Tape, gate: Any, *inputs: int, name: str = "") -> int:
        ran.append(f"{type(gate).__name__} {name}")
        return forward(self, gate, *inputs, name=name)

    monkeypatch.setattr(Tape, "run", run)
    circuit("sigmoid(x) + 1", x=1)
    assert ran[:2] == ["Sigmoid sigmoid1", "Add add1"]
    ran.clear()
    ReferenceNet(Network(input="3", layers=[{"fc": 2}, "sigmoid"])).forward(np.ones((1, 3)))
    assert ran[-1] == "Sigmoid sigmoid1"


def test_without_the_tape_neither_works(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        message = "no tape"
        raise RuntimeError(message)

    net = ReferenceNet(Network(input="3", layers=[{"fc": 2}]))
    monkeypatch.setattr(Tape, "run", broken)
    for working in (lambda: circuit("x + 1", x=1), lambda: net.forward(np.ones((1, 3)))):
        with pytest.raises(RuntimeError, match="no tape"):
            working()


SIGNS = [*"xyW01.29 +-*/@()[]^=,²σ·√⁻₀", "**", "exp(", "max(", "log(", "sigmoid(", "1e", "99999", "_", "\n", "\ud800",
         "lambda x:", "é", "if ", "|", "||", ".T", "ᵀ", "[0]", "[::2]", ";", "q=", "#", "np.", ".dot(", "softmax(",
         "norm(", "f(x)=", "dW", "x.__class__"]  # fmt: skip
GIVEN = st.one_of(
    st.floats(), st.integers(), st.sampled_from(["5x10", "3x1", "[1,2,3]", "[[1],[2],[3]]", "1e999", "x", "", "1/0"]),
    st.lists(st.floats(allow_nan=False), max_size=3), st.text(max_size=5),
)  # fmt: skip


@given(st.lists(st.sampled_from(SIGNS), max_size=14).map("".join), GIVEN, GIVEN)
def test_anything_is_answered(text: str, x: Any, y: Any) -> None:
    values = {name: value for name, value in {"x": x, "y": y, "W": "3x3"}.items() if name in text}
    try:
        found = circuit(text, values, form="expanded")
    except SpecError as error:
        answered = error.problems
    else:
        assert isinstance(found, Circuit)
        return
    assert answered
    for problem in answered:
        assert problem.code in CODES
        assert problem.place is None or 1 <= problem.place.column <= len(problem.place.text) + 1


@pytest.mark.parametrize(
    ("root", "meant"),
    [("√x + 1", 4 + 1), ("√√x", 2), ("√w[0]·√|y|", 3 * 5), ("√ x * √(y*y)", 4 * 25), ("2*√σ(z)", 2 * 0.5**0.5)],
)
def test_a_root_without_brackets_is_of_what_stands_behind_it(root: str, meant: float) -> None:
    assert circuit(root, _of(root, x=16, w=[9, 1], y=-25, z=0)).value == pytest.approx(meant)


def _of(text: str, **values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in text}


@pytest.mark.parametrize(
    ("text", "at", "why"),
    [
        ("D = W @ X", {"X": "10x3", "dD": "5x4"}, "whatever W is: X is 10x3, so the product has 3 columns"),
        ("D = W @ X", {"W": "10x3", "dD": "5x4"}, "whatever X is: W is 10x3, so the product has 10 rows"),
        ("D = W*X + 1", {"X": "10x3", "dD": "5x4"}, "whatever W is: X is 10x3"),
        ("D = W @ V @ x", {"V": "2x2", "x": [1, 2], "dD": "1x3"}, "x is a vector of 2, so the product has one axis"),
        ("D = x @ W", {"x": [1, 2], "dD": "1x3"}, "whatever W is: x is a vector of 2, so the product has one axis"),
        ("D = W @ (X + 1)", {"X": "10x3", "dD": "5x4"}, "whatever W is: X + 1 is 10x3, so"),
    ],
)
def test_an_array_that_no_shape_would_make_fit_is_said_with_the_reason(text: str, at: dict[str, str], why: str) -> None:
    with pytest.raises(SpecError) as raised:
        circuit(text, at)
    (problem,) = raised.value.problems
    assert problem.code == "shape-mismatch"
    assert why in problem.message


@pytest.mark.parametrize(("text", "name"), [("w * x", "out"), ("W @ x + b", "out"), ("W @ x", "D"), ("sum(x)", "sum1")])
def test_an_array_that_nobody_named_is_out_and_a_product_of_matrices_d(text: str, name: str) -> None:
    made = circuit(text, _of(text, W="2x2", x=[1, 2], b=[0, 1], w=[3, 4]))
    assert made.output == made.gates[-1].name == name


def test_the_gradient_from_above_on_an_array_without_a_name_is_dout() -> None:
    made = circuit("w * x", w=[3, 4], x=[1, 2], dout=[10, 100])
    assert made.gradients == {"w": (10 * 1, 100 * 2), "x": (10 * 3, 100 * 4)}


def test_out_may_be_an_inputs_name() -> None:
    assert circuit("2 * out", out=[1, 2]).output == "mul1"
    assert circuit("q = x + 1; q", x=[1, 2]).output == "q"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [((5,), "a circuit is text"), (("x", 5), "values are a mapping"), (("x", {5: 1}), "a name is")],
)
def test_another_type_is_said_in_words(arguments: tuple[Any, ...], said: str) -> None:
    with pytest.raises(TypeError, match=said):
        circuit(*arguments)


def test_of_a_tie_within_an_array_the_formula_says_which_place() -> None:
    """`where x is max1` would be two places."""
    found = circuit("max(x)", x=[1, 3, 3])
    assert found.gates[0].expressions == ("dmax1 at argmax(x)",)
    assert found.gradients["x"] == (0, 1, 0)


@pytest.mark.parametrize(("written", "value"), [("10²", 100), ("2⁻¹", 0.5), ("-3²", -9), ("[2², 3]", (4, 3))])
def test_a_raised_number_is_a_power_in_a_value_too(written: str, value: object) -> None:
    found = circuit("x * 1", x=written)
    assert found.inputs[0].value == value

"""Stages with names, what a text gives itself, its own functions, the gradient from above, shapes that follow."""

from typing import Any

import pytest

from netcalc import Circuit, SpecError, circuit
from netcalc.circuits.laying.names import names
from netcalc.circuits.reading.program import understood

COMPOUND = "q = x + y; f = q*z"
AT = {"x": -2, "y": 5, "z": -4}


def test_names_of_stages_are_kept() -> None:
    found = circuit(COMPOUND, AT)
    assert (found.output, found.value) == ("f", -12)
    assert found.gradients == {"x": -4, "y": -4, "z": 3, "q": -4, "f": 1}
    assert [(stage.name, stage.expression, stage.value, stage.gradient) for stage in found.stages] == [
        ("q", "x + y", 3, -4),
        ("f", "q*z", -12, 1),
    ]
    assert [(gate.name, gate.op, gate.stage) for gate in found.gates] == [("q", "add", True), ("f", "mul", True)]


def test_the_number_of_a_kind_is_used_up_by_a_stage() -> None:
    found = circuit("q = a + b; r = c + d; r + q * a", dict.fromkeys("abcd", 1))
    assert [gate.name for gate in found.gates] == ["q", "r", "mul1", "add3"]
    assert [stage.name for stage in found.stages] == ["q", "r"]


@pytest.mark.parametrize(
    "text",
    [
        "q = x + y\nf = q*z",
        "q = x + y  # q becomes 3\nf = q * z  # f becomes -12; done",
        "# set some inputs\nx = -2; y = 5; z = -4\n\n# forward\nq = x + y # 3\nf = q * z\n",
        "import math\nq = (x +\n  y)\nf = q \\\n * z",
        "q = x\n  + y\nf = q\n* z",
        "g = lambda a, b: a + b\nf = g(x, y) * z",
        "g(a, b) = a + b\nf = g(x, y) * z",
        "f(x, y, z) = (x + y)z".replace(")z", ")·z"),
        "q = x + y; p = q; f = p*z",
    ],
)
def test_however_a_text_is_laid_out(text: str) -> None:
    given = {} if text.startswith("#") else AT
    found = circuit(text, given)
    assert (found.value, found.output) == (-12, "f")
    assert [found.gradients[name] for name in "xyz"] == [-4, -4, 3]


def test_what_is_given_outside_goes_before_what_the_text_sets() -> None:
    assert circuit("x = 3; w = [2, -3]\nf = w[0] * x + w[1]", x=5).value == 7


def test_a_stage_that_is_another_name_has_the_gradient_of_its_own_uses() -> None:
    found = circuit("q = x; f = q*x", x=3)
    assert (found.gradients["x"], found.gradients["q"]) == (6, 3)
    assert [gate.op for gate in found.gates] == ["identity", "mul"]


def test_a_stage_that_nothing_reads_has_no_gradient() -> None:
    found = circuit("q = x * y; r = q * 7; f = q + x", x=2, y=3)
    assert (found.output, found.value, found.gradients["r"]) == ("f", 8, 0)
    assert circuit("q = x*2; r = q + 1; q", x=3).value == 6


@pytest.mark.parametrize(
    ("text", "at", "code", "line", "column", "said"),
    [
        ("q = x; q = y; q*2", {"x": 1, "y": 2}, "duplicate-name", 1, 12, "q is set twice"),
        ("q = x\nx*2\nq", {"x": 1}, "invalid-expression", 2, 1, "only the last stage may be without a name"),
        ("q = x\nq += y", {"x": 1, "y": 2}, "invalid-expression", 2, 3, "a stage is set once"),
        ("f = q*2\nq = x*3\nf*q", {"x": 1}, "unknown-reference", 1, 5, "worked out further on"),
        ("q = x + y; f = q*z", {**AT, "q": 3}, "duplicate-name", None, None, "worked out here"),
        ("q = x + y; f = q*z", {**AT, "dq": 3}, "unknown-reference", None, None, "the last stage alone: df"),
        ("# nothing", {}, "invalid-expression", 1, 1, "not arithmetic"),
        ("x = 3", {}, "invalid-expression", 1, 1, "nothing is worked out"),
        ("f = lambda x: f(x); f(1)", {}, "invalid-expression", 1, 15, "not a function"),
        ("f = lambda x: x; f(1, 2)", {}, "invalid-expression", 1, 18, "f takes 1 inputs"),
        ("q = x\nf = 1 / (q - q)", {"x": 1}, "not-finite", 2, 7, "f: its value is not a finite number"),
        ("q = x\nf = q ** y", {"x": -1, "y": 2}, "not-finite", 2, 7, "f: its gradient on y does not exist"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    text: str, at: dict[str, Any], code: str, line: int | None, column: int | None, said: str
) -> None:
    with pytest.raises(SpecError) as raised:
        circuit(text, at)
    problem = raised.value.problems[0]
    assert problem.code == code
    assert (problem.place and problem.place.line, problem.place and problem.place.column) == (line, column)
    assert said in f"{problem.message} {problem.hint}"


def test_functions_of_functions_do_not_grow_without_bound() -> None:
    doubling = "\n".join(f"f{n} = lambda x: f{n - 1}(f{n - 1}(x))" for n in range(1, 40))
    with pytest.raises(SpecError, match="more than 20,000 gates"):
        circuit(f"f0 = lambda x: x + 1\n{doubling}\nf39(a)", a=1)
    deep = "abs(" * 150
    nested = "\n".join(f"f{n} = lambda x: {deep}f{n - 1}(x){')' * 150}" for n in range(1, 6))
    with pytest.raises(SpecError, match="nests deeper than 250"):
        circuit(f"f0 = lambda x: x + 1\n{nested}\nf5(a)", a=1)


def test_what_nests_as_deep_as_it_may_is_worked_out() -> None:
    assert circuit("abs(" * 195 + "W @ x" + ")" * 195, x=[1, 2], dout=[1, 1, 1]).inputs[0].shape == (3, 2)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("w·x + b", 1), ("w @ x + b", 1), ("np.dot(w, x) + b", 1), ("w.dot(x) + b", 1), ("sum(w * x) + b", 1),
        ("step(w·x + b)", 1), ("w[0]*x[0] + w[1]*x[1] + b", 1), ("mean(w * x) * 2 + b", 1), ("max(w*x) + b", 6 - 3),
        ("w^T @ x + b", 1), ("wᵀ·x + b", 1), ("x.T.dot(w) + b", 1), ("|min(w*x)| + b", 2 - 3), ("||x||² + b", 5 - 3),
        ("norm(x)**2 + b", 5 - 3), ("2·b", -6), ("sum(w[0:1]) + b", 2 - 3), ("w[-1] + b", -6),
        ("np.maximum(b, 5)", 5), ("sum(softmax(x)) + b", 1 - 3), ("sum(exp(log_softmax(w)))", 1),
        ("np.sum(w) + math.sqrt(4)", 1), ("np.square(b) - pow(b, 2)", 0), ("max(np.abs(w))", 3), ("x.sum()", -3),
        ("-w[1]", 3), ("1.0 / (1 + math.exp(-(b + 3)))", 0.5), ("ln(exp(b))", -3), ("b^2 - b²", 0),
    ],
)  # fmt: skip
def test_the_words_of_the_blackboard(text: str, value: float) -> None:
    at = {"w": [2, -3], "x": [-1, -2], "b": -3}
    found = circuit(text, {name: at[name] for name in names(understood(text))})
    assert found.value == pytest.approx(value)
    assert found.max_gradient_error < 1e-6


def test_upstream_and_shapes_that_follow() -> None:
    found = circuit("D = W @ X", X="10x3", dD="5x3")
    assert {each.name: (each.shape, each.drawn, each.worked_out) for each in found.inputs} == {
        "W": ((5, 10), True, True),
        "X": ((10, 3), True, False),
    }
    assert [each.expression for each in found.inputs] == ["dD @ X.T", "W.T @ dD"]


def made(text: str, **values: Any) -> Circuit:
    return circuit(text, values)


@pytest.mark.parametrize(
    ("text", "values", "shapes"),
    [
        ("W @ X", {"X": "10x3", "dD": "5x3"}, {"W": (5, 10)}),
        ("W @ X", {"W": "5x10", "dout": "5x3"}, {"X": (10, 3)}),
        ("W.dot(X)", {"W": "5x10", "dD": "5x3"}, {"X": (10, 3)}),
        ("D = W·X", {"W": "5x10", "dD": "5x3"}, {"X": (10, 3)}),
        ("relu(W @ x)", {"x": [1, 2], "dout": [1, 1, 1]}, {"W": (3, 2)}),
        ("h = relu(W1 @ x); s = W2 @ h", {"x": "4x1", "W2": "2x3", "ds": "2x1"}, {"W1": (3, 4)}),
        ("s = (X.T @ W.T)", {"X": "4x1", "ds": "1x3"}, {"W": (3, 4)}),
        ("f = w·x", {"x": [1, 2, 3], "df": 1}, {"w": (3,)}),
        ("y = 2 * X", {"dy": "2x3"}, {"X": (2, 3)}),
    ],
)
def test_shapes_follow(text: str, values: dict[str, Any], shapes: dict[str, tuple[int, ...]]) -> None:
    found = circuit(text, values)
    assert {each.name: each.shape for each in found.inputs if each.worked_out} == shapes
    assert found.max_gradient_error < 1e-6


def test_the_gradient_from_above_is_multiplied_in() -> None:
    assert made("x * y", x=2, y=3, dout=10).gradients == {"x": 30, "y": 20}
    assert made("f = x * y", x=2, y=3, df=10).gradients == {"x": 30, "y": 20, "f": 10}
    found = made("D = W @ x", W=[[1, 2], [3, 4]], x=[1, 1], dD=[1, -1])
    assert found.gradients == {"W": ((1, 1), (-1, -1)), "x": (-2, -2), "D": (1, -1)}
    assert found.seed is None


def test_a_name_that_the_expression_has_is_no_gradient_from_above() -> None:
    assert made("f = x * df", x=2, df=10).value == 20


def test_a_gradient_from_above_of_another_shape_is_refused() -> None:
    with pytest.raises(SpecError, match="dD is 5x4, but D is 5x3"):
        made("D = W @ X", W="5x10", X="10x3", dD="5x4")


def test_the_slides_program_of_vectorised_code() -> None:
    """CS231n (2015), lecture 5: W 5x10, X 10x3, dD as large as D."""
    found = circuit(
        "W = np.random.randn(5, 10)\nX = np.random.randn(10, 3)\nD = W.dot(X)\ndD = np.random.randn(*D.shape)"
    )
    assert found.shape == (5, 3)
    assert {each.name: each.shape for each in found.inputs} == {"W": (5, 10), "X": (10, 3)}


def test_powers_written_with_a_hat_are_said_once() -> None:
    assert circuit("x^2 + y^2", x=1, y=2).notes == ("^ is a power, which Python writes **",)
    assert circuit("x**2", x=1).notes == ()

"""Words that are not ours: a hint never names a function that means something else."""

import re

import pytest

from netcalc import SpecError, circuit
from netcalc.circuits.ops import FUNCTIONS
from netcalc.circuits.reading.habits import BY_ITSELF, LOGIC
from netcalc.circuits.reading.words import MEANT, meant


def hint(text: str) -> str:
    with pytest.raises(SpecError) as raised:
        circuit(text, {name: [1.0, 2.0] if name in "WX" else 1.0 for name in "xyWX" if re.search(rf"\b{name}\b", text)})
    return raised.value.problems[0].hint


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("log10(x)", "write log(x) / log(10)"),
        ("tan(x)", "write sin(x) / cos(x)"),
        ("sign(x)", ""),
        ("argmax(X)", ""),
        ("softmx(X)", "write softmax(...)"),
        ("sigmod(x)", "write sigmoid(...)"),
        ("np.leakyrelu(x)", "write leaky_relu(...)"),
        ("np.log2(x)", "write log(x) / log(2)"),
        ("X.std()", "write sqrt(mean((x - mean(x))**2))"),
        ("y(x)", "a product is written y * (...)"),
        ("sqrt x", "write sqrt(...)"),
        ("1 + √x²", "a power behind a root has brackets: (√x)² or √(x²)"),
        ("math.pi * x", "write pi, and give pi=3.141592653589793"),
        ("pi * x", "give pi=3.141592653589793"),
        ("np.e ** x", "e to the power of x is written exp(x)"),
        ("q = x; q = y", "give the second a name of its own: q2 = ..."),
        ("σ(x)(1 - σ(x))", "a product is written with a sign: (x + y) * z; of vectors and matrices w·x"),
        ("Wᵀx", "a product is written with a sign: (x + y) * z; of vectors and matrices w·x"),
        ("W'", "a transpose is written W.T"),
        ("sin²(x)", "write sin(...)**2"),
        ("ln x", "write ln(...)"),
        ("np.zeros(3) + X", ""),
        ("len(X)", ""),
        ("(x > 0) * x", "where a value is above another: step(x - y), which is 1 from 0 on; max(x, y) is the larger"),
        ("W @ Y", "give Y=VALUE, or a shape such as Y=5x10"),
        ("math.exp(x", "close this bracket: write ) behind what stands in it"),
        ("exp(x))", "leave it out, or open it: write ( further to the left"),
        ("__import__(x)", ""),
        ("eval(x)", ""),
        ("act(x)", "a product is written act * (...); a function is defined before: act(x) = ..."),
        ("x and y", LOGIC),
        ("x XOR y", LOGIC),
        ("¬x", LOGIC),
        ("x == y", "no gate tells equal values; step(x - y) is 1 where x >= y"),
        ("x if y else 1", "a choice is max(x, y) or min(x, y); step(x) is 1 from 0 on"),
        ("[[1, 2], [3, 4]] @ X", "give it a name: v = [1, 2]; W = [[1, 2], [3, 4]]; W @ v"),
        ("[(x + y) * 2] / 2", "brackets that hold things together are round: (x + y) * z"),
        ("{x + y} * 2", "brackets that hold things together are round: (x + y) * z"),
        ("q = x + y f = q * x", "stages have a ; between them, or a line each: q = x + y; f = q * z"),
        ("f'(x)", BY_ITSELF),
        ("∂x", BY_ITSELF),
        ("\\sigma(x)", "LaTeX is not read: write σ(x) or sigmoid(x), x / y, w·x, W_1"),
        ("lambda * x", "lambda is a word of Python's own: give the name another letter, lambda_"),
        ("x + in", "in is a word of Python's own: give the name another letter, in_"),
        ("∑x", "the sum of an array's values is sum(x)"),
        ("1,000 * x", "a number has no commas: 1000"),
        ("X.shape", "a shape is no value; sum(x) and mean(x) go over all values"),
    ],
)
def test_what_is_written_instead(text: str, wanted: str) -> None:
    assert hint(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "softmax(X)",
        "sig(x)",
        "W.dot(X)",
        "np.square(x)",
        "ln(x)",
        "np.dot(W, X)",
        "σ(x)",
        "W ∘ X",
        "½·x",
        "½ (x + 1)²",
        "½x² + ¼√x",
        "½‖W‖²",
        "tf.nn.relu(x)",
        "(W)ᵀ·X",
    ],
)
def test_what_was_once_led_astray_is_understood(text: str) -> None:
    circuit(text, {name: [1.0, 2.0] if name in "WX" else 1.0 for name in "xWX" if re.search(rf"\b{name}\b", text)})


@pytest.mark.parametrize("word", MEANT)
def test_no_hint_for_a_known_word_names_another_function(word: str) -> None:
    assert word not in FUNCTIONS
    named = re.fullmatch(r"write (\w+)\(\.\.\.\)", meant(word))
    assert named is None


@pytest.mark.parametrize("word", [word for word, formula in MEANT.items() if formula])
def test_what_a_hint_says_can_be_written(word: str) -> None:
    formula = MEANT[word].partition(", where")[0]
    at = {"x": [1.0, 2.0], "y": 2.0, "a": 0.0, "b": 1.0}
    circuit(formula, {name: value for name, value in at.items() if re.search(rf"\b{name}\b", formula)})


def message(text: str, **at: object) -> tuple[str, str]:
    with pytest.raises(SpecError) as raised:
        circuit(text, at)
    (problem,) = raised.value.problems
    return problem.message, problem.hint


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("D = W.dot(X)", {"X": "10x3", "dD": "5x4"}, "whatever W is: X is 10x3, so the product has 3 columns"),
        ("D = W.T @ X", {"X": "10x3", "dD": "5x4"}, "whatever W.T is: X is 10x3"),
        ("W @ X.T", {"W": "10x3", "X": "3x10"}, "D reads W and X.T: 10x3 @ 10x3"),
        ("exp(W) @ (X + X)", {"W": "10x3", "X": "5x10"}, "D reads exp(W) and X + X: "),
        ("q = X.T; W @ q", {"W": "10x3", "X": "3x10"}, "D reads W and q: "),
        ("W[2, 99]", {"W": "10x3"}, "there is no column 99: they go from 0 to 2"),
        ("W[10]", {"W": "10x3"}, "there is no row 10: they go from 0 to 9"),
        ("x * y", {"x": 1, "y": "a"}, "y: `a` is no number, vector"),
        ("x * y", {"x": 1, "y": "5x10x2"}, "y: `5x10x2` has too many axes"),
    ],
)
def test_a_message_names_what_somebody_wrote(text: str, at: dict[str, object], said: str) -> None:
    assert said in message(text, **at)[0]


def test_a_product_given_for_a_shape_is_told_from_it() -> None:
    assert circuit("X / 2", X="10*3").value == 15
    assert message("W @ X", W="5x10", X="10*3")[1] == "X=10*3 is a number; a shape is written X=10x3"
    assert circuit("W @ X", W="5x10", X="[10x3]").shape == (5, 3)  # as the slide writes it


@pytest.mark.parametrize("name", ["dQ", "dq", "dx", "dF"])
def test_a_gradient_given_elsewhere_is_led_to_the_last_stage(name: str) -> None:
    at = {"x": 1, "y": 2, "z": 3, name: 2}
    assert (
        message("q = x + y; f = q * z", **at)[1] == "the gradient from above is given for the last stage alone: df=..."
    )


def test_lists_are_read_with_fractions_and_bare_points() -> None:
    assert circuit("W", W="[[.5, 1/4], [1., -2]]").value == ((0.5, 0.25), (1.0, -2.0))


def test_a_vector_beside_as_many_rows_is_led_to_a_column() -> None:
    assert message("W + b", W="2x3", b=[1, 2])[1] == "a value for each row is a column: 2x1"
    assert message("W + b", W="2x3", b=[1, 2, 3, 4])[1] == ""


@pytest.mark.parametrize(
    ("program", "line", "message"),
    [
        ("x = [-1, -2]\nf = x[0] * 2\ndx = [2 * f, 0]", 3, "dx: `[2 * f, 0]` is not a list of numbers"),
        (
            "D = W.dot(X)\ndD = np.random.randn(*D.shape)\ndW = dD.dot(X.T)",
            3,
            "dD is the gradient that comes from above",
        ),
    ],
)
def test_a_backward_pass_that_is_typed_too_is_named_at_its_line(program: str, line: int, message: str) -> None:
    with pytest.raises(SpecError) as raised:
        circuit(program, {"W": [[1.0]], "X": [[1.0]]} if "W" in program else {})
    problem = raised.value.problems[0]
    assert problem.message.startswith(message)
    assert problem.place is not None
    assert problem.place.line == line
    assert "backward pass" in problem.hint

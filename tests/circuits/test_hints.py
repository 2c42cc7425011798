"""Words that are not ours: a hint never names a function that means something else."""

import re

import pytest

from netcalc import SpecError, circuit
from netcalc.circuits.ops import FUNCTIONS
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

"""Formulas as trees: what they come to, and how they are written."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcalc.explanation.formulas.formula import Formula, Letter, Number, Rounded, rounded_down, rounded_up
from netcalc.explanation.formulas.writing import LATEX, LATEX_NUMBERS, NUMBERS, TEXT, letters, write
from tests.support.exact import from_latex, worked_out

W, F, P, S, M = Letter(32, "W1"), Letter(5, "F"), Letter(2, "P"), Letter(3, "S"), Letter(-2, "margin")


@pytest.mark.parametrize(
    ("formula", "text", "numbers", "value"),
    [
        ((W - F + (P + P)) / S + 1, "(W1 - F + 2P)/S + 1", "(32 - 5 + 2·2)/3 + 1", Fraction(32 - 5 + 2 * 2, 3) + 1),
        (W - (F - 1), "W1 - (F - 1)", "32 - (5 - 1)", 32 - 4),
        (W - (F + P), "W1 - (F + P)", "32 - (5 + 2)", 32 - 7),
        (W + (F - 1), "W1 + F - 1", "32 + 5 - 1", 32 + 4),
        (W - M, "W1 - margin", "32 - (-2)", 32 + 2),
        (W + M, "W1 + margin", "32 + (-2)", 32 - 2),
        (M + W, "margin + W1", "-2 + 32", 30),
        (W + (M + F), "W1 + margin + F", "32 + (-2 + 5)", 32 - 2 + 5),
        (W * M, "W1·margin", "32·(-2)", -64),
        (W - -1 * (P + P), "W1 + 2P", "32 + 2·2", 36),
        (W + (-1 * M + -1 * M), "W1 - 2·margin", "32 - 2·(-2)", 36),
        (W + (-1 * P + -1 * F), "W1 - (P + F)", "32 - (2 + 5)", 25),
        (F * F * (W / Letter(2, "g")) * 10, "F·F·(W1/g)·10", "5·5·(32/2)·10", 5 * 5 * 16 * 10),
        (W / (F * P), "W1/(F·P)", "32/(5·2)", Fraction(32, 10)),
        (W / F / P, "(W1/F)/P", "(32/5)/2", Fraction(32, 10)),
        (F * P / S, "F·P/S", "5·2/3", Fraction(10, 3)),
        (2 * Letter(9, "macs"), "2·macs", "2·9", 18),
        (2 * Letter(2, "P_left"), "2P_left", "2·2", 4),
        (rounded_down(W / F) + 1, "⌊W1/F⌋ + 1", "⌊32/5⌋ + 1", 7),
        (rounded_up((W - 1) / F) * 2, "⌈(W1 - 1)/F⌉·2", "⌈(32 - 1)/5⌉·2", 14),
        (Letter(Fraction(1, 8), "J1") * S, "J1·S", "(1/8)·3", Fraction(3, 8)),
        (Letter(Fraction(1, 3), "J1") * S, "J1·S", "(1/3)·3", 1),
    ],
)
def test_brackets_stand_where_the_tree_needs_them(
    formula: Formula, text: str, numbers: str, value: int | Fraction
) -> None:
    assert (write(formula), write(formula, NUMBERS), formula.value) == (text, numbers, value)
    assert isinstance(formula.value, int) == (Fraction(value).denominator == 1)


@pytest.mark.parametrize(
    ("made", "left"),
    [(W + 0, W), (0 * W + F, F), (W - 0, W), (W * 1, W), (1 * W, W), (W / 1, W), (Number(1) - 1, Number(0))],
)
def test_what_changes_nothing_is_left_out(made: Formula, left: Formula) -> None:
    assert made == left


def test_in_latex_letters_have_their_indices_and_words_stand_upright() -> None:
    made = (W - Letter(3, "F_w") + 2 * Letter(1, "P_left")) / S * Letter(1, "output_pad_w") + Letter(1, "fc-1.x")
    upright = r"(W_{1} - F_{w} + 2P_{left})/S) \cdot \mathrm{output\_pad\_w} + \mathrm{fc{-}1.x}"
    assert write(made, LATEX) == "(" + upright
    assert write(Letter(1, "R1_w"), LATEX) == "R_{1,w}"


def test_letters_are_met_in_the_order_of_writing() -> None:
    assert letters((W - F + (P + P)) / S + F) == [W, F, P, S, F]


def trees(inner: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    two = st.tuples(inner, inner)
    return st.one_of(
        two.map(lambda pair: pair[0] + pair[1]),
        two.map(lambda pair: pair[0] - pair[1]),
        two.map(lambda pair: pair[0] * pair[1]),
        two.map(lambda pair: pair[0] / pair[1] if pair[1].value != 0 else pair[0] * pair[1]),  # a filter's repr grows
        inner.map(lambda each: -1 * each),
        inner.map(rounded_down),
        inner.map(rounded_up),
    )


REAL = st.integers(-9, 9) | st.fractions(-3, 3, max_denominator=9).filter(lambda number: number.denominator > 1)
LEAVES = st.builds(Letter, REAL, st.sampled_from(["F", "W1", "margin", "P_left"])) | st.builds(
    Number, st.integers(-3, 3)
)


@given(st.recursive(LEAVES, trees, max_leaves=12))
def test_what_is_written_comes_to_the_value(formula: Formula) -> None:
    numbers = write(formula, NUMBERS)
    assert worked_out(numbers) == formula.value
    assert from_latex(write(formula, LATEX_NUMBERS)) == numbers
    text = write(formula, LATEX)
    assert text.count("{") == text.count("}")
    assert isinstance(formula, Rounded) <= isinstance(formula.value, int)
    assert write(formula, TEXT) == write(formula)

"""Arithmetic as text: exact, bounded, and nothing else."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcalc.text.numbers.exact import FUNCTIONS, evaluate
from netcalc.text.numbers.expression import ExpressionError, parse

NAMES = {"x": Fraction(3), "width": Fraction(64), "half": Fraction(1, 2)}


def worked(text: str) -> Fraction:
    return evaluate(parse(text, functions=FUNCTIONS), NAMES)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4 * width", Fraction(4 * 64)),
        ("4/2", Fraction(2)),
        ("(7 - 3)/3 + 1", Fraction(7 - 3, 3) + 1),
        ("7 // 2", Fraction(7 // 2)),
        ("-7 // 2", Fraction(-7 // 2)),
        ("7 % 4", Fraction(7 % 4)),
        ("2**10", Fraction(2**10)),
        ("2**-1", Fraction(1, 2)),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("1e3", Fraction(1000)),
        ("1_000", Fraction(1000)),
        ("+x - -x", Fraction(6)),
        ("min(x, 2, width)", Fraction(2)),
        ("max(x, 2)", Fraction(3)),
        ("round(2.6)", Fraction(3)),
        ("ceil(half)", Fraction(1)),
        ("floor(-half)", Fraction(-1)),
    ],
)
def test_arithmetic_is_exact(text: str, value: Fraction) -> None:
    assert worked(text) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not arithmetic"),
        ("2 +", "not arithmetic"),
        ("__import__('os')", "not a function"),
        ("x # 1", "not arithmetic"),
        ("min()", "takes an input"),
        ("math.ceil(x)", "`math.ceil` is not a function"),
        ("x.real", "only arithmetic"),
        ("[1][0]", "only arithmetic"),
        ("(lambda: 1)()", "not a function"),
        ("'a' * 3", "only numbers"),
        ("True", "only numbers"),
        ("3j", "only numbers"),
        ("0x10", "not a decimal number"),
        ("2 ^ 3", r"a power is written \*\*"),
        ("1 << 3", "operator may not"),
        ("1 if x else 2", "only arithmetic"),
        ("x and 1", "only arithmetic"),
        ("y + 1", "nothing is called `y`"),
        ("1 / 0", "divides by zero"),
        ("1 // (x - 3)", "divides by zero"),
        ("2 ** 0.5", "whole exponent"),
        ("9 ** 9 ** 9", "exponent"),
        ("round(1, 2)", "takes one number"),
        ("min(*x)", "only arithmetic"),
        ("max(x, key=x)", "not a function"),
        ("1 +" * 500 + "1", "longer than|nests deeper"),
        ("(" * 300 + "1" + ")" * 300, "not arithmetic|nests"),
        ("-" * 400 + "1", "nests deeper"),
        ("x" * 2000, "longer than"),
        ("1e999999999", "too large|not a decimal"),
    ],
)
def test_nothing_else_is_worked_out(text: str, said: str) -> None:
    with pytest.raises(ExpressionError, match=said):
        worked(text)


def test_an_error_points_at_its_column() -> None:
    with pytest.raises(ExpressionError) as raised:
        worked("x + unknown")
    assert (raised.value.column, raised.value.name) == (5, "unknown")


@pytest.mark.parametrize(
    ("text", "column"),
    [("  x + (y", 7), ("θ * 3j", 5), ("(x + θ) ^ 2", 9), ("x +\n 3j", 6), ("1 + x.real", 5), ("é + (ü) << 2", 9)],
)
def test_columns_count_characters_and_operators_are_where_they_stand(text: str, column: int) -> None:
    with pytest.raises(ExpressionError) as raised:
        worked(text)
    assert raised.value.column == column


def test_nothing_is_warned_of(recwarn: pytest.WarningsRecorder) -> None:
    for text in ("1if x else 2", "'\\d'", "0x1for x in y", "1(2)"):
        with pytest.raises(ExpressionError):
            worked(text)
    assert not recwarn.list


@given(st.text(max_size=80))
def test_any_text_is_worked_out_or_refused(text: str) -> None:
    try:
        made = worked(text)
    except ExpressionError:
        return
    assert isinstance(made, Fraction)


@given(
    st.recursive(
        st.integers(0, 99).map(str),
        lambda each: st.builds("({} {} {})".format, each, st.sampled_from("+-*"), each),
        max_leaves=12,
    )
)
def test_it_agrees_with_python(text: str) -> None:
    assert worked(text) == eval(text)  # noqa: S307  the tests' own text


def test_rounding_goes_to_even_as_in_python() -> None:
    assert [worked(f"round({x})") for x in ("0.5", "1.5", "2.5")] == [round(0.5), round(1.5), round(2.5)]
    assert worked("floor(7/2 + 1/2)") == math.floor(3.5 + 0.5)

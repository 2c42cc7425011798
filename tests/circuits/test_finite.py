"""A value that is not there, or is not understood, is told with what would be."""

from typing import Any

import pytest

from netcalc import SpecError, circuit


def problem(text: str, **given: Any) -> tuple[str, str]:
    with pytest.raises(SpecError) as raised:
        circuit(text, given)
    return raised.value.problems[0].message, raised.value.problems[0].hint


@pytest.mark.parametrize(
    ("text", "given", "seen", "hint"),
    [
        ("log(x)", {"x": 0}, "(x = 0)", "a logarithm is there only above 0"),
        ("log(x)", {"x": [1, 0, 2]}, "(x = [1, 0, 2])", "a logarithm is there only above 0"),
        ("sqrt(x)", {"x": -1}, "(x = -1)", "a square root is there only from 0 on"),
        ("x / y", {"x": 0, "y": 0}, "(x = 0, y = 0)", "there is no division by 0"),
        ("x ** y", {"x": 0, "y": -1}, "(x = 0, y = -1)", "0 to a power below 0 would be a division by 0"),
        ("x ** 0.5", {"x": -1}, "(x = -1)", "below 0 only whole powers are there"),
        ("exp(x)", {"x": 1000}, "(x = 1000)", "a number of 64 bits ends near 1.8e308"),
        ("x ** y", {"x": 10, "y": 1000}, "(x = 10, y = 1000)", "a number of 64 bits ends near 1.8e308"),
        ("norm(x)", {"x": [0, 0]}, "(x = [0, 0])", "a length of 0 points nowhere"),
        ("sqrt(x)", {"x": 0}, "(x = 0)", "at 0 a square root rises straight up: its slope 1/(2·sqrt(x)) has no end"),
    ],
)
def test_what_is_not_finite_says_where_it_would_be(text: str, given: dict[str, Any], seen: str, hint: str) -> None:
    message, wanted = problem(text, **given)
    assert message.endswith(seen)
    assert wanted == hint


def test_where_zero_is_raised_to_zero_there_is_no_gradient_in_the_exponent() -> None:
    """0 ** y is 1 at y = 0 and 0 above it; from 0 ** 2 nothing comes back."""
    assert problem("x ** y", x=0, y=0)[0] == "pow1: its gradient on y does not exist (x = 0, y = 0)"
    assert circuit("x ** y", x=0, y=2).gradients == {"x": 0, "y": 0}


def test_a_list_that_is_no_list_of_numbers_has_no_name() -> None:
    assert problem("[x, y]")[0].startswith("`[x, y]` is not a list of numbers")


def test_nothing_written_is_told() -> None:
    assert problem(" ") == ("this is not arithmetic", "there is no expression here")
    assert problem("x + 1", x="")[0] == "x: there is nothing behind the = sign"


def test_a_number_before_brackets_is_a_factor() -> None:
    assert problem("2.5(x + 1)", x=1)[1] == "a product is written 2.5 * (...)"


def test_the_shape_of_a_square_product_follows_too() -> None:
    found = circuit("D = W.dot(X)", X="2x2", dD="2x2")
    assert [each.name for each in found.inputs if each.worked_out] == ["W"]
    assert {each.name: each.shape for each in found.inputs} == {"W": (2, 2), "X": (2, 2)}


def test_many_digits_are_refused() -> None:
    problem("9" * 19_000 + "*x", x=1)

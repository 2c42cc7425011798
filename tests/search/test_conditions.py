"""Conditions: a query held against a value, two, or another query; what is no condition is said."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from netcalc.problems import Unreadable
from netcalc.report.query import Query, Value
from netcalc.search.asking.reading import read_conditions

NAMES = ("conv1", "conv2")


def found(**answers: Any) -> Callable[[Query], Value]:
    """Answer queries, written with two underscores for a dot."""
    known = {name.replace("__", "."): value for name, value in answers.items()}
    return lambda query: known[query.text]


@pytest.mark.parametrize(
    ("text", "params", "holds"),
    [
        ("totals.params <= 5M", 5_000_000, True),
        ("totals.params <= 5M", 5_000_001, False),
        ("totals.params<5M", 5_000_000, False),
        ("totals.params ≥ 61,706", 61_706, True),
        ("totals.params = 61706", 61_706, True),
        ("totals.params != 61706", 61_706, False),
        ("totals.params ~ 61.7k", 61_706, True),
        ("61k <= totals.params", 61_706, True),
        ("5M > totals.params", 61_706, True),
        ("totals.params <= 5M", None, False),
        ("totals.params != 5", None, False),
    ],
)
def test_a_number_is_compared(text: str, params: int | None, holds: bool) -> None:  # noqa: FBT001
    (condition,) = read_conditions([text], NAMES)
    assert condition.holds(found(totals__params=params)) is holds


def test_both_ends_are_two_conditions() -> None:
    low, high = read_conditions(["1M <= totals.params < 2M"], NAMES)
    assert (low.test, low.bound, high.test, high.bound) == (">=", 10**6, "<", 2 * 10**6)


@pytest.mark.parametrize(
    ("text", "answers", "holds"),
    [
        ("conv1.output == 28x28x6", {"conv1__output": (28, 28, 6)}, True),
        ("conv1.output != 28x28x6", {"conv1__output": (28, 28, 6)}, False),
        ("conv1.output >= 20x20x6", {"conv1__output": (28, 28, 6)}, True),
        ("conv1.output == conv1.input", {"conv1__output": (28, 28, 6), "conv1__input": (28, 28, 6)}, True),
        ("conv1.params < conv2.params", {"conv1__params": 3, "conv2__params": 4}, True),
        ("conv2.receptive_field.size >= 14", {"conv2__receptive_field.size": (14, 20)}, True),
        ("conv2.receptive_field.size >= 15", {"conv2__receptive_field.size": (14, 20)}, False),
        ("conv2.receptive_field.size >= 15", {"conv2__receptive_field.size": "all"}, False),
        ("conv2.receptive_field == 5x5", {"conv2__receptive_field": (5, 5)}, True),
        ("memory.peak <= 8GiB", {"memory__peak": 8 * 2**30}, True),
        ("conv1.macs.percent <= 30", {"conv1__macs.percent": Fraction(3001, 100)}, False),
        ("valid", {"valid": True}, True),
        ("not valid", {"valid": True}, False),
        ("valid == false", {"valid": False}, True),
        ("conv1.kind == conv", {"conv1__kind": "conv"}, True),
    ],
)
def test_any_query_is_compared(text: str, answers: dict[str, Any], holds: bool) -> None:  # noqa: FBT001
    (condition,) = read_conditions([text], NAMES)
    assert condition.holds(found(**answers)) is holds


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("totals.params", "is no condition: it says nothing that can be true or false"),
        ("totals.params <= banana", "is a number, a bound"),
        ("totals.params <= 5 MiB", "is a number of params, and `5 MiB` is a number of bytes"),
        ("conv9.output == 3", "nothing is called `conv9.output`"),
        ("totls.params <= 3", "did you mean `totals.params`"),
        ("conv1.output.width == 3", "a volume is compared as a whole"),
        ("conv1.output == banana", "is numbers such as 28x28x6"),
        ("conv1.kind <= conv", "is no number"),
        ("conv1.output ~ 28x28x6", "a number that is written rounded"),
        ("totals.params ~ totals.macs", "a number that is written rounded"),
        ("1 <= totals.params >= ", "is no condition"),
        ("1 == totals.params == 2", "both ends"),
        ("1 < totals.params < 2 < 3", "is no condition"),
        ("", "the condition is empty"),
        (" ", "the condition is empty"),
        ("valid and totals.params <= 3", "each condition has a `--where` of its own"),
        ("totals.params <= 3, valid", "each condition has a `--where` of its own"),
        ("-5", "`-5` is no condition: it asks for nothing"),
        ("5M", "`5M` is no condition: it asks for nothing"),
        ("x" * 300, "at most 200 characters"),
    ],
)
def test_what_is_no_condition_is_said(text: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_conditions([text], NAMES)


@pytest.mark.parametrize(
    ("text", "answers", "off"),
    [
        ("totals.params <= 100", {"totals__params": 130}, 30),
        ("totals.params <= 100", {"totals__params": 30}, 0),
        ("conv1.output == 28x28x6", {"conv1__output": (27, 30, 6)}, 3),
        ("conv1.output == 28x28x6", {"conv1__output": (10,)}, None),
        ("conv1.output == 28", {"conv1__output": (28, 28, 6)}, None),
        ("totals.params ~ 61.7k", {"totals__params": 61_800}, 100 - 50),
        ("valid", {"valid": False}, None),
        ("totals.params <= 100", {"totals__params": None}, None),
        ("totals.params < 100", {"totals__params": 100}, 1),  # 99 would do
        ("totals.params > 100", {"totals__params": 90}, 11),
        ("totals.params != 100", {"totals__params": 100}, None),
        ("conv1.output >= 28x28x6", {"conv1__output": (27, 30, 6)}, 1),  # 30 does
        ("conv1.params < conv2.params", {"conv1__params": 7, "conv2__params": 7}, 1),
        ("conv1.macs.percent < 30", {"conv1__macs.percent": Fraction(61, 2)}, Fraction(1, 2)),
        ("conv2.receptive_field.size == 15x15", {"conv2__receptive_field.size": (14, 14)}, 2),
    ],
)
def test_how_far_off_a_variant_is(text: str, answers: dict[str, Any], off: Fraction | int | None) -> None:
    (condition,) = read_conditions([text], NAMES)
    assert condition.off(found(**answers)) == off

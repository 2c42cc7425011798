"""What `${...}` knows besides arithmetic: lists, comparisons, truths, conditions, texts; bounded, and nothing else."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcalc.problems import Problem
from netcalc.text.templates.template import filled

NAMES: dict[str, Any] = {
    "widths": [64, 128, 256],
    "nested": [[1, 2], [3]],
    "act": "relu",
    "on": True,
    "i": 1,
    "half": Fraction(1, 2),
    "words": ["relu", 1],
}


def worked(expression: str, names: dict[str, Any] = NAMES) -> tuple[Any, list[Problem]]:
    found: list[Problem] = []
    return filled(f"${{{expression}}}", names, (), found), found


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("widths[i]", 128),
        ("widths[-1]", 256),
        ("widths[i - 1] + widths[2]", 64 + 256),
        ("nested[0][i]", 2),
        ("nested[1]", [3]),
        ("[4, half][0]", 4),
        ("[half, 3 * half]", [Fraction(1, 2), Fraction(3, 2)]),
        ("len(widths)", 3),
        ("sum(widths)", 64 + 128 + 256),
        ("sum([])", 0),
        ("min(widths)", 64),
        ("max(widths[0], i)", 64),
        ("max(nested[0])", 2),
        ("i > 0", True),
        ("0 < i < 2 <= len(widths)", True),
        ("0 < i < 1", False),
        ("half == 1/2", True),
        ("act == 'relu'", True),
        ('act != "gelu"', True),
        ("act == 'in' or act == 'is'", False),
        ("nested[0] == [1, 2]", True),
        ("on == 1", False),
        ("on and i", True),
        ("not on or i == 1", True),
        ("true and not false", True),
        ("True", True),
        ("64 if i == 0 else widths[i]", 128),
        ("i > 5 and widths[i] > 0", False),
        ("0 if i else nothing", 0),
        ("'gelu' if on else act", "gelu"),
        ("words", ["relu", 1]),
    ],
)
def test_it_is_worked_out(expression: str, value: object) -> None:
    made, found = worked(expression)
    assert (made, found) == (value, [])
    assert type(made) is type(value)


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("widths[3]", "there is no widths[3]: the last is widths[2]"),
        ("widths[-4]", "there is no widths[-4]"),
        ("widths[half]", "there is no widths[1/2]"),
        ("[][0]", "it is empty"),
        ("i[0]", "`i` is not a list"),
        ("act[0]", "`act` is not a list"),
        ("nested[0] + 1", "[1, 2] is not a number"),
        ("widths < 3", "`widths` is not a number"),
        ("act < 3", "`act` is not a number"),
        ("'a' * 3", "'a' is not a number"),
        ("on + 1", "`on` is not a number"),
        ("1 if act else 2", "`act` is neither a truth nor a number"),
        ("not widths", "`widths` is neither a truth nor a number"),
        ("sum(words)", "'relu' is none"),
        ("max([])", "an empty list is no number"),
        ("len(i)", "`i` is not a list"),
        ("len(widths, widths)", "takes one list"),
        ("widths[0:2]", "only arithmetic"),
        ("widths[0, 1]", "only arithmetic"),
        ("(1, 2)", "only arithmetic"),
        ("i in widths", "not arithmetic"),
        ("i is 1", "not arithmetic"),
        ("act.upper()", "not a function"),
        ("[x for x in widths]", "not arithmetic"),
        ("(i := 3)", "only arithmetic"),
        ("1 if i", "not arithmetic"),
        ("1 << i", "operator may not"),
        ("round(widths)", "`widths` is not a number"),
        ("b'x' == act", "only numbers"),
    ],
)
def test_what_is_not_that_is_said(expression: str, said: str) -> None:
    _, [problem] = worked(expression)
    assert said in problem.message
    assert problem.code == "invalid-value"


def test_an_unknown_name_is_one_also_beside_lists() -> None:
    _, [problem] = worked("widhts[0]")
    assert (problem.code, problem.hint) == ("unknown-reference", "did you mean `widths`?")


def test_values_among_text_are_written_as_a_spec_has_them() -> None:
    found: list[Problem] = []
    assert filled("${on} ${half} ${act} ${i}", NAMES, (), found) == "true 0.5 relu 1"


PARTS = [
    "widths",
    "act",
    "on",
    "i",
    "nothing",
    "'a'",
    "1",
    "0.5",
    "len",
    "sum",
    "max",
    "if",
    "else",
    "and",
    "or",
    "not",
]
SIGNS = ["(", ")", "[", "]", "<", ">", "==", "!=", "<=", "+", "-", "*", "/", "//", "%", "**", ",", " ", "^", ":", "."]


@given(st.lists(st.sampled_from(PARTS + SIGNS), max_size=40).map(" ".join))
def test_any_expression_is_worked_out_or_refused(expression: str) -> None:
    made, found = worked(expression)
    assert len(found) <= 1
    assert not found or made is None


NUMBERS = st.recursive(
    st.integers(0, 9).map(str),
    lambda each: st.one_of(
        st.builds("({} {} {})".format, each, st.sampled_from(["+", "-", "*"]), each),
        st.builds("(({0} if {1} {2} {3} else {4}))".format, each, each, st.sampled_from(["<", "<=", "=="]), each, each),
        st.builds("[{0}, {1}, {2}][{3} % 3]".format, each, each, each, each),
        st.builds("max([{}, {}])".format, each, each),
        st.builds("sum([{}, {}]) * len([{}])".format, each, each, each),
        st.builds("({0} if {1} < {2} <= {3} and not {4} > 3 or {5} != 1 else {0})".format, *[each] * 6),
    ),
    max_leaves=8,
)


@given(NUMBERS)
def test_it_agrees_with_python(expression: str) -> None:
    made, found = worked(expression)
    if not found:
        assert made == eval(expression)  # noqa: S307  the tests' own text
    else:
        assert "longer" in found[0].message


@pytest.mark.parametrize(
    "expression",
    ["(" * 90 + "0<1" + ")<2" * 90, "[" * 90 + "]" * 90, "not " * 240 + "1", "1 if 1 else " * 80 + "1"],
)
def test_what_nests_deep_is_worked_out_or_refused_at_once(expression: str) -> None:
    worked(expression)

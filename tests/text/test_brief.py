"""A value in a sentence stands there as a spec writes it, and briefly."""

from typing import Any

import pytest

from netcalc import Network, SpecError
from netcalc.text.brief import LONGEST, brief


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "null"),
        ([True, None, "a", 1.5], "[true, null, a, 1.5]"),
        ({"layer": ["a", {}], "transpose": False}, "{layer: [a, {}], transpose: false}"),
        ([], "[]"),
        ((), "[]"),
    ],
)
def test_a_value_is_written_as_in_a_spec(value: object, written: str) -> None:
    assert brief(value) == written


def test_what_is_long_deep_or_without_end_is_cut_off() -> None:
    endless: list[Any] = []
    endless += [endless, endless]
    for value in (endless, list(range(10**6)), dict.fromkeys(range(10**6)), "x" * 10**6):
        assert len(brief(value)) == LONGEST
        assert brief(value).endswith("...")


@pytest.mark.parametrize(
    ("layers", "said"),
    [
        ([{"conv": {"filters": 3, "size": 3, "share": ["conv1"]}}], "not [conv1]"),
        ([{"conv": {"filters": 3, "size": 3, "share": {"transpose": True}}}], "not {transpose: true}"),
        ([{"fc": [None]}], "not [null]"),
    ],
)
def test_messages_say_it_so(layers: list[Any], said: str) -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="8x8x3", layers=layers)
    assert caught.value.problems[0].message.endswith(said)


def test_a_var_is_not_python() -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="3", layers=[{"fc": 3}], vars={"x": None})
    assert caught.value.problems[0].message.endswith(", not null")

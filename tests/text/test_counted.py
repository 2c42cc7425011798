"""Counted things: one layer, two layers."""

import pytest

from netcalc.text.counted import counted


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 layers"), (1, "1 layer"), (2, "2 layers"), (1000, "1,000 layers"), (-1, "-1 layers")]
)
def test_one_is_told_from_many(count: int, said: str) -> None:
    assert counted(count, "layer") == said


def test_a_plural_of_its_own_is_given() -> None:
    assert [counted(count, "bias", "biases") for count in (1, 4)] == ["1 bias", "4 biases"]

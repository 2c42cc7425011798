"""How single values are written."""

from fractions import Fraction

import pytest

from netcalc.render.formats import latex
from netcalc.render.values import number, rounded, size, value
from netcalc.volume import Volume


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (0, "0 bytes"),
        (1023, "1,023 bytes"),
        (1024, "1.0 KiB"),
        (5 * 2**20, "5.0 MiB"),
        (3 * 2**30, "3.0 GiB"),
        (None, "-"),
    ],
)
def test_bytes_have_binary_units(given: int | None, written: str) -> None:
    assert size(given) == written


@pytest.mark.parametrize(
    ("given", "written"), [(999, "999"), (15_470_264_320, "15.47G"), (1000, "1k"), (10**30, f"{10**30:,}"), (None, "-")]
)
def test_four_digits_for_narrow_tables(given: int | None, written: str) -> None:
    assert rounded(given) == written


@pytest.mark.parametrize(("given", "written"), [(4, "4x4"), (Fraction(1, 8), "1/8x1/8"), (Fraction(2, 3), "2/3x2/3")])
def test_steps_are_exact(given: int | Fraction, written: str) -> None:
    assert value((given, given)) == written


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (None, "-"),
        (True, "true"),
        (10**40, str(10**40)),
        (Volume((2, 3)), "2x3"),
        ((14, 14), "14x14"),
        ((), "-"),
        (("a", "b"), "a, b"),
    ],
)
def test_values_for_programs(given: object, written: str) -> None:
    assert value(given) == written


def test_numbers_in_groups_of_three() -> None:
    assert (number(10**6), number(Fraction(7, 3))) == ("1,000,000", "2.33")


def test_latex() -> None:
    assert latex.formula("(W1 - F_w + 2P)/S + 1") == "(W_{1} - F_{w} + 2P)/S + 1"
    assert latex.volume("28x28x6") == r"28 \times 28 \times 6"
    assert latex.formula("c_1_2 + a_b-c + sgd state") == r"\mathrm{c\_1\_2} + \mathrm{a\_b-c} + \mathrm{sgd\ state}"
    assert latex.text("a_b & 50%") == r"a\_b \& 50\%"

"""One grammar of numbers: how people write them, and units that know what they measure."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcalc.text.numbers.quantity import NotANumber, WrongUnit, amount, exact, read, several, suits


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("61706", 61706),
        ("61,706", 61706),
        ("2.3M", 2_300_000),
        ("1.5k", 1500),
        ("1 GB", 10**9),
        ("2 MiB", 2 * 2**20),
        ("1e3", 1000),
        ("-3", -3),
        *((f"2{suffix}", 2 * 10 ** (3 * power)) for power, suffix in enumerate("kMGT", 1)),
        *((f"2 {suffix}B", 2 * 10 ** (3 * power)) for power, suffix in enumerate("kMGT", 1)),
        *((f"2 {suffix}iB", 2 * 2 ** (10 * power)) for power, suffix in enumerate("KMGT", 1)),
        ("2K", 2000),
        ("2B", 2 * 10**9),
        ("2KB", 2000),
    ],
)
def test_a_quantity_is_exact(written: str, meant: int) -> None:
    assert amount(written) == Fraction(meant)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("4.09G", Fraction(409 * 10**7)),
        ("3.49e4", Fraction(34_900)),
        ("5.", Fraction(5)),
        (".5M", Fraction(500_000)),
        ("1,234,567.5", Fraction(2_469_135, 2)),
        ("3 million", Fraction(3 * 10**6)),
        ("760 params", Fraction(760)),
        ("1.2M MACs", Fraction(1_200_000)),
        ("2 thousand neurons", Fraction(2_000)),
        ("0.83 MFLOPs", Fraction(830_000)),
        ("4.09GMACs", Fraction(409 * 10**7)),
        ("2 multiply-adds", Fraction(2)),
    ],
)
def test_a_number_is_read_as_people_write_it(written: str, meant: Fraction) -> None:
    assert amount(written) == meant


@pytest.mark.parametrize(
    ("written", "asked", "meant"),
    [
        ("40 B", "bytes", 40),
        ("500B", "bytes", 500),
        ("5B", "params", 5 * 10**9),
        ("5B", None, 5 * 10**9),
        ("8 MiB", "bytes", 8 * 2**20),
        ("8 bytes", "bytes", 8),
        ("8G", "bytes", 8 * 10**9),
        ("6 params", "weights", 6),
    ],
)
def test_what_is_asked_says_what_a_unit_means(written: str, asked: str | None, meant: int) -> None:
    assert amount(written, asked) == meant


@pytest.mark.parametrize(
    ("written", "asked"),
    [("1 KiB", "neurons"), ("5 MB", "params"), ("3 px", "bytes"), ("3 weights", "params"), ("3 macs", "flops")],
)
def test_a_unit_of_something_else_is_wrong(written: str, asked: str) -> None:
    with pytest.raises(WrongUnit, match=asked):
        read(written, asked)


@pytest.mark.parametrize(
    "written", ["", "M", "1,00", "1,0000", "1.5.2", "5 Q", "5 MM", "12MiBs", "--3", "1e", "0x10", "٣", "1" * 101]
)
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(NotANumber):
        read(written)


@pytest.mark.parametrize(
    ("written", "half"),
    [
        ("15.47G", Fraction(10**7, 2)),
        ("35K", Fraction(1_000, 2)),
        ("3.49e4", Fraction(100, 2)),
        ("61,706", Fraction(1, 2)),
        ("8 MiB", Fraction(2**20, 2)),
    ],
)
def test_a_rounded_number_is_right_to_half_a_unit_of_its_last_digit(written: str, half: Fraction) -> None:
    assert read(written).half == half


@given(st.integers(0, 10**15))
def test_a_whole_number_is_itself_with_and_without_commas(number: int) -> None:
    assert amount(str(number)) == amount(f"{number:,}") == amount(f"{number:_}") == number


def test_numbers_are_joined_as_extents_are() -> None:
    assert several("28 x 28×1/2") == (Fraction(28), Fraction(28), Fraction(1, 2))
    for wrong in ("1/0", "", "x", "1e5"):
        with pytest.raises(NotANumber):
            exact(wrong)


def test_params_are_weights_and_biases_and_values_are_held() -> None:
    assert suits("params", "biases")
    assert suits("values", "activations")
    assert suits("activations", "values")
    assert not suits("weights", "biases")

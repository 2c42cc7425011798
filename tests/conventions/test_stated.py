"""Numbers as people state them: what they are, and how exactly."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcalc.conventions.stated import read
from netcalc.text.numbers.quantity import NotANumber

M, G = 10**6, 10**9


@pytest.mark.parametrize(
    ("text", "value", "step", "measures"),
    [
        ("4.13G", 4_130 * M, 10 * M, None),
        ("4.1 GMac", 4_100 * M, 100 * M, "macs"),
        ("4.09 GMACs", 4_090 * M, 10 * M, "macs"),
        ("25.6M", 25_600_000, 100_000, None),
        ("4133742592", 4_133_742_592, 1, None),
        ("4,133,742,592", 4_133_742_592, 1, None),
        ("4 133 742 592", 4_133_742_592, 1, None),
        ("4.133.742.592", 4_133_742_592, 1, None),
        ("97.8 MB", 97_800_000, 100_000, "bytes"),
        ("97.5 MiB", Fraction("97.5") * 2**20, Fraction("0.1") * 2**20, "bytes"),
        ("3.8×10⁹ FLOPs", 3_800 * M, 100 * M, "flops"),
        ("3.8 x 10^9", 3_800 * M, 100 * M, None),
        ("3.6e9 FLOPs", 3_600 * M, 100 * M, "flops"),
        ("~4.1 billion FLOPs", 4_100 * M, 100 * M, "flops"),
        ("about 300M mult-adds", 300 * M, M, "macs"),
        ("65.86 BFLOPs", 65_860 * M, 10 * M, "flops"),
        ("1,8G", 1_800 * M, 100 * M, None),
        ("11.7m", 11_700_000, 100_000, None),
        ("1.24M trainable params", 1_240_000, 10_000, "params"),
        ("3.5 M parameters (trainable)", 3_500_000, 100_000, "params"),
        ("0", 0, 1, None),
    ],
)
def test_what_people_write(text: str, value: Fraction, step: Fraction, measures: str | None) -> None:
    found = read(text)
    assert (found.value, found.step, found.measures) == (value, step, measures)


@pytest.mark.parametrize(
    "text", ["", "G", "4.1 parsecs", "-3", "nan", "28x28", "4..1", "1e400", "9" * 200, "4.1G 4.2G"]
)
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(NotANumber):
        read(text)


@given(st.integers(0, 10**15), st.integers(0, 9))
def test_a_number_rounded_to_any_place_is_about_itself(number: int, place: int) -> None:
    rounded = round(Fraction(number, 10**place)) * 10**place
    assert read(f"{rounded // 10**place}e{place}").is_about(number)


@given(st.integers(10**5, 10**15))
def test_an_exact_number_is_about_no_other(number: int) -> None:
    found = read(str(number))
    assert found.is_about(number)
    assert not found.is_about(number + 1)


def test_what_is_cut_off_or_has_zeros_at_its_end_is_nearly_the_number() -> None:
    assert read("300M").is_nearly(300_774_272)  # cut off
    assert read("140M").is_nearly(138_357_544)  # two digits
    assert not read("300M").is_nearly(310_774_272)
    assert read("3.6G").is_cut(3_663_761_408)  # as the paper has ResNet-34
    assert not read("3G").is_cut(3_663_761_408)  # one digit


def test_mb_may_be_mib() -> None:
    found = read("528MB").binary
    assert found is not None
    assert found.is_about(553_430_176)
    assert read("528 MiB").binary is None

"""Signs that once made another number of an answer: pictures, points, exponents, blanks between extents."""

import pytest

from netcalc.homework.answers.asked import Asked
from netcalc.homework.answers.given import Extents, NotReadable, Number
from netcalc.homework.answers.reading import read

VOLUME, REAL = Asked("extents", axes=3), Asked(whole=False, real=True)
EXTENTS = {
    "28✕28✕6": (28, 28, 6),
    "28╳28╳6": (28, 28, 6),
    r"28\times{}28\times{}6": (28, 28, 6),
    "128 128 256": (128, 128, 256),
    "np.array([128 128 256])": (128, 128, 256),
    "There are 10 160 39.": (10, 160, 39),
    "1 000 000": (1_000_000,),
    "100x100x317 = 3 170 000": (100, 100, 317),
}
NUMBERS = {
    "It is 0.40.": 0.4,
    "-8.5938.": -8.5938,
    "2.5e-01.": 0.25,
    "6✕7": 42,
    "100 156 317": 100_156_317,
    "61_706": 61_706,
    "760⭐": 760,
}


@pytest.mark.parametrize("written", EXTENTS)
def test_extents_are_the_numbers_that_stand_there(written: str) -> None:
    found = read(written, VOLUME)
    assert isinstance(found, Extents)
    assert found.value == EXTENTS[written]


@pytest.mark.parametrize("written", NUMBERS)
def test_a_number_is_the_one_that_stands_there(written: str) -> None:
    found = read(written, REAL)
    assert isinstance(found, Number)
    assert float(found.value) == NUMBERS[written]


@pytest.mark.parametrize(
    "written",
    ["2⭐8", "1⭐️706", "1e-9999", "1e-999999999", "2e-3.5", "28_6", "6_17_06", "5!", "[61706][0]", "(3, 4)[1]"],
)
def test_what_is_no_number_to_a_reader_is_asked_back(written: str) -> None:
    with pytest.raises(NotReadable):
        read(written, REAL)

"""Numbers in question banks: what `grade` takes for a right rounding is right there, and none is written with an e."""

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from netcalc.course.banks.entries import bank
from netcalc.course.banks.entry import Numeric
from netcalc.course.banks.numbers import decimal
from netcalc.homework.grading import key

DIVISORS = st.integers(2, 999)
NUMBERS = st.fractions().filter(bool) | st.floats(allow_nan=False, allow_infinity=False).map(Fraction)


def due(question: dict[str, object]) -> Numeric:
    [entry] = bank(key({"questions": [{"id": "q", **question}]})).entries
    assert isinstance(entry.due, Numeric)
    return entry.due


@given(st.integers(-(10**6), 10**6).filter(bool), DIVISORS, st.integers(2, 5), st.integers(0, 3))
def test_any_right_rounding_counts(above: int, below: int, digits: int, more: int) -> None:
    assume(above % below)  # a whole number is exact
    asked = due({"answer": f"{above}/{below}", "digits": digits})
    rounded = Fraction(f"{above / below:.{digits + more - 1}e}")
    assert any(near.holds(rounded) for near in asked.right)
    assert any(near.holds(Fraction(above, below)) for near in asked.right)


@given(NUMBERS)
def test_a_decimal_has_no_exponent_and_twelve_digits(number: Fraction) -> None:
    written = decimal(number)
    assert set(written) <= set("-.0123456789")
    assert abs(Fraction(written) - number) <= abs(number) / 10**11


def test_a_tie_is_an_interval_and_a_whole_number_is_exact() -> None:
    [tie] = due({"ask": "gradients.x", "circuit": {"expression": "relu(x)", "at": {"x": 0}}}).right
    assert (tie.low, tie.high) == (Fraction(0), Fraction(1))
    [whole] = due({"network": "lenet5", "ask": "totals.params", "id": "q"}).right
    assert (whole.value, whole.off) == (Fraction(61706), Fraction(0))


def test_an_answer_in_mebibytes_is_in_mebibytes() -> None:
    sheet = {"network": "lenet5", "conventions": {"memory": "KiB"}, "questions": [{"id": "q", "ask": "memory.params"}]}
    [entry] = bank(key(sheet)).entries
    assert isinstance(entry.due, Numeric)
    assert entry.due.right[0].holds(Fraction(61706 * 4, 1024))
    assert not entry.due.right[0].holds(Fraction(61706 * 4, 1000))  # kilobytes are a known mistake

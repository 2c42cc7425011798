"""Nudges: the lecture's question, if I increase x by h, how would the output of f change?"""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcalc import SpecError, circuit
from netcalc.circuits.nudge import nudge
from netcalc.render.pages.circuit.nudges import nudged


def test_the_lectures_question() -> None:
    """x = 4, y = -3, f = xy = -12: the derivative on x is -3."""
    found = nudge(circuit("x * y", x=4, y=-3), "x", 0.01)
    assert (found.before, found.slope) == (-12, -3)
    assert found.promised == pytest.approx(-12 - 3 * 0.01)
    assert found.came == pytest.approx(-12.03)


def test_the_gradient_from_above_counts_on_both_sides() -> None:
    found = nudge(circuit("f = x * y", x=2, y=3, df=2), "x", 0.1)
    assert (found.before, found.slope) == (2 * 2 * 3, 2 * 3)
    assert found.came == pytest.approx(found.promised) == pytest.approx(2 * 2.1 * 3)


def test_a_curve_comes_elsewhere() -> None:
    found = circuit("x**2", x=3).nudge("x", 1)
    assert (found.promised, found.came) == (9 + 6, 16)


def test_arrays_places_in_them_and_gradients_from_above() -> None:
    found = circuit("w·x", w=[2, -3], x=[1, 2])
    assert nudge(found, "w", 1, (1,)).came == -4 + 2
    assert nudge(found, "w", 1).came == -4 + 1 + 2
    above = nudge(circuit("y = 2*x", x=[1, 2], dy=[1, 10]), "x", 1, (1,))
    assert (above.before, above.promised, above.came) == (42, 62, 62)


@pytest.mark.parametrize(("name", "place"), [("q", ()), ("x", (0,)), ("w", (2,)), ("w", (0, 0))])
def test_what_cannot_be_nudged(name: str, place: tuple[int, ...]) -> None:
    with pytest.raises(SpecError):
        nudge(circuit("q = w·w; f = q*x", w=[1, 2], x=2), name, 0.1, place)


@given(
    x=st.floats(-1e3, 1e3),
    y=st.floats(-1e3, 1e3),
    by=st.floats(-10, 10).filter(lambda by: by == 0 or abs(by) > 1e-6).map(lambda by: float(f"{by:.4g}")),
)
def test_what_is_printed_adds_up(x: float, y: float, by: float) -> None:
    """0.5744 + 0.2445·0.01 stood there as 0.576887."""
    text = nudged(circuit("x * y + sin(x)", x=x, y=y).nudge("x", by))
    found = re.search(r"promises (\S+) \+ \(?([^·)]+)\)?·\(?([^ )]+)\)? = ([^;]+);", text)
    assert found
    before, slope, moved, promised = map(Decimal, found.groups())
    last = Decimal(1).scaleb(int(promised.as_tuple().exponent)) if "." in found[4] else Decimal(1)
    assert abs(before + slope * moved - promised) <= last


def test_what_is_moved_and_measured_is_said() -> None:
    product = circuit("W·x", W="2x3", x=[1, 2, 3])
    assert nudged(product.nudge("W", 0.01)).startswith(
        "every value of W moved by 0.01: for sum(D * dD) the sum of dW promises "
    )
    assert nudged(product.nudge("W", 0.01, (0, 1))).startswith(
        "W[0, 1] moved by 0.01: for sum(D * dD) the gradient promises "
    )
    assert nudged(circuit("w·x", w=[1, 2], x=[3, 4]).nudge("w", 1)).startswith(
        "every value of w moved by 1: the sum of dw promises 11 + 7·1 = 18; it comes to 18,"
    )

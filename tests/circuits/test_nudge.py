"""Nudges: the lecture's question, if I increase x by h, how would the output of f change?"""

import pytest

from netcalc import SpecError, circuit
from netcalc.circuits.nudge import nudge


def test_the_lectures_question() -> None:
    """x = 4, y = -3, f = xy = -12: the derivative on x is -3."""
    found = nudge(circuit("x * y", x=4, y=-3), "x", 0.01)
    assert (found.before, found.slope) == (-12, -3)
    assert found.promised == pytest.approx(-12 - 3 * 0.01)
    assert found.came == pytest.approx(-12.03)


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

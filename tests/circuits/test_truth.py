"""Threshold units: the Boolean functions they compute, and the one that no single unit does."""

from itertools import product
from typing import Any

import pytest

from netcalc import SpecError
from netcalc.circuits import truth_table

XOR = "step(step(x1 + x2 - 0.5) - step(x1 + x2 - 1.5) - 0.5)"


@pytest.mark.parametrize(
    ("text", "names", "values", "function"),
    [
        ("step(x1 + x2 - 1.5)", "x1 x2", [0, 0, 0, 1], "AND"),
        ("step(x1 + x2 - 0.5)", "x1 x2", [0, 1, 1, 1], "OR"),
        ("step(0.5 - x)", "x", [1, 0], "NOT"),
        (XOR, "x1 x2", [0, 1, 1, 0], "XOR"),
        ("step(1.5 - x1 - x2)", "x1 x2", [1, 1, 1, 0], "NAND"),
        ("step(a + b + c - 2.5)", "a b c", [0] * 7 + [1], "AND"),
        ("step(a + b + c - 0.5)", "a b c", [0] + [1] * 7, "OR"),
        ("step(a + b + c - 1.5)", "a b c", [0, 0, 0, 1, 0, 1, 1, 1], None),
        ("2 * x1 + x2", "x1 x2", [0, 1, 2, 3], None),
        ("1", "", [], None),
    ],
)
def test_truth_tables(text: str, names: str, values: list[float], function: str | None) -> None:
    if not names:
        with pytest.raises(SpecError):
            truth_table(text, [])
        return
    found = truth_table(text, names.split())
    assert [value for _, value in found.rows] == values
    assert [setting for setting, _ in found.rows] == list(product((0, 1), repeat=len(names.split())))
    assert found.function == function


def test_other_names_have_values() -> None:
    assert truth_table("step(w*x1 + x2 - t)", ["x1", "x2"], {"w": 1, "t": "1.5"}).function == "AND"
    assert truth_table("step(w₀·x₁ - 0.5)", ["x₁"], {"w₀": 1}).function == "identity"


@pytest.mark.parametrize(
    ("text", "names", "at"),
    [
        ("x1", ["x1", "x2"], {}),
        ("x1 + y", ["x1"], {}),
        ("x1 @ x2", ["x1", "x2"], {}),
        ("x1 + w", ["x1"], {"w": [1, 2]}),
        ("x1 + x1", ["x1", "x1"], {}),
        ("a", list("abcdefghijk"), {}),
        ("step(", ["x"], {}),
    ],
)
def test_what_makes_no_truth_table_is_refused(text: str, names: list[str], at: dict[str, Any]) -> None:
    with pytest.raises(SpecError):
        truth_table(text, names, at)


@pytest.mark.parametrize(
    ("names", "at", "said"),
    [
        (["x1", "x3"], {}, "a truth table's inputs are names of the expression (x1, x2), not x3"),
        (["x1"], {}, "x2 must be an input of the truth table too, or have a value: x2=1"),
        (["x1", "x2"], {"x1": 3}, "x1 takes both 0 and 1 in the truth table: leave out x1=..."),
    ],
)
def test_a_table_of_other_names_is_refused_in_its_own_words(names: list[str], at: dict[str, Any], said: str) -> None:
    with pytest.raises(SpecError) as raised:
        truth_table("step(x1 + x2 - 1.5)", names, at)
    assert [each.message for each in raised.value.problems] == [said]


def test_no_single_unit_gives_xor() -> None:
    """Its corners want b < 0, w1 + b >= 0, w2 + b >= 0, w1 + w2 + b < 0; the middle two add up against the others."""
    grid = [step / 4 for step in range(-12, 13)]
    found = {
        truth_table("step(w1*x1 + w2*x2 + b)", ["x1", "x2"], {"w1": w1, "w2": w2, "b": b}).function
        for w1, w2, b in product(grid[::3], grid[::3], grid[::3])
    }
    assert {"AND", "OR", "NAND", "NOR"} <= found
    assert not {"XOR", "XNOR"} & found


def test_units_with_inhibitory_inputs() -> None:
    """McCulloch and Pitts (1943), as ELEC 576 has it: 1 where the excitatory sum reaches θ and nothing inhibits."""
    found = truth_table("step(x1 + x2 - 1) * step(-y1 - y2)", ["x1", "x2", "y1", "y2"])
    for (x1, x2, y1, y2), value in found.rows:
        assert value == (x1 + x2 >= 1 and y1 + y2 == 0)


def test_stages_and_functions_make_truth_tables_too() -> None:
    found = truth_table("u(a, b) = step(a - 1) * step(-b)\nv = u(x1, x2)\nw = u(x2, x1)\nstep(v + w - 1)", ["x1", "x2"])
    assert found.function == "XOR"
    assert truth_table("t = 2\nf = step(x1 + x2 - t)", ["x1", "x2"]).function == "AND"
    assert truth_table("|x1 - x2| * max(x1, x2)", ["x1", "x2"]).function == "XOR"

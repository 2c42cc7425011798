"""A student's file for the tests: all of it right, or with one line of one function broken."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from netcalc.reference import check_layer
from netcalc.reference.student.naming import Pair, pairs, parameters_of
from netcalc.reference.student.verdict import LayerVerdict
from tests.support.running import ROOT

LAYERS = (ROOT / "tests" / "data" / "students" / "layers.txt").read_text(encoding="utf-8")


class Slip(NamedTuple):
    """A line of a function, what a student writes in its place, and what is said of which array."""

    function: str
    right: str
    wrong: str
    array: str
    said: str


def with_slip(slip: Slip, text: str = LAYERS) -> str:
    """Give the file with a line broken."""
    found = re.search(rf"^(?:def|class) {slip.function}\(.*?(?=^def |^class |\Z)", text, re.DOTALL | re.MULTILINE)
    assert found is not None, slip.function
    assert found[0].count(slip.right) == 1, (slip.function, slip.right)
    return text.replace(found[0], found[0].replace(slip.right, slip.wrong))


def functions(text: str) -> dict[str, Callable[..., Any]]:
    """Run a student's file."""
    held: dict[str, Any] = {"__name__": "layers"}
    exec(compile(text, "layers.py", "exec"), held)  # noqa: S102  the tests' own student
    return {name: made for name, made in held.items() if callable(made)}


def found_pairs(made: dict[str, Callable[..., Any]]) -> list[Pair]:
    """Pair its functions."""
    return [*pairs({name: parameters_of(one) for name, one in made.items() if hasattr(one, "__code__")})]


def checked(text: str, name: str) -> LayerVerdict:
    """Check the pair that a function belongs to."""
    made = functions(text)
    pair = next(one for one in found_pairs(made) if name in one.names)
    return check_layer(made[pair.forward], made[pair.backward] if pair.backward else None, pair.kind)

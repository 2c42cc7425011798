"""`circuit`: text and values in, a frozen result out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from netcalc.circuits.laying.names import check_names
from netcalc.circuits.reading.program import understood
from netcalc.circuits.result import Circuit, Form
from netcalc.circuits.source import Source, sourced
from netcalc.circuits.values import given

FORMS: Final = ("written", "expanded", "grouped")


def circuit(
    expression: str, at: Mapping[str, Any] | None = None, /, *, form: Form = "written", seed: int = 0, **values: Any
) -> Circuit:
    """Lay an expression, or stages with names, out as gates and run it both ways; SpecError where that cannot be.

    A value is a number, a list, a list of rows, an array, or text as on the command line (`"5x10"`: drawn from the
    seed). Values may also come as a mapping, whose names may be any, or stand in the text. `df` is the gradient that
    comes from above on the last stage, f. `form` is "written", "expanded" (sigmoid and its like in primitive gates) or
    "grouped" (1/(1 + exp(-u)) as one sigmoid).

    >>> circuit("(x + y) * z", x=-2, y=5, z=-4).gradients
    {'x': -4.0, 'y': -4.0, 'z': 3.0}
    >>> circuit("q = x + y; f = q*z", x=-2, y=5, z=-4).gradients["q"]
    -4.0
    """
    _refuse_other_types(expression, at)
    source = prepared(expression, {**(at or {}), **values}, form, seed)
    made = source.worked(form)
    return made if form == "written" else replace(made, compared=source.compared(made))


def _refuse_other_types(expression: object, at: object) -> None:
    """Say what is due where a program gives something else."""
    if not isinstance(expression, str):
        message = f'a circuit is text such as "(x + y) * z", not {expression!r:.40}'
        raise TypeError(message)
    if at is not None and not isinstance(at, Mapping):
        message = f'values are a mapping such as {{"x": 3}}, or come by name (x=3), not {at!r:.40}'
        raise TypeError(message)
    strange = next((name for name in at or () if not isinstance(name, str)), None)
    if strange is not None:
        message = f"a name is text, not {strange!r:.40}"
        raise TypeError(message)


def prepared(expression: str, at: Mapping[str, Any], form: Form = "written", seed: int = 0) -> Source:
    """Understand a text and the values of its names; SpecError."""
    if form not in FORMS or isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        message = f"form is one of {', '.join(FORMS)}; seed a whole number from 0"
        raise ValueError(message)
    program = understood(expression)
    source = sourced(program, {**program.given, **given(at)}, seed)
    check_names(program, source.given)
    return source

"""The numbers of a spec that have a name: `vars:`, each of which may use those above it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from netcalc import problems
from netcalc.problems import Problem
from netcalc.text.names import nameable, nameables
from netcalc.text.template import filled, limit


def variables(written: object, found: list[Problem]) -> dict[str, Any]:
    """Read `vars:`, each a number that may use those above it; what is wrong goes to `found`."""
    if written is None:
        return {}
    if not isinstance(written, Mapping):
        message = "`vars` takes names and numbers, such as {width: 64}"
        found.append(Problem(code=problems.INVALID_VALUE, message=message, path=("vars",)))
        return {}
    names: dict[str, Any] = {}
    for name, value in written.items():
        path = ("vars", str(name))
        before = len(found)
        made = filled(value, names, path, found)
        excess = limit(value, f"`{name}`", path) if isinstance(value, int | float) else None
        if not nameable(str(name)):
            message = f"`{str(name)[:40]}` is not a name for a var: {nameables()}"
            found.append(Problem(code=problems.INVALID_VALUE, message=message, path=path))
        elif excess is not None:
            found.append(excess)
        elif len(found) == before and (isinstance(made, bool) or not isinstance(made, int | float | Fraction)):
            message = f"`{name}` takes a number, not {str(made)[:40]}"
            found.append(Problem(code=problems.INVALID_VALUE, message=message, path=path))
        names[str(name)] = made if isinstance(made, int | float | Fraction) and excess is None else 1
    return names

"""A value that is wrong as it stands, but shows what was meant: a var without its signs, a quotient with a rest."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from math import isfinite
from typing import Any, Final

from netcalc.problems import INVALID_VALUE, Problem
from netcalc.text.template import Names

QUOTIENT: Final = "`//` divides without a rest: `${n // 2}`"


def with_meant(problem: Problem, taken: Mapping[str, Any], names: Names) -> Problem:
    """Say how a value is written that is none as it stands, where its field shows it."""
    if problem.code != INVALID_VALUE or problem.hint or not problem.path:
        return problem
    value = taken.get(str(problem.path[0]))
    if isinstance(value, str) and value.count("${") > value.count("}"):
        return replace(problem, hint="what begins with `${` ends with `}`")
    if isinstance(value, str):
        bare = value.strip("${}() ")
        return replace(problem, hint=f'write `"${{{bare}}}"` for the var' if bare in names else "")
    if isinstance(value, float | Fraction) and isfinite(value) and value != int(value):
        return replace(problem, hint=QUOTIENT if "a whole number" in problem.message else "")
    return problem

"""A value that is wrong as it stands, but shows what was meant: a var without its signs, a quotient with a rest."""

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

from netcalc.problems import INVALID_VALUE, Problem
from netcalc.text.templates.template import Names

QUOTIENT: Final = "`//` divides without a rest, as in `${7 // 2}`, which is 3"
WHOLE: Final = re.compile(r"[0-9]{1,9}")
TRUTHS: Final = ("true", "false")


def with_meant(problem: Problem, taken: Mapping[str, Any], names: Names) -> Problem:
    """Say how a value is written that is none as it stands, where its field shows it."""
    if problem.code != INVALID_VALUE or problem.hint or not problem.path:
        return problem
    value = taken.get(str(problem.path[0]))
    if isinstance(value, str) and value.count("${") > value.count("}"):
        return replace(problem, hint="what begins with `${` ends with `}`")
    if isinstance(value, str):
        bare = value.strip("${}() ")
        if bare == value and (WHOLE.fullmatch(value) or value in TRUTHS):
            return replace(problem, hint=f"write {value} without quotes")
        return replace(problem, hint=f'write `"${{{bare}}}"` for the var' if bare in names else "")
    if isinstance(value, Fraction) and value.denominator > 1:
        return replace(problem, hint=QUOTIENT if "a whole number" in problem.message else "")
    return problem

"""What a spec names for its templates: `vars:`, each of which may use those above it."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

from netcalc import problems
from netcalc.problems import Path, Problem
from netcalc.text.brief import brief
from netcalc.text.templates.names import nameable, nameables
from netcalc.text.templates.template import Names, filled, limit, mentioned

TAKEN: Final = "a number, a word, true or false, or a list of them"


def variables(written: object, found: list[Problem]) -> dict[str, Any]:
    """Read `vars:`, each of which may use those above it; what is wrong goes to `found`."""
    if written is None:
        return {}
    if not isinstance(written, Mapping):
        message = "`vars` takes names and numbers, such as {width: 64}"
        found.append(Problem(code=problems.INVALID_VALUE, message=message, path=("vars",)))
        return {}
    names: dict[str, Any] = {}
    every = {str(each) for each in written}
    for name, value in written.items():
        before = len(found)
        names[str(name)] = _variable(str(name), value, names, found)
        for at in range(before, len(found)):
            below = {each for each in mentioned(value) & every if each not in names or each == str(name)}
            found[at] = _ordered(found[at], below)
    return names


def _ordered(problem: Problem, below: set[str]) -> Problem:
    """Say that a var uses one that stands below it, or itself."""
    if problem.code != problems.UNKNOWN_REFERENCE or not below:
        return problem
    own, other = str(problem.path[1]), min(below)
    if other == own:
        return replace(problem, hint=f"a var uses those above it, not itself: what `{own}` is must be written out")
    return replace(problem, hint=f"a var uses those above it: write `{other}` above `{own}`")


def _variable(name: str, written: object, names: Names, found: list[Problem]) -> Any:
    """Give what a var stands for; 1 where that is wrong."""
    path, before = ("vars", name), len(found)
    excess = limit(written, f"`{name}`", path)
    if excess is not None:
        found.append(excess)
        return 1
    made = filled(written, names, path, found)
    if not nameable(name):
        message = f"`{name[:40]}` is not a name for a var: {nameables()}"
        found.append(Problem(code=problems.INVALID_VALUE, message=message, path=path))
    if len(found) == before:
        found += _unfit(name, made, path)
    return made if len(found) == before else 1


def _unfit(name: str, made: object, path: Path) -> list[Problem]:
    """Say that a var is of a sort, or a size, that none can be of."""
    if not _fits(made):
        message = f"`{name}` takes {TAKEN}, not {brief(made)}"
        return [Problem(code=problems.INVALID_VALUE, message=message, path=path)]
    excess = limit(made, f"`{name}`", path) if isinstance(made, str | list) else None
    return [] if excess is None else [excess]


def _fits(made: object) -> bool:
    if isinstance(made, list | tuple):
        return all(map(_fits, made))
    return isinstance(made, int | float | str | Fraction)

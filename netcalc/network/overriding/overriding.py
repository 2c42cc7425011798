"""Other values in the place of a network's own: fields as a whole, vars, inputs and fields of layers one by one."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from netcalc.network.graph import INPUT
from netcalc.network.overriding.other_inputs import other_inputs
from netcalc.network.written import SET
from netcalc.problems import UNKNOWN_FIELD, UNKNOWN_REFERENCE, Problem, SpecError, Unreadable
from netcalc.text.words import name_hint

VARS = "vars"


def overridden(written: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Put other values in the place of a network's own; only vars that it has, and fields of its layers.

    In `set` a name with a dot is a layer's field, one without is a var, or an input.
    """
    changes = _with_inputs(written, changes)
    given = changes.get(SET)
    mixed = dict(given) if isinstance(given, Mapping) else {}
    fields = {name: value for name, value in mixed.items() if "." in str(name)}
    names = {name: value for name, value in mixed.items() if "." not in str(name)}
    made = {**written, **changes}
    if isinstance(given, Mapping):
        made[SET] = {**_own(written, SET), **fields}
    put = changes.get(VARS)
    if names or isinstance(put, Mapping):
        made[VARS] = _vars(_own(written, VARS), {**(put if isinstance(put, Mapping) else {}), **names})
    return other_inputs(made, written, changes)


def _with_inputs(written: Mapping[str, Any], changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Take inputs out of `set`: `input`, or one of several by its name; a var so called goes first."""
    given = changes.get(SET)
    if not isinstance(given, Mapping):
        return changes
    several, names = _own(written, "inputs"), _own(written, VARS)
    put = {name: value for name, value in given.items() if name not in names and (name == INPUT or name in several)}
    if not put:
        return changes
    named = {name: value for name, value in put.items() if name in several}
    inputs = {"inputs": {**_own(changes, "inputs"), **named}} if named else {INPUT: put[INPUT]}
    return {**changes, **inputs, SET: {name: value for name, value in given.items() if name not in put}}


def _own(written: Mapping[str, Any], field: str) -> dict[str, Any]:
    own = written.get(field)
    return dict(own) if isinstance(own, Mapping) else {}


def _vars(known: Mapping[str, Any], put: Mapping[str, Any]) -> dict[str, Any]:
    strangers = [name for name in put if name not in known]
    if strangers:
        raise Unreadable(
            Problem(
                code=UNKNOWN_REFERENCE,
                message=f"there is no var `{name[:80]}` to set",
                path=(SET, name),
                hint=name_hint(name, (*known, INPUT))
                or f"the spec's vars: {', '.join(known) or 'none'}; a layer's field is set "
                "by the layer's name, as in conv1.stride=2",
            )
            for name in strangers
        )
    return {**known, **put}


@contextmanager
def strangers_named(changes: Mapping[str, Any]) -> Iterator[None]:
    """Make what is set on a layer or a field that is not there unreadable: it was asked for, not written."""
    try:
        yield
    except SpecError as error:
        asked = changes.get(SET)
        if isinstance(asked, Mapping) and all(_stranger(problem, asked) for problem in error.problems):
            raise Unreadable(error.problems) from None
        raise


def _stranger(problem: Problem, asked: Mapping[str, Any]) -> bool:
    if len(problem.path) < 2 or problem.path[0] != SET or problem.path[1] not in asked:
        return False
    return problem.code == UNKNOWN_FIELD or (problem.code == UNKNOWN_REFERENCE and len(problem.path) == 2)

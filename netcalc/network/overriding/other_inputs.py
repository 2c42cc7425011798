"""Other inputs in the place of a network's own, each by its name; where there is one, it needs none."""

from collections.abc import Mapping
from typing import Any, Final

from netcalc.network.graph import INPUT
from netcalc.problems import INVALID_VALUE, UNKNOWN_REFERENCE, Problem, Unreadable
from netcalc.text.brief import brief
from netcalc.text.words import name_hint

BOTH: Final = frozenset({"input", "inputs"})


def other_inputs(made: dict[str, Any], written: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Put other inputs in the place of those with their names; the one there is needs none."""
    several, given = _named(written, "inputs"), changes.get("inputs")
    if "layers" in changes:  # another network, with inputs of its own
        return {
            field: made[field] for field in made if field not in BOTH or field in changes or not BOTH & set(changes)
        }
    if set(changes) >= BOTH:
        message = "of several inputs each has a name: write `left=32x32x3`, once for each"
        raise Unreadable([Problem(code=INVALID_VALUE, message=message)])
    if INPUT in changes and several:
        given = made.pop(INPUT)
        made["inputs"] = {**several, _only(several, given): given}
    elif isinstance(given, Mapping) and given and written.get(INPUT) is not None:
        made[INPUT] = _known(made.pop("inputs"), {INPUT: None})[INPUT]
    elif isinstance(given, Mapping) and several:
        made["inputs"] = {**several, **_known(given, several)}
    return made


def _only(several: Mapping[str, Any], given: object) -> str:
    """Give the name of the one input there is; Unreadable where there are more."""
    if len(several) > 1:
        message = f"the network has {len(several)} inputs: {', '.join(several)}"
        hint = f"say which: `{next(iter(several))}={brief(given)}`"
        raise Unreadable([Problem(code=UNKNOWN_REFERENCE, message=message, hint=hint)])
    return next(iter(several))


def _named(written: Mapping[str, Any], field: str) -> dict[str, Any]:
    own = written.get(field)
    return {str(name): value for name, value in own.items()} if isinstance(own, Mapping) else {}


def _known(given: Mapping[str, Any], known: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the values with names; Unreadable where a name is of nothing there is."""
    strangers = [name for name in given if name not in known]
    if strangers:
        raise Unreadable(
            Problem(
                code=UNKNOWN_REFERENCE,
                message=f"there is no input `{name[:80]}` to set",
                hint=name_hint(name, known) or f"the spec's inputs: {', '.join(known)}",
            )
            for name in strangers
        )
    return given

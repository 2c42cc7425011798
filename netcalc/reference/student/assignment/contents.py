"""What of a file can be checked: pairs of functions, losses, nets, and what is passed over."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from netcalc.reference.student.assignment.failing import CannotRun
from netcalc.reference.student.forms import FORMS
from netcalc.reference.student.naming import BACKWARD, FORWARD, Pair, kind_of, pairs, parameters_of, words
from netcalc.reference.student.nets.kinds import net_kind
from netcalc.text.nearness import slipped

MOST_NAMED: Final = 8


class Contents(NamedTuple):
    """What is there to check, by kind and names; and functions whose names say a pass, but no kind."""

    pairs: tuple[Pair, ...]
    passed_over: tuple[str, ...]


def contents(held: Mapping[str, Any], only: tuple[str, ...] = (), kind: str | None = None) -> Contents:
    """Find what a file defines itself; `only` names functions, or a net, and `kind` says what they compute."""
    functions = {name: parameters_of(one) for name, one in _own(held).items() if hasattr(one, "__code__")}
    _all_there(held, only)
    if len(only) == 2:
        return Contents((Pair(_said(only, kind), *only),), ())
    found = (*pairs(functions), *_classes(held))
    if only and kind:
        found = tuple(one._replace(kind=kind) for one in found if only[0] in one.names) or (Pair(kind, only[0]),)
    elif only:
        found = tuple(one for one in found if only[0] in one.names)
    elif kind:
        found = tuple(one for one in found if FORMS.get(one.kind) is FORMS.get(kind) and one.kind in {*FORMS})
    known = {name for one in found for name in one.names}
    directed = (name for name in functions if (FORWARD | BACKWARD) & {*words(name)})
    return Contents(found, () if only or kind else tuple(name for name in directed if name not in known))


def _said(only: tuple[str, ...], kind: str | None) -> str:
    """Give the kind of two functions, by what is said, else by their names."""
    found = kind or kind_of(only[0]) or kind_of(only[1])
    if found is None:
        message = f"the names {' and '.join(only)} do not say what they compute: `--kind` does"
        raise CannotRun(message)
    return found


def _own(held: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what was imported."""
    here = held.get("__name__")
    return {name: one for name, one in held.items() if callable(one) and getattr(one, "__module__", None) == here}


def _all_there(held: Mapping[str, Any], only: tuple[str, ...]) -> None:
    """Refuse names that the file does not have, with those that may be meant."""
    missing = [name for name in only if not callable(held.get(name))]
    if missing:
        near = dict.fromkeys(filter(None, (slipped(name, _own(held)) for name in missing)))
        there = ", ".join([*_own(held)][:MOST_NAMED]) or "none"
        hint = f"did you mean {' and '.join(near)}?" if near else f"it has {there}"
        file = Path(str(held.get("__file__", "the file"))).name
        message = f"{file} has no function {' and no function '.join(missing)} ({hint})"
        raise CannotRun(message)


def _classes(held: Mapping[str, Any]) -> Iterator[Pair]:
    """Find nets, and layers that are written as classes."""
    for name, one in _own(held).items():
        if not isinstance(one, type):
            continue
        kind = net_kind(one) or (kind_of(name) if callable(getattr(one, "forward", None)) else None)
        if kind:
            yield Pair(kind, name)

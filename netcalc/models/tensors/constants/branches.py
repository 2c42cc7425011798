"""A choice between two graphs: the one that is gone through, where what is asked hangs on shapes alone."""

from collections.abc import Mapping
from typing import Final

from netcalc.models.tensors.program import Op
from netcalc.models.tensors.running import take
from netcalc.models.tensors.unknown import unknown
from netcalc.models.tensors.walk import Makes, Walk, numbers


def branch(walk: Walk, op: Op) -> None:
    """Go through the branch that is chosen; where the choice hangs on values, only the arrays of both are known."""
    asked = numbers(walk.env.get(op.reads[0]))
    if not asked or len(op.given["branches"]) != 2:
        return unknown(walk, op)
    chosen = op.given["branches"][0 if asked[0] else 1]
    for inner in chosen.ops:
        take(walk, inner)
    for place, name in enumerate(chosen.makes[: len(op.makes)]):
        walk.make(op, walk.thing(name), place)
    return None


BRANCHES: Final[Mapping[str, Makes]] = {"branch": branch}

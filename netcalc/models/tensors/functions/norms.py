"""Norms: of channels, of the last axes, of neighbours in the depth."""

from collections.abc import Mapping
from typing import Any, Final

from netcalc.layers import CATALOGUE
from netcalc.models.tensors.program import Held, Op
from netcalc.models.tensors.value import NORMED
from netcalc.models.tensors.walk import Makes, Walk

LRN: Final = {"alpha": 1e-4, "beta": 0.75, "k": 2.0}


def channels(walk: Walk, op: Op) -> None:
    """Make a norm of channels, which stand second: a batch's, groups', an instance's."""
    read = walk.at(op.reads[0], "first", op.path)
    scale, shift = walk.named(op, 1), walk.named(op, 2)
    fields: dict[str, Any] = {"groups": int(op.given["groups"])} if op.word == "groupnorm" else {}
    affine = scale is not None and shift is not None
    by_itself = op.word != "instancenorm"
    fields |= ({} if affine == by_itself else {"affine": affine}) | _eps(op)
    number = walk.add(op.word, fields, [read.number], op, *((scale, shift) if affine else ()))
    number = number if affine else left(walk, op, number, scale, shift)
    bare = op.word == "instancenorm" and scale is None and shift is None
    for place in (3, 4):
        statistic = walk.held(op, place)
        walk.draft.owns(statistic.key if statistic else "", number)
    return walk.make(op, read._replace(number=number, via=NORMED if bare else ""))


def _eps(op: Op) -> dict[str, float]:
    """Give what a norm adds to the variance, where that is not as it is by itself."""
    eps = op.given.get("eps")
    usual = CATALOGUE[op.word].model_fields["eps"].default
    return {} if eps is None or eps == usual or not 0 < float(eps) < 1 else {"eps": float(eps)}


def left(walk: Walk, op: Op, number: int, scale: Held | None, shift: Held | None) -> int:
    """Add what is left of a scale and a shift where one of them is not there."""
    for held, join in ((scale, "multiply"), (shift, "add")):
        if held is not None:
            learned = walk.add("learned", {"shape": str(max(1, held.size))}, (), op, held)
            number = walk.draft.add(join, {}, [number, learned], op.path)
    return number


def layernorm(walk: Walk, op: Op) -> None:
    """Make a norm over the last axis; over more of them its arrays are as large as what it reads."""
    scale, shift = walk.named(op, 1), walk.named(op, 2)
    if int(op.given.get("over", 1)) > 1:
        return _over_several(walk, op, scale, shift)
    read = walk.at(op.reads[0], "last", op.path)
    affine = scale is not None and (shift is not None or op.word == "rmsnorm")
    fields = ({} if affine else {"affine": False}) | _eps(op)
    number = walk.add(op.word, fields, [read.number], op, *((scale, shift) if affine else ()))
    number = number if affine else left(walk, op, number, scale, shift)
    return walk.make(op, read._replace(number=number))


def _over_several(walk: Walk, op: Op, scale: Held | None, shift: Held | None) -> None:
    thing = walk.value(op.reads[0])
    size = sum(each.size for each in (scale, shift) if each is not None)
    number = walk.draft.state("a norm over several axes", walk.volume(thing), [thing.number], op.path, params=size)
    for each in (scale, shift):
        walk.draft.owns(each.key if each else "", number)
    return walk.make(op, thing._replace(number=number))


def lrn(walk: Walk, op: Op) -> None:
    """Make local response normalisation."""
    read = walk.at(op.reads[0], "first", op.path)
    fields = {field: op.given[field] for field, usual in LRN.items() if op.given.get(field, usual) != usual}
    number = walk.add("lrn", {"size": int(op.given["size"]), **fields}, [read.number], op)
    return walk.make(op, read._replace(number=number))


NORMS: Final[Mapping[str, Makes]] = {
    "batchnorm": channels,
    "groupnorm": channels,
    "instancenorm": channels,
    "layernorm": layernorm,
    "rmsnorm": layernorm,
    "lrn": lrn,
}

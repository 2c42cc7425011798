"""Norms and convolutions that were found among operators, added as layers of ours."""

from typing import Any, Final

from netcalc.models.tensors.patterns.local import Local
from netcalc.models.tensors.patterns.rooted import Rooted
from netcalc.models.tensors.value import Value
from netcalc.models.tensors.walk import Walk

EPS: Final = {"rmsnorm": 1e-6, "layernorm": 1e-5}  # by themselves


def normed(walk: Walk, found: Rooted) -> None:
    """Add a norm along the last axis."""
    read = walk.at(found.reads, "last", found.last.path)
    fields: dict[str, Any] = {} if found.arrays else {"affine": False}
    fields |= {"eps": found.eps} if found.eps not in (None, EPS[found.kind]) and 0 < float(found.eps or 0) < 1 else {}
    number = walk.add(found.kind, fields, [read.number], found.last, *found.arrays)
    walk.make(found.last, read._replace(number=number, via=""))


def slid(walk: Walk, found: Local) -> None:
    """Add a convolution whose filters are not shared."""
    read = walk.at(found.reads, "first", found.last.path)
    number = walk.add("local", found.fields, [read.number], found.last, *found.arrays)
    volume = walk.draft.volume(number)
    shape = (read.shape[0], volume.depth, *reversed(volume.spatial))
    walk.make(found.last, Value(number, shape, (*range(len(shape) - 1, 1, -1), 1), read.lead))

"""Norms, with the arrays that lie along the axes that Keras names, and slopes that are learned."""

from collections.abc import Mapping
from math import prod
from typing import Any

from netcalc.models.formats.keras.call import Call
from netcalc.models.formats.keras.tensor import Tensor


def affine(call: Call, kind: str, fields: Mapping[str, Any]) -> Tensor:
    """Add a norm whose scale or shift may be left out: what is left of the two is a layer of its own."""
    scale, shift = bool(call.get("scale", default=True)), bool(call.get("center", default=True))
    if scale and shift:
        return call.add(kind, fields)
    made = call.add(kind, {**fields, "affine": False})
    for wanted, join in ((scale, "multiply"), (shift, "add")):
        if wanted:
            learned = call.add("learned", {"shape": str(call.volume.depth)}, [])
            made = call.add(join, reads=[made, learned])
    return made


def _normed(call: Call) -> dict[str | int, int]:
    """Give the extents along the axes that are named, by the axes of the volume."""
    axis = call.get("axis", default=-1)
    return call.extents_along(axis if isinstance(axis, list) else [axis])


def _learned(call: Call) -> int:
    """Count the arrays that a norm learns: a scale, a shift."""
    return sum(bool(call.get(name, default=True)) for name in ("scale", "center"))


def batchnorm(call: Call) -> Tensor:
    """Make a batch norm."""
    normed = _normed(call)
    if normed.keys() == {"depth"}:
        return affine(call, "batchnorm", {})
    size = prod(normed.values())
    what = "a batch norm along another axis than the depth"
    return call.state(what, call.shape, params=size * _learned(call), buffers=2 * size)


def layernorm(call: Call) -> Tensor:
    """Make a layer norm over the depth, or over other axes."""
    if call.get("rms_scaling"):
        return rmsnorm(call)
    normed = _normed(call)
    if normed.keys() == {"depth"}:
        return affine(call, "layernorm", {})
    what = "a layer norm over several axes" if len(normed) > 1 else "a layer norm over another axis than the depth"
    return call.state(what, call.shape, params=_learned(call) * prod(normed.values()))


def rmsnorm(call: Call) -> Tensor:
    """Make a norm by the root of the mean square."""
    normed = _normed(call)
    if normed.keys() == {"depth"}:
        return call.add("rmsnorm")
    return call.state("a root-mean-square norm over other axes", call.shape, params=prod(normed.values()))


def groupnorm(call: Call) -> Tensor:
    """Make a norm over groups of the depth, or of another axis, along which its arrays then lie."""
    ((axis, extent),) = call.extents_along([int(call.get("axis", default=-1))]).items()
    groups = int(call.get("groups", default=32))
    if axis == "depth" and not call.lead:
        return affine(call, "groupnorm", {"groups": extent if groups == -1 else groups})
    what = "a group norm at every position" if call.lead else "a group norm along another axis than the depth"
    return call.state(what, call.shape, params=_learned(call) * extent)


def prelu(call: Call) -> Tensor:
    """Make a ReLU whose slopes are learned: one a value, those along the axes that are named being one."""
    shared = call.extents_along(call.get("shared_axes", default=[]))
    if len(shared) == call.axes and "depth" not in shared and not call.lead:
        return call.add("prelu")
    what = "a PReLU with slopes shared along other axes" if shared else "a PReLU with a slope a value"
    values = prod(call.shape[call.lead :])
    return call.state(what, call.shape, params=values // prod(shared.values()))


def normalization(call: Call) -> Tensor:
    """Take a normalisation by numbers that were given, or that were measured and are kept."""
    if call.get("mean") is not None:
        return call.passed()
    axes = call.config.get("axis", -1)
    listed = axes if isinstance(axes, list) else [] if axes is None else [axes]
    what = "a normalisation by a mean and a variance that were measured"
    return call.state(what, call.shape, buffers=2 * prod(call.extents_along(listed).values()))

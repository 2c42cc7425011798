"""Layers around a layer: the same at every position, both directions at once, weights held down."""

from collections.abc import Mapping
from math import prod
from typing import Any, Final, NamedTuple

from netcalc.models.draft import Draft
from netcalc.models.formats.keras.call import Call
from netcalc.models.formats.keras.layers.looped import convolved
from netcalc.models.formats.keras.layers.recurrent import STATES, bidirectional
from netcalc.models.formats.keras.nodes import MODELS
from netcalc.models.formats.keras.shapes import Shape, volume_of
from netcalc.models.formats.keras.tensor import Made, Tensor
from netcalc.models.operators import words
from netcalc.volume import MOST_AXES

SPREADS: Final = frozenset({
    "conv", "depthwise", "separable", "conv_transpose", "fc", "embedding", "max_pool", "avg_pool", "global_avg",
    "global_max", "batchnorm", "layernorm", "rmsnorm", "prelu", "dropout", "flatten", "view", "pad", "crop", "upsample",
    "same", "relu", "leaky_relu", "elu", "softmax", "add", "multiply", "subtract", "adaptive_avg", "adaptive_max",
    "InputLayer",
})  # fmt: skip  # what works at every position of further axes as it does at one
SIZES: Final = ("filters", "units", "output_dim")


class Counted(NamedTuple):
    """What a layer comes to that was worked out by itself."""

    params: int
    buffers: int
    macs: int
    shape: Shape


def distributed(call: Call) -> Made:
    """Make a layer, or a model, work at every position of the first axis."""
    inner, before = call.config["layer"], call.lead + 1
    if len(call.shape) - 1 <= MOST_AXES and not call.order.first and _spreads(inner):
        return call.runs(call._replace(lead=before), inner)
    times = prod(call.shape[:before])
    found = apart(call, inner, call.shape[before:])
    what = f"{str(inner.get('class_name'))[:40]} at every position"
    shape = (*call.shape[:before], *found.shape)
    return call.state(what, shape, params=found.params, buffers=found.buffers, macs=times * found.macs)


def _spreads(layer: Mapping[str, Any]) -> bool:
    """Say whether a layer, or all layers of a model, work at every position of a further axis by themselves."""
    name = str(layer.get("class_name"))
    if name in MODELS:
        config = layer["config"]
        inside = config.get("layers", []) if isinstance(config, dict) else config
        return all(_spreads(each) for each in inside)
    if name == "TimeDistributed":
        return _spreads(layer["config"]["layer"])
    return words("keras").get(name, name) in SPREADS


def apart(call: Call, inner: Mapping[str, Any], shape: Shape) -> Counted:
    """Work a layer out on a volume by itself, and give what it comes to."""
    draft = Draft({"input": volume_of(shape, call.order)})
    draft.at, came = call.draft.at, Tensor(-1, shape)
    made = call.runs(call._replace(draft=draft, reads=(came,), given=(came,), stated=None, lead=0), inner)
    for name, places in draft.unknown.items():
        call.draft.unknown.setdefault(name, []).extend(places)
    own = [each.counts for each, entry in zip(draft.worked, draft.entries, strict=True) if entry.lent is None]
    params, buffers = (sum(counts[name] or 0 for counts in own) for name in ("params", "buffers"))
    macs = sum(each.counts["macs"] or 0 for each in draft.worked)
    return Counted(params, buffers, macs, made.shape if isinstance(made, Tensor) else made[0].shape)


def both(call: Call) -> Made:
    """Make a layer in both directions."""
    inner = call.config["layer"]
    word = words("keras").get(str(inner.get("class_name")), "")
    if word in STATES:
        return bidirectional(call)
    if word != "looped":
        return call.unknown()
    mode = call.config.get("merge_mode", "concat")
    ways = [convolved(call._replace(layer=inner, held=(*call.held, way))) for way in ("forward", "backward")]
    tensors = [each if isinstance(each, Tensor) else each[0] for each in ways]
    if mode is None:
        return tuple(tensors)
    joined = call._replace(reads=tuple(tensors))
    kind = {"concat": "concat", "sum": "add", "mul": "multiply"}.get(str(mode))
    return joined.add(kind) if kind else joined.state("the mean of both directions", tensors[0].shape)


def held_down(call: Call) -> Made:
    """Make a layer whose weights are divided by their largest stretch, with a vector kept: a number a filter."""
    inner, held = call.config["layer"], (*call.held, "vector")
    size = next((inner["config"][name] for name in SIZES if inner["config"].get(name)), None)
    found = call.runs(call, inner)
    if size is not None and held not in call.draft.owners:
        path = (*call.path[:-1], f"{call.path[-1]}_vector")
        what = "the vector of a spectral norm"
        call.draft.owns(held, call.draft.state(what, None, (), path, buffers=int(size)))
    return found

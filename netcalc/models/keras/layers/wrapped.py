"""Layers around a layer: the same at every position, both directions at once, weights held down."""

from collections.abc import Callable, Mapping
from math import prod
from typing import Any, Final, NamedTuple, TypeAlias

from netcalc.models.draft import Draft
from netcalc.models.keras.call import Call
from netcalc.models.keras.layers.looped import convolved
from netcalc.models.keras.layers.recurrent import STATES, bidirectional
from netcalc.models.keras.nodes import MODELS
from netcalc.models.keras.shapes import Shape, volume_of
from netcalc.models.keras.tensor import Made, Tensor
from netcalc.models.operators import words
from netcalc.volume import MOST_AXES

Runs: TypeAlias = Callable[[Call, Mapping[str, Any]], Made]
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
    shapes: tuple[Shape, ...]


def distributed(runs: Runs) -> Callable[[Call], Made]:
    """Make a layer, or a model, work at every position of the first axis."""

    def made(call: Call) -> Made:
        inner = call.config["layer"]
        shape = call.shape[call.lead + 1 :]
        if len(call.shape) - 1 <= MOST_AXES and not call.order.first and _spreads(inner):
            return runs(call._replace(lead=call.lead + 1), inner)
        times = prod(call.shape[: call.lead + 1])
        found = apart(call, inner, shape, runs)
        whole = (*call.shape[: call.lead + 1], *found.shapes[0])
        what = f"{str(inner.get('class_name'))[:40]} at every position"
        return call.state(what, whole, params=found.params, buffers=found.buffers, macs=times * found.macs)

    return made


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


def apart(call: Call, inner: Mapping[str, Any], shape: Shape, runs: Runs) -> Counted:
    """Work a layer out on a volume by itself, and give what it comes to."""
    draft = Draft({"input": volume_of(shape, call.order)})
    draft.at = call.draft.at
    alone = call._replace(draft=draft, reads=(Tensor(-1, shape),), given=(Tensor(-1, shape),), stated=None, lead=0)
    made = runs(alone, inner)
    tensors = (made,) if isinstance(made, Tensor) else made
    own = [each.counts for each, entry in zip(draft.worked, draft.entries, strict=True) if entry.lent is None]
    if draft.unknown:
        for name, places in draft.unknown.items():
            call.draft.unknown.setdefault(name, []).extend(places)
    params, buffers = (sum(counts[name] or 0 for counts in own) for name in ("params", "buffers"))
    macs = sum(each.counts["macs"] or 0 for each in draft.worked)
    return Counted(params, buffers, macs, tuple(each.shape for each in tensors))


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


def held_down(runs: Runs) -> Callable[[Call], Made]:
    """Make a layer whose weights are divided by their largest stretch, with a vector kept: a number a filter."""

    def made(call: Call) -> Made:
        inner = call.config["layer"]
        size = next((inner["config"][name] for name in SIZES if inner["config"].get(name)), None)
        found = runs(call, inner)
        held = (*call.held, "vector")
        if size is not None and held not in call.draft.owners:
            path = (*call.path[:-1], f"{call.path[-1]}_vector")
            what = "the vector of a spectral norm"
            call.draft.owns(held, call.draft.state(what, None, (), path, buffers=int(size)))
        return found

    return made

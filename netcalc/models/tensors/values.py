"""Operators value by value, norms, and those that netcalc does not know."""

from collections.abc import Mapping
from math import prod
from typing import Any, Final

from netcalc.layers import CATALOGUE
from netcalc.models.tensors.program import Fixed, Held, Op
from netcalc.models.tensors.value import NORMED, Value, target
from netcalc.models.tensors.walk import Makes, Walk
from netcalc.volume import Volume

PLAIN: Final = ("relu", "relu6", "sigmoid", "tanh", "gelu", "silu", "hard_swish", "hard_sigmoid", "selu", "softplus",
                "mish", "exp", "abs", "square", "dropout", "leaky_relu", "elu", "hard_tanh", "step")  # fmt: skip
FIELDS: Final = {"leaky_relu": "slope", "elu": "alpha", "dropout": "rate"}
LRN: Final = {"alpha": 1e-4, "beta": 0.75, "k": 2.0}
POWERS: Final = ("Pow", "pow")
BOUNDS: Final[Mapping[tuple[float | None, float | None], str]] = {
    (0.0, 6.0): "relu6",
    (-1.0, 1.0): "hard_tanh",
    (0.0, None): "relu",
}


def unknown(walk: Walk, op: Op) -> None:
    """Add an operator that netcalc does not know, with the file's own shape; its arrays are counted."""
    reads = [thing.number for name in op.reads if isinstance(thing := walk.env.get(name), Value)]
    held = [thing for name in op.reads if isinstance(thing := walk.env.get(name), Held)]
    shape = walk.shape(op)
    walk.doubt(op)
    came = next((thing.shape for name in op.reads if isinstance(thing := walk.env.get(name), Value)), ())
    if not reads and not held:
        for place in range(len(op.makes)):
            walk.make(op, Fixed(walk.shape(op, place) or ()), place)
        return
    found = target(shape, 0, walk.batch, "first" if len(shape) > 3 else "last") if shape else None
    if not reads and len(held) == 1:
        same = shape is None or prod(shape) == held[0].size
        part = held[0] if same else held[0]._replace(key=f"{held[0].key}[{op.makes[0]}]")
        walk.make(op, part._replace(shape=shape or part.shape))
        return
    if not reads and found is not None:
        number = _of_arrays(walk, op, found.volume, held)
        walk.make(op, Value(number, shape or (), found.order))
        return
    params = sum(each.size for each in held if each.learned and each.key not in walk.draft.owners)
    made = found.volume if found else walk.draft.volume(reads[0])
    number = walk.draft.unsupported(op.name[:60], made, list(dict.fromkeys(reads)), op.path, params)
    for each in held:
        walk.draft.owns(each.key, number)
    for place in range(len(op.makes)):
        made_shape = walk.shape(op, place) or shape or came
        walk.make(op, Value(number, made_shape, found.order if found and not place else None), place)


def _of_arrays(walk: Walk, op: Op, made: Volume, held: list[Held]) -> int:
    """Add what an operator makes of arrays alone: it has all of them, however many numbers it makes."""
    params = sum(each.size for each in held if each.learned and each.key not in walk.draft.owners)
    number = walk.draft.state("an array made of others", made, [-1], op.path, params=params)
    for each in held:
        walk.draft.owns(each.key, number)
    return number


def compared(walk: Walk, op: Op) -> None:
    """Make truths of numbers: a mask, no layer."""
    walk.draft.besides |= {thing.number for name in op.reads if isinstance(thing := walk.env.get(name), Value)}
    for place in range(len(op.makes)):
        walk.make(op, Fixed(walk.shape(op, place) or walk.thing(op.reads[0]).shape), place)


def chosen(walk: Walk, op: Op) -> None:
    """Choose by a mask between two tensors: where one of them is a constant, the other goes on."""
    things = [walk.thing(name) for name in op.reads]
    found = [name for name, each in zip(op.reads, things, strict=True) if isinstance(each, Value)]
    if len(found) == 1:
        return walk.passed(op._replace(reads=(found[0],)))
    if not found:
        return walk.make(op, Fixed(walk.shape(op) or things[-1].shape))
    made: list[int] = []
    for shape in (each.shape for each in things):
        made = [1] * (len(shape) - len(made)) + made
        made = [max(pair) for pair in zip(made, [1] * (len(made) - len(shape)) + list(shape), strict=True)]
    reads = list(dict.fromkeys(walk.value(name).number for name in found))
    lead = walk.value(found[0]).lead
    return walk.make(op, walk.stated(op, "one of two, value by value", tuple(made), reads, lead=lead))


def same(walk: Walk, op: Op) -> None:
    """Let a function value by value that is no kind of ours go by; a power that is learned is counted."""
    power = walk.named(op, 1) if op.name in POWERS else None
    if power is None or not power.learned or not isinstance(walk.thing(op.reads[0]), Value):
        return walk.passed(op, "erf" if op.name in ("Erf", "erf") else "")
    value, learned = walk.value(op.reads[0]), walk.value(op.reads[1])
    what = "a power that is learned"
    number = walk.draft.state(what, walk.volume(value), [value.number, learned.number], op.path)
    return walk.make(op, value._replace(number=number))


def nothing(walk: Walk, op: Op) -> None:
    """Make a constant, which is no layer."""
    for place in range(len(op.makes)):
        walk.make(op, Fixed(walk.shape(op, place) or ()), place)


def noise(walk: Walk, op: Op) -> None:
    """Make normal noise, of a shape or as large as what is read."""
    thing = walk.env.get(op.reads[0]) if op.reads else None
    shape = tuple(walk.shape(op) or op.given.get("shape") or (thing.shape if thing is not None else ()))
    if isinstance(thing, Value) and thing.order is not None and thing.shape == shape:
        number = walk.add("noise", {"shape": str(walk.volume(thing))}, (), op)
        return walk.make(op, thing._replace(number=number, via=""))
    lead = 0 if shape[:1] == (walk.batch,) and len(shape) > 1 else None
    found = target(shape, lead, walk.batch, walk.layout(op.makes[0], shape))
    return walk.make(op, Value(walk.add("noise", {"shape": str(found.volume)}, (), op), shape, found.order, lead))


def plain(walk: Walk, op: Op) -> None:
    """Make a function value by value, which takes no notice of how the values are laid out."""
    thing = walk.thing(op.reads[0])
    if not isinstance(thing, Value):
        return walk.passed(op)
    field = FIELDS.get(op.word)
    fields = {field: op.given[field]} if field and op.given.get(field) is not None else {}
    fields |= {"approximate": "tanh"} if op.given.get("approximate") == "tanh" else {}
    if op.word == "dropout" and not 0 <= float(fields.get("rate", 0.5)) < 1:
        return walk.passed(op)
    return walk.make(op, thing._replace(number=walk.add(op.word, fields, [thing.number], op), via=""))


def clip(walk: Walk, op: Op) -> None:
    """Make a function that stops at bounds: a kind of ours where it is one, else nothing that is counted."""
    thing = walk.thing(op.reads[0])
    low, high = op.given.get("low"), op.given.get("high")
    kind = BOUNDS.get((low, high))
    if kind is None or not isinstance(thing, Value):
        return walk.passed(op)
    return walk.make(op, thing._replace(number=walk.add(kind, {}, [thing.number], op)))


def prelu(walk: Walk, op: Op) -> None:
    """Make a leaky ReLU whose slopes are learned, one a channel or one for all."""
    slopes, thing = walk.held(op, 1), walk.value(op.reads[0])
    volume = walk.volume(thing)
    if slopes is not None and slopes.size == volume.depth:
        number = walk.add("prelu", {}, [thing.number], op, slopes)
    else:
        size = slopes.size if slopes is not None else 0
        number = walk.draft.state("a PReLU with other slopes than one a channel", volume, [thing.number], op.path,
                                  params=size)  # fmt: skip
        walk.draft.owns(slopes.key if slopes else "", number)
    return walk.make(op, thing._replace(number=number))


def softmax(walk: Walk, op: Op) -> None:
    """Make a softmax: over the depth our own kind, over another axis nothing that multiplies."""
    thing = walk.thing(op.reads[0])
    if not isinstance(thing, Value):
        return walk.passed(op)
    axis = int(op.given.get("axis", -1)) % max(1, len(thing.shape))
    if thing.order is None and axis == len(thing.shape) - 1 and len(thing.shape) < 4:
        thing = walk.at(op.reads[0], "last", op.path)
    if thing.order is not None and (thing.order[-1] == axis or len(thing.order) == 1):
        return walk.make(op, thing._replace(number=walk.add(op.word, {}, [thing.number], op)))
    return walk.passed(op)


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
    scale, shift = walk.held(op, 1), walk.held(op, 2)
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


def glu(walk: Walk, op: Op) -> None:
    """Make a gated linear unit, which halves an axis."""
    value = walk.value(op.reads[0])
    axis = int(op.given.get("axis", -1)) % len(value.shape)
    read = walk.at(op.reads[0], "first" if axis == 1 and len(value.shape) > 2 else "last", op.path)
    shape = tuple(extent // 2 if place == axis else extent for place, extent in enumerate(read.shape))
    return walk.make(op, Value(walk.add("glu", {}, [read.number], op), shape, read.order, read.lead))


VALUES: Final[Mapping[str, Makes]] = {
    **dict.fromkeys(PLAIN, plain),
    "clip": clip,
    "prelu": prelu,
    "softmax": softmax,
    "log_softmax": softmax,
    "batchnorm": channels,
    "groupnorm": channels,
    "instancenorm": channels,
    "layernorm": layernorm,
    "rmsnorm": layernorm,
    "lrn": lrn,
    "glu": glu,
    "same": same,
    "noise": noise,
    "nothing": nothing,
    "unknown": unknown,
    "compare": compared,
    "where": chosen,
}

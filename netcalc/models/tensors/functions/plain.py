"""Functions value by value, which take no notice of how the values are laid out."""

from collections.abc import Mapping
from typing import Final

from netcalc.models.tensors.program import Op
from netcalc.models.tensors.value import Value
from netcalc.models.tensors.walk import Makes, Walk

PLAIN: Final = ("relu", "relu6", "sigmoid", "tanh", "gelu", "silu", "hard_swish", "hard_sigmoid", "selu", "softplus",
                "mish", "exp", "abs", "square", "dropout", "leaky_relu", "elu", "hard_tanh", "step")  # fmt: skip
FIELDS: Final = {"leaky_relu": "slope", "elu": "alpha", "dropout": "rate"}
POWERS: Final = ("Pow", "pow")
BOUNDS: Final[Mapping[tuple[float | None, float | None], str]] = {
    (0.0, 6.0): "relu6",
    (-1.0, 1.0): "hard_tanh",
    (0.0, None): "relu",
}


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


def same(walk: Walk, op: Op) -> None:
    """Let a function value by value that is no kind of ours go by; a power that is learned is counted."""
    power = walk.named(op, 1) if op.name in POWERS else None
    if power is None or not power.learned or not isinstance(walk.thing(op.reads[0]), Value):
        return walk.passed(op, "erf" if op.name in ("Erf", "erf") else "")
    value, learned = walk.value(op.reads[0]), walk.value(op.reads[1])
    what = "a power that is learned"
    number = walk.draft.state(what, walk.volume(value), [value.number, learned.number], op.path)
    return walk.make(op, value._replace(number=number))


FUNCTIONS: Final[Mapping[str, Makes]] = {**dict.fromkeys(PLAIN, plain), "clip": clip, "same": same}

"""Layers of every kind with any fields, as a user may write them: what properties draw from."""

from typing import Any

from hypothesis import strategies as st

from netcalc.layers import CATALOGUE

SMALL = st.integers(1, 5)
COUNT = st.integers(1, 6) | st.just(10**9)
SIZE = SMALL | st.lists(SMALL, min_size=1, max_size=3) | st.just(10**9)
SIDES = st.dictionaries(st.sampled_from(["left", "right", "top", "bottom", "front", "back"]), SMALL, min_size=1)
RIM = st.integers(0, 3) | st.lists(st.integers(0, 3), min_size=1, max_size=3) | SIDES | st.just("valid")
NAME = st.sampled_from(["input", "relu1", "conv1", "conv2", "a", "add1", "body"])
REAL = st.floats(0.125, 0.875)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("filters", "units", "pieces", "vocabulary", "depth"), COUNT),
    **dict.fromkeys(("size", "stride", "dilation", "factor"), SIZE),
    **dict.fromkeys(("bias", "affine", "trainable", "flatten", "causal", "relative_bias"), st.booleans()),
    **dict.fromkeys(("rate", "slope", "alpha", "beta", "k", "eps"), REAL),
    "groups": st.integers(1, 4),
    **dict.fromkeys(("pad", "margin"), RIM),
    "from": NAME,
    "mode": st.sampled_from(["nearest", "bilinear"]),
    "pad_mode": st.sampled_from(["zeros", "reflect", "replicate", "circular"]),
    "output_pad": st.integers(0, 2),
    "axis": st.integers(0, 3) | st.just("depth"),
    "over": st.sampled_from(["depth", "space"]) | st.sets(st.integers(0, 3), min_size=1).map(sorted),
    "to": st.lists(SMALL, min_size=1, max_size=4),
    "order": st.integers(1, 4).flatmap(lambda axes: st.permutations(range(axes))),
    **dict.fromkeys(("start", "stop"), st.integers(-9, 9)),
    "step": st.integers(-3, 3).filter(bool),
    "transpose_second": st.booleans(),
    **dict.fromkeys(("params", "buffers", "macs"), st.integers(0, 9)),
    "what": st.just("something else"),
    "op": st.sampled_from(["max", "avg"]),
    "approximate": st.sampled_from(["none", "tanh"]),
    "rounding": st.sampled_from(["exact", "floor", "ceil"]),
    **dict.fromkeys(("heads", "kv_heads", "head_size"), st.integers(1, 4)),
    "window": SIZE,
    "shift": st.integers(0, 2),
    "direction": st.sampled_from(["forward", "backward", "both"]),
    "output": st.sampled_from(["all", "last"]),
    "activation": st.sampled_from(["tanh", "relu"]),
    "reset": st.sampled_from(["after", "before"]),
    "shape": st.lists(SMALL, min_size=1, max_size=4),
    "connect": st.lists(st.sets(st.integers(0, 5), min_size=1).map(sorted), min_size=1, max_size=6),
}
OTHERS = {
    **{(kind, "pad"): RIM | st.sampled_from(["same", "same_start", "causal"]) for kind in ("conv", "local")},
    ("pool", "pad"): RIM | st.sampled_from(["same", "same_start"]),
    ("conv_transpose", "pad"): RIM | st.just("same"),
    ("conv", "groups"): st.integers(1, 4) | st.just("depth"),
    ("lrn", "size"): COUNT,
    **{(kind, "to"): NAME for kind in ("crop", "upsample")},
    ("glu", "op"): st.sampled_from(["sigmoid", "silu", "gelu", "relu"]),
    **{(kind, "bias"): st.booleans() | st.just("one") for kind in ("rnn", "lstm", "gru")},
    **{(join, "from"): st.lists(NAME, min_size=2, max_size=3) for join in ("add", "multiply", "concat")},
    ("stated", "output"): st.lists(SMALL, min_size=1, max_size=4),
    ("reduce", "op"): st.sampled_from(["mean", "max", "sum", "l2"]),
    **{(join, "from"): st.lists(NAME, min_size=2, max_size=2) for join in ("subtract", "matmul")},
}


def layer(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    fields = CATALOGUE[kind].model_fields.items()
    names = {
        CATALOGUE[kind].written_name(name): field.is_required()
        for name, field in fields
        if name not in ("name", "share")
    }
    strategies = {
        name: OTHERS[kind, name] if (kind, name) in OTHERS else FIELDS[name]
        for name in names
        if (kind, name) != ("crop", "start")
    }
    needed = {name: strategies.pop(name) for name, required in names.items() if required}
    strategies.pop("from", None)
    ways = {name: strategies.pop(name) for name in CATALOGUE[kind].one_of}
    if ways:
        one = st.sampled_from(list(ways)).flatmap(lambda name: st.fixed_dictionaries({name: ways[name]}))
        return st.builds(lambda way, rest: {kind: {**way, **rest}}, one, st.fixed_dictionaries({}, optional=strategies))
    return st.fixed_dictionaries(needed, optional=strategies).map(lambda fields: {kind: fields})


LAYER = st.sampled_from(list(CATALOGUE)).flatmap(layer)
REPEAT = st.builds(
    lambda times, layers: {"repeat": {"times": times, "layers": layers}},
    st.integers(0, 3),
    st.lists(LAYER, min_size=1, max_size=3),
)
INPUT = st.lists(st.integers(1, 40), min_size=1, max_size=4) | st.just([10**9] * 4)

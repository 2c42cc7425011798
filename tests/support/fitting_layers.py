"""A layer of any kind that may fit what it reads: what random graphs are made of."""

from collections.abc import Callable
from math import prod
from random import Random
from typing import Any, Final

Extents = tuple[int, ...]  # a volume: its spatial extents, then its depth
Layer = tuple[str, dict[str, Any]]

PLAIN: Final = (
    "relu", "relu6", "sigmoid", "tanh", "softmax", "gelu", "silu", "hard_swish", "hard_sigmoid", "leaky_relu", "elu",
    "prelu", "batchnorm", "layernorm", "scale", "lrn", "flatten", "selu", "softplus", "mish", "hard_tanh",
    "log_softmax", "abs", "square", "rmsnorm", "instancenorm", "dropout", "step", "exp",
)  # fmt: skip


def fitting(draw: Random, here: Extents, names: list[str]) -> Layer:
    """Draw a layer that may read a volume; what measures another takes one of these names."""
    kinds = [*KINDS, *(SPATIAL if len(here) > 1 else ()), *(SEQUENCES if len(here) == 2 else ())]
    kind = draw.choice([*kinds, *draw.sample(PLAIN, 5)])
    if kind in PLAIN:
        return kind, {}
    if kind == "to":
        kind = draw.choice(["crop", "upsample"])
        return kind, {"to": draw.choice(names)} if names else ({"factor": 2} if kind == "upsample" else {"margin": 1})
    return kind, {**KINDS, **SPATIAL, **SEQUENCES}[kind](draw, here)


def each(draw: Random, here: Extents, low: int, high: int) -> int | list[int]:
    """Draw a number for all spatial axes, or one for each."""
    return draw.randint(low, high) if draw.random() < 0.5 else [draw.randint(low, high) for _ in here[:-1]]


def part(draw: Random, number: int) -> int:
    """Draw a number that divides another."""
    return draw.choice([each for each in range(1, number + 1) if number % each == 0])


def conv(draw: Random, here: Extents) -> dict[str, Any]:
    """Draw filters, groups, a window and a padding, or a connection table."""
    D, count = here[-1], draw.choice([1, 1, part(draw, here[-1]), here[-1]])
    groups = "depth" if count == D and draw.random() < 0.5 else count
    fields: dict[str, Any] = {
        "filters": draw.choice(["depth", "${depth * few}", count * draw.randint(1, 2)]),
        "size": each(draw, here, 1, 3),
        "groups": groups,
        "bias": draw.random() < 0.7,
        "pad": draw.choice([0, 1, "same", "same_start", "causal", {"left": 1}]),
    }
    fields |= {"stride": each(draw, here, 1, 2)} if draw.random() < 0.4 else {}
    fields |= {"dilation": 2} if draw.random() < 0.2 else {}
    fields |= {"pad_mode": draw.choice(["reflect", "replicate", "circular"])} if draw.random() < 0.2 else {}
    if draw.random() < 0.1:
        del fields["groups"]
        fields |= {"filters": 2, "connect": [[0], draw.sample(range(D), draw.randint(1, D))]}
    return fields


def fc(draw: Random, _here: Extents) -> dict[str, Any]:
    """Draw units that read all, or the depth alone."""
    return {"units": draw.randint(1, 5), "bias": draw.random() < 0.7, "flatten": draw.random() < 0.3}


def local(draw: Random, here: Extents) -> dict[str, Any]:
    """Draw filters and a window."""
    return {"filters": draw.randint(1, 3), "size": each(draw, here, 1, 3), "pad": draw.choice([0, 1, "same"])}


def conv_transpose(draw: Random, here: Extents) -> dict[str, Any]:
    """Draw filters and a window that is laid down."""
    groups = part(draw, here[-1])
    fields = {"filters": groups * draw.randint(1, 2), "size": each(draw, here, 1, 3), "groups": groups}
    return fields | {"stride": draw.randint(1, 2), "pad": draw.choice([0, 0, "same"])}


def pool(draw: Random, here: Extents) -> dict[str, Any]:
    """Draw a window and what is taken of it."""
    fields = {"size": each(draw, here, 1, 3), "op": draw.choice(["max", "avg"]), "stride": draw.randint(1, 2)}
    return fields | ({"trainable": True, "op": "avg"} if draw.random() < 0.2 else {})


def attention(draw: Random, here: Extents) -> dict[str, Any]:
    """Draw heads, and what they may look at."""
    kv = draw.randint(1, 2)
    fields = {"heads": kv * draw.randint(1, 2), "kv_heads": kv, "head_size": draw.randint(1, 2)}
    if draw.random() < 0.3:
        return fields | {"window": [part(draw, W) for W in here[:-1]], "relative_bias": draw.random() < 0.5}
    return fields | {"causal": draw.random() < 0.4, "bias": draw.random() < 0.7}


def recurrent(draw: Random, _here: Extents) -> dict[str, Any]:
    """Draw units and a direction."""
    fields = {"units": draw.randint(1, 3), "direction": draw.choice(["forward", "backward", "both"])}
    return fields | {"output": draw.choice(["all", "all", "last"]), "bias": draw.choice([True, "one", False])}


def reshape(draw: Random, here: Extents) -> dict[str, Any]:
    """Draw another volume of as many values."""
    first = part(draw, prod(here))
    return {"to": draw.choice([[first, prod(here) // first], [prod(here)]])}


def slices(draw: Random, here: Extents) -> dict[str, Any]:
    """Draw an axis and a part of it."""
    axis = draw.choice(["depth", *range(len(here) - 1)])
    extent = here[-1 if axis == "depth" else int(axis)]
    start = draw.randrange(extent)
    return {"axis": axis, "start": start, "stop": draw.randint(start + 1, extent), "step": draw.choice([1, 1, 2])}


Make = Callable[[Random, Extents], dict[str, Any]]
KINDS: Final[dict[str, Make]] = {
    "fc": fc,
    "maxout": lambda draw, _here: {"units": draw.randint(1, 3), "pieces": draw.randint(1, 3)},
    "learned": lambda _draw, here: {"shape": list(here)},
    "noise": lambda _draw, here: {"shape": list(here)},
    "reshape": reshape,
    "slice": slices,
    "transpose": lambda draw, here: {"order": draw.sample(range(len(here)), len(here))},
    "groupnorm": lambda draw, here: {"groups": part(draw, here[-1])},
    "channel_shuffle": lambda draw, here: {"groups": part(draw, here[-1])},
    "glu": lambda draw, _here: {"op": draw.choice(["sigmoid", "silu", "gelu", "relu"])},
    "gelu": lambda _draw, _here: {"approximate": "tanh"},
    "reduce": lambda draw, _here: {
        "over": draw.choice(["depth", "space"]),
        "op": draw.choice(["mean", "max", "sum", "l2"]),
    },
    "stated": lambda _draw, here: {"output": list(here), "params": 2, "macs": 3},
}
SPATIAL: Final[dict[str, Make]] = {
    "conv": conv,
    "local": local,
    "conv_transpose": conv_transpose,
    "pool": pool,
    "global_pool": lambda draw, _here: {"op": draw.choice(["max", "avg"])},
    "zero_pad": lambda draw, here: {"pad": each(draw, here, 0, 1)},
    "upsample": lambda draw, here: {"factor": each(draw, here, 1, 2), "mode": draw.choice(["nearest", "bilinear"])},
    "crop": lambda _draw, _here: {"margin": {"left": 1}},
    "adaptive_pool": lambda draw, here: {"size": each(draw, here, 1, 3), "op": draw.choice(["max", "avg"])},
    "pixel_shuffle": lambda _draw, _here: {"factor": 2},
    "space_to_depth": lambda draw, here: {"factor": each(draw, here, 1, 2)},
    "to": lambda _draw, _here: {},
}
SEQUENCES: Final[dict[str, Make]] = dict.fromkeys(("attention",), attention) | dict.fromkeys(
    ("rnn", "lstm", "gru"), recurrent
)


def repeated(draw: Random, here: Extents) -> list[Any]:
    """Draw layers that keep a volume, and know the number of their pass as `i`."""
    items: list[Any] = [
        {"leaky_relu": {"slope": "${(i + 1) / 4}"}},
        {"tanh": {"when": "${i > 0}"}},
        {"residual": {"layers": [{"fc": {"units": "depth", "flatten": False}}], "when": "${i % 2 == 0}"}},
        {"dropout": "${i / 8}"},
    ]
    wide = [{"fc": {"units": "${widths[i]}", "flatten": False}}, {"fc": {"units": here[-1], "flatten": False}}]
    if len(here) > 1:
        items.append({"conv": {"filters": "depth", "size": "${i + 1}", "pad": "same", "groups": "depth"}})
    return [*draw.sample(items, draw.randint(1, 3)), *(wide if draw.random() < 0.5 else [])]

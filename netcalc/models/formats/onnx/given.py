"""The attributes and constant inputs of ONNX's operators, in the words that all graphs have."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from netcalc.models.tensors.program import Fixed, Held, Op, Shape
from netcalc.models.tensors.value import Thing

Env: TypeAlias = Mapping[str, Thing]
Words: TypeAlias = tuple[tuple[str, ...], dict[str, Any]]
OPEN: Final = 2**31
EPS: Final = 1e-5  # where a norm says none


def resolved(op: Op, env: Env) -> Op:
    """Put what an operator is given in our words; its constant inputs are known by now."""
    reader = READERS.get(op.word)
    if reader is None:
        return op
    reads, given = reader(op, env)
    return op._replace(reads=reads, given=given)


def numbers(op: Op, env: Env, place: int, name: str = "") -> list[Any] | None:
    """Give the numbers of an attribute, or of a constant that is read there."""
    if name in op.given:
        found = op.given[name]
        return list(found) if isinstance(found, list) else [found]
    read = env.get(op.reads[place]) if place < len(op.reads) else None
    return list(read.numbers) if isinstance(read, Fixed | Held) and read.numbers is not None else None


def _rank(op: Op, env: Env) -> int:
    found = env.get(op.reads[0]) if op.reads else None
    return len(found.shape) if found is not None else 0


def _window(op: Op) -> dict[str, Any]:
    given = op.given
    auto = {"SAME_UPPER": "same", "SAME_LOWER": "same_start", "VALID": "valid"}.get(str(given.get("auto_pad")))
    return {"stride": given.get("strides") or 1, "pads": given.get("pads") or 0,
            "dilation": given.get("dilations") or 1, **({"auto": auto} if auto else {})}  # fmt: skip


def _conv(op: Op, _: Env) -> Words:
    more = {"groups": op.given.get("group", 1), "output_pad": op.given.get("output_padding") or 0}
    return op.reads, {**_window(op), **more}


def _pool(op: Op, _: Env) -> Words:
    size = op.given.get("kernel_shape") or [1]
    return op.reads[:1], {**_window(op), "size": size, "ceil": op.given.get("ceil_mode")}


def _gemm(op: Op, _: Env) -> Words:
    return op.reads, {"out": 0 if op.given.get("transB") else 1}


def _norm(op: Op, env: Env) -> Words:
    rank = _rank(op, env)
    axis = int(op.given.get("axis", -1))
    over = -axis if axis < 0 else rank - axis
    return op.reads, {"over": over, "groups": op.given.get("num_groups", 1), "eps": op.given.get("epsilon", EPS)}


def _values(op: Op, _: Env) -> Words:
    slope = op.given.get("alpha", 0.01) if op.word == "leaky_relu" else None
    alpha = op.given.get("alpha", 1.0) if op.word == "elu" else None
    return op.reads, {"slope": slope, "alpha": alpha, "approximate": op.given.get("approximate")}


def _dropout(op: Op, env: Env) -> Words:
    return op.reads[:1], {"rate": (numbers(op, env, 1, "ratio") or [0.5])[0]}


def _clip(op: Op, env: Env) -> Words:
    low, high = numbers(op, env, 1, "min"), numbers(op, env, 2, "max")
    return op.reads[:1], {"low": float(low[0]) if low else None, "high": float(high[0]) if high else None}


def _axis(default: int) -> Callable[[Op, Env], Words]:
    def read(op: Op, _: Env) -> Words:
        return op.reads, {"axis": op.given.get("axis", default)}

    return read


def _softmax(op: Op, _: Env) -> Words:
    return op.reads, {"axis": op.given.get("axis", -1 if op.given["opset"] >= 13 else 1)}


def _view(op: Op, env: Env) -> Words:
    if op.name == "Reshape":
        asked = numbers(op, env, 1, "shape")
        return op.reads[:1], {"shape": asked, "zeros": op.given.get("allowzero")}
    axis = int(op.given.get("axis", 1))
    found = env.get(op.reads[0])
    shape = found.shape if found is not None else ()
    axis += len(shape) if axis < 0 else 0
    first = last = 1
    for place, extent in enumerate(shape):
        first, last = (first * extent, last) if place < axis else (first, last * extent)
    return op.reads[:1], {"shape": [first, last], "zeros": True}


def _unsqueeze(op: Op, env: Env) -> Words:
    axes, found = numbers(op, env, 1, "axes") or [], env.get(op.reads[0])
    shape = list(found.shape) if found is not None else []
    rank = len(shape) + len(axes)
    for axis in sorted(int(axis) % rank for axis in axes):
        shape.insert(axis, 1)
    return op.reads[:1], {"shape": shape, "zeros": True}


def _squeeze(op: Op, env: Env) -> Words:
    axes, found = numbers(op, env, 1, "axes"), env.get(op.reads[0])
    shape = list(found.shape) if found is not None else []
    ones = {place for place, extent in enumerate(shape) if extent == 1}
    gone = {int(axis) % max(1, len(shape)) for axis in axes} if axes else ones
    return op.reads[:1], {"shape": [extent for p, extent in enumerate(shape) if p not in gone], "zeros": True}


def _permute(op: Op, _: Env) -> Words:
    return op.reads, {"axes": op.given.get("perm")}


def _expand(op: Op, env: Env) -> Words:
    asked, found = numbers(op, env, 1), env.get(op.reads[0])
    if asked is None or found is None:
        return op.reads[:1], {}
    longer = max(len(asked), len(found.shape))
    came = [1] * (longer - len(found.shape)) + list(found.shape)
    asked = [1] * (longer - len(asked)) + asked
    shape = [a * b if op.name == "Tile" else max(a, b) for a, b in zip(came, asked, strict=True)]
    return op.reads[:1], {"shape": shape}


def _slice(op: Op, env: Env) -> Words:
    starts, ends = numbers(op, env, 1, "starts"), numbers(op, env, 2, "ends")
    if starts is None or ends is None:
        return op.reads[:1], {}
    axes = numbers(op, env, 3, "axes") or list(range(len(starts)))
    steps = numbers(op, env, 4, "steps") or [1] * len(starts)
    return op.reads[:1], {"parts": list(zip(axes, starts, ends, steps, strict=True))}


def _split(op: Op, env: Env) -> Words:
    sizes = numbers(op, env, 1, "split")
    return op.reads[:1], {"axis": op.given.get("axis", 0), "sizes": sizes, "chunks": len(op.makes)}


def _pad(op: Op, env: Env) -> Words:
    pads = numbers(op, env, 1, "pads")
    axes = numbers(op, env, 3)
    if pads is not None and axes:
        rank, whole = _rank(op, env), [0] * 2 * _rank(op, env)
        for place, axis in enumerate(axes):
            whole[int(axis) % rank], whole[rank + int(axis) % rank] = pads[place], pads[len(axes) + place]
        pads = whole
    return op.reads[:1], {"pads": pads, "mode": op.given.get("mode", "constant")}


def _upsample(op: Op, env: Env) -> Words:
    scales = numbers(op, env, 1, "scales") if op.name == "Upsample" else numbers(op, env, 2, "scales")
    if op.name == "Resize" and len(op.reads) == 2:
        scales = numbers(op, env, 1)
    sizes = numbers(op, env, 3)
    return op.reads[:1], {
        "size": sizes[2:] if sizes else None,
        "factors": scales,
        "mode": op.given.get("mode", "nearest"),
    }


def _reduce(op: Op, env: Env) -> Words:
    how = {"ReduceMean": "mean", "ReduceMax": "max", "ReduceSum": "sum", "ReduceL2": "l2"}[op.name]
    axes = numbers(op, env, 1, "axes")
    whole = list(range(_rank(op, env))) if axes is None else axes
    return op.reads[:1], {"axes": whole, "keep": op.given.get("keepdims", 1), "how": how}


def _shuffle(op: Op, _: Env) -> Words:
    return op.reads, {"factor": op.given.get("blocksize", 1)}


def _biases(shapes: Sequence[Shape]) -> bool | str:
    """Say whether a gate has two biases, one (the others are zeros), or none."""
    if len(shapes) < 3:
        return False
    return "one" if shapes[2][1:] == shapes[0][1:2] else True


def _recurrent(op: Op, env: Env) -> Words:
    direction = str(op.given.get("direction", "forward"))
    arrays = [name for name in op.reads[1:4] if isinstance(env.get(name), Held)]
    given = {
        "starts": op.reads[5:7],
        "arrays": arrays,
        "layers": 1,
        "both": direction == "bidirectional",
        "lead": 0 if op.given.get("layout") else 1,
        "direction": "backward" if direction == "reverse" else "forward",
        "bias": _biases([env[name].shape for name in arrays]),
        "apart": True,
        "units": op.given.get("hidden_size"),
        "before": not op.given.get("linear_before_reset"),
        "relu": str((op.given.get("activations") or [""])[0]).lower() == "relu",
    }
    return op.reads[:1], given


def _place(op: Op, _: Env) -> Words:
    return op.reads, {"axis": op.given.get("axis", 0), "keep": op.given.get("keepdims", 1)}


def _lrn(op: Op, _: Env) -> Words:
    of = op.given
    return op.reads, {"size": of.get("size", 1), "alpha": of.get("alpha", 1e-4), "beta": of.get("beta", 0.75),
                      "k": of.get("bias", 1.0)}  # fmt: skip


READERS: Final[Mapping[str, Callable[[Op, Env], Words]]] = {
    **dict.fromkeys(("conv", "conv_transpose"), _conv),
    **dict.fromkeys(("max_pool", "avg_pool"), _pool),
    **dict.fromkeys(("batchnorm", "layernorm", "groupnorm", "instancenorm", "rmsnorm"), _norm),
    **dict.fromkeys(("leaky_relu", "elu", "gelu"), _values),
    **dict.fromkeys(("softmax", "log_softmax"), _softmax),
    **dict.fromkeys(("view", "flatten"), _view),
    **dict.fromkeys(("pixel_shuffle", "space_to_depth"), _shuffle),
    **dict.fromkeys(("rnn", "lstm", "gru"), _recurrent),
    "fc": _gemm,
    "dropout": _dropout,
    "clip": _clip,
    "concat": _axis(1),
    "index": _axis(0),
    "unsqueeze": _unsqueeze,
    "squeeze": _squeeze,
    "permute": _permute,
    "expand": _expand,
    "slice": _slice,
    "split": _split,
    "pad": _pad,
    "upsample": _upsample,
    "reduce": _reduce,
    "lrn": _lrn,
    "place": _place,
}

"""Windows in our words: their sizes, strides, pads, factors."""

from typing import Any, Final

from netcalc.models.formats.onnx.given.words import Env, Reads, Words, numbers, rank_of
from netcalc.models.tensors.program import Op


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


def _shuffle(op: Op, _: Env) -> Words:
    return op.reads, {"factor": op.given.get("blocksize", 1)}


def _lrn(op: Op, _: Env) -> Words:
    of = op.given
    return op.reads, {"size": of.get("size", 1), "alpha": of.get("alpha", 1e-4), "beta": of.get("beta", 0.75),
                      "k": of.get("bias", 1.0)}  # fmt: skip


def _pad(op: Op, env: Env) -> Words:
    pads = numbers(op, env, 1, "pads")
    axes = numbers(op, env, 3)
    if pads is not None and axes:
        rank, whole = rank_of(op, env), [0] * 2 * rank_of(op, env)
        for place, axis in enumerate(axes):
            whole[int(axis) % rank], whole[rank + int(axis) % rank] = pads[place], pads[len(axes) + place]
        pads = whole
    return op.reads[:1], {"pads": pads, "mode": op.given.get("mode", "constant")}


WINDOWS: Final[Reads] = {
    **dict.fromkeys(("conv", "conv_transpose"), _conv),
    **dict.fromkeys(("max_pool", "avg_pool"), _pool),
    **dict.fromkeys(("pixel_shuffle", "space_to_depth"), _shuffle),
    "upsample": _upsample,
    "pad": _pad,
    "lrn": _lrn,
}

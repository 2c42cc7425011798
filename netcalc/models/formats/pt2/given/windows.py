"""Windows in our words: their sizes, strides, pads, factors."""

from typing import Any, Final

from netcalc.models.formats.pt2.given.arguments import Arguments, Readers, Words, one, plain, read_first


def _conv(arguments: Arguments, _: str) -> Words:
    given = _window(arguments)
    padding = plain(arguments, "padding", 0)
    if isinstance(padding, str):
        given["auto"] = padding
    given["groups"] = plain(arguments, "groups", 1)
    given["output_pad"] = plain(arguments, "output_padding", 0)
    given["transposed"] = bool(plain(arguments, "transposed", default=False))
    return one(arguments, "input", "weight", "bias"), given


def _window(arguments: Arguments) -> dict[str, Any]:
    padding = plain(arguments, "padding", 0)
    pads = [] if isinstance(padding, str) else padding * 2 if isinstance(padding, list) else [padding]
    return {"stride": plain(arguments, "stride") or None, "pads": pads, "dilation": plain(arguments, "dilation", 1)}


def _pool(arguments: Arguments, _: str) -> Words:
    given = {**_window(arguments), "size": plain(arguments, "kernel_size"), "ceil": plain(arguments, "ceil_mode")}
    return read_first(arguments), given


def _adaptive(arguments: Arguments, _: str) -> Words:
    return read_first(arguments), {"size": plain(arguments, "output_size", 1)}


def _unfold(arguments: Arguments, _: str) -> Words:
    return read_first(arguments), {"size": plain(arguments, "size", 1), "step": plain(arguments, "step", 1)}


def _pad(arguments: Arguments, _: str) -> Words:
    return read_first(arguments), {
        "last_first": plain(arguments, "pad", []),
        "mode": plain(arguments, "mode", "constant"),
    }


def _upsample(arguments: Arguments, _: str) -> Words:
    return read_first(arguments), {
        "size": plain(arguments, "output_size"),
        "factors": plain(arguments, "scale_factors"),
    }


def _shuffle(arguments: Arguments, _: str) -> Words:
    factor = plain(arguments, "upscale_factor", plain(arguments, "downscale_factor", 1))
    return read_first(arguments), {"factor": factor, "groups": plain(arguments, "groups", 1)}


WINDOWS: Final[Readers] = {
    **dict.fromkeys(("conv", "conv_transpose"), _conv),
    **dict.fromkeys(("max_pool", "avg_pool"), _pool),
    **dict.fromkeys(("adaptive_avg", "adaptive_max"), _adaptive),
    **dict.fromkeys(("pixel_shuffle", "space_to_depth", "channel_shuffle"), _shuffle),
    "unfold": _unfold,
    "pad": _pad,
    "upsample": _upsample,
}

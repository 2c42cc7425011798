"""The arguments of PyTorch's operators, in the words that all graphs have: those at their default are left out."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

Arguments: TypeAlias = Mapping[str, Mapping[str, Any]]
Words: TypeAlias = tuple[list[str], dict[str, Any]]
PLAIN: Final = ("as_int", "as_ints", "as_float", "as_floats", "as_bool", "as_bools", "as_string")
FIRST: Final = ("input", "self", "x", "tensors", "tensor")
OPEN: Final = 2**62
SWAPPED: Final = (("dim0", "axis0"), ("dim1", "axis1"))
SWAPS: Final = ("transpose", "swapaxes", "swapdims")
MOVED: Final = ("source", "destination")


def given_of(word: str, name: str, arguments: Arguments) -> tuple[str, list[str], dict[str, Any]]:
    """Give the word, the tensors that are read, and what else is given."""
    if name == "convolution" and plain(arguments, "transposed"):
        word = "conv_transpose"
    if name in ("hardtanh", "clamp", "clamp_min", "clamp_max"):
        word = "clip"
    reads, given = READERS.get(word, _first)(arguments, name)
    return word, reads, given


def plain(arguments: Arguments, name: str, default: Any = None) -> Any:
    """Give an argument that is a number, a truth, a text, or a list of those."""
    found = arguments.get(name) or {}
    kind = next((each for each in PLAIN if each in found), None)
    if kind is not None:
        return found[kind]
    if "as_sym_ints" in found:
        return [each.get("as_int", -1) for each in found["as_sym_ints"]]
    return default


def tensors(arguments: Arguments, name: str) -> list[str]:
    """Give the tensors of an argument, an empty name where one is left out."""
    found = arguments.get(name) or {}
    if "as_tensor" in found:
        return [str(found["as_tensor"]["name"])]
    if "as_tensors" in found:
        return [str(each["name"]) for each in found["as_tensors"]]
    if "as_optional_tensors" in found:
        return [str(each.get("as_tensor", {}).get("name", "")) for each in found["as_optional_tensors"]]
    optional = found.get("as_optional_tensor")
    return [str(optional.get("as_tensor", {}).get("name", ""))] if optional else []


def one(arguments: Arguments, *names: str) -> list[str]:
    """Give a tensor for each of these arguments, an empty name where it is left out."""
    return [(tensors(arguments, name) or [""])[0] for name in names]


def read_first(arguments: Arguments) -> list[str]:
    """Give what an operator reads first."""
    return next((tensors(arguments, name) for name in FIRST if tensors(arguments, name)), [])


def _first(arguments: Arguments, _: str) -> Words:
    reads = read_first(arguments)
    others = [name for each in arguments for name in tensors(arguments, each) if name and name not in reads]
    return [*reads, *others], {}


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


def _linear(arguments: Arguments, name: str) -> Words:
    if name == "addmm":
        bias, one_, other = one(arguments, "self", "mat1", "mat2")
        return [one_, other, bias], {"out": 1}
    return one(arguments, "input", "weight", "bias"), {"out": 0}


def _matmul(arguments: Arguments, _: str) -> Words:
    names = [name for each in arguments for name in tensors(arguments, each)]
    return names[-2:], {}


def _einsum(arguments: Arguments, _: str) -> Words:
    return tensors(arguments, "operands") or tensors(arguments, "tensors"), {
        "equation": plain(arguments, "equation", "")
    }


def _embedding(arguments: Arguments, _: str) -> Words:
    return one(arguments, "weight", "indices"), {}


def _norm(arguments: Arguments, _: str) -> Words:
    reads = read_first(arguments) + one(arguments, "weight", "bias", "running_mean", "running_var")
    over = len(plain(arguments, "normalized_shape", [1]))
    groups = plain(arguments, "num_groups", plain(arguments, "group", 1))
    return reads, {"eps": plain(arguments, "eps"), "over": over, "groups": groups}


def _values(arguments: Arguments, _: str) -> Words:
    given = {"slope": plain(arguments, "negative_slope"), "alpha": plain(arguments, "alpha"),
             "approximate": plain(arguments, "approximate"), "rate": plain(arguments, "p")}  # fmt: skip
    return [*read_first(arguments), *tensors(arguments, "weight")], given


def _clip(arguments: Arguments, name: str) -> Words:
    if name == "hardtanh":
        low, high = plain(arguments, "min_val", -1.0), plain(arguments, "max_val", 1.0)
    else:
        low, high = plain(arguments, "min"), plain(arguments, "max")
    found = {"low": low, "high": high}
    return read_first(arguments), {bound: None if each is None else float(each) for bound, each in found.items()}


def _axis(arguments: Arguments, _: str) -> Words:
    return read_first(arguments), {"axis": plain(arguments, "dim", -1)}


def _join(arguments: Arguments, name: str) -> Words:
    pair = read_first(arguments) + tensors(arguments, "other")
    return pair[::-1] if name == "rsub" else pair, {}


def _concat(arguments: Arguments, _: str) -> Words:
    return tensors(arguments, "tensors"), {"axis": plain(arguments, "dim", 0)}


def _permute(arguments: Arguments, name: str) -> Words:
    if name in ("movedim", "moveaxis"):
        move = [[each] if isinstance(each := plain(arguments, word, 0), int) else each for word in MOVED]
        return read_first(arguments), {"move": tuple(move)}
    if name == "mT":
        return read_first(arguments), {"swap": (-2, -1)}
    if name in SWAPS:
        pair = (plain(arguments, each, plain(arguments, other, place)) for place, (each, other) in enumerate(SWAPPED))
        return read_first(arguments), {"swap": tuple(pair)}
    return read_first(arguments), {"axes": plain(arguments, "dims")}


def _slice(arguments: Arguments, name: str) -> Words:
    start, stop = plain(arguments, "start", 0) or 0, plain(arguments, "end", OPEN)
    if name == "narrow":
        stop = start + plain(arguments, "length", 1)
    stop = OPEN if stop is None else stop
    part = (plain(arguments, "dim", 0), start, stop, plain(arguments, "step", 1))
    return read_first(arguments), {"parts": [part]}


def _select(arguments: Arguments, _: str) -> Words:
    return read_first(arguments), {"axis": plain(arguments, "dim", 0), "index": plain(arguments, "index", 0)}


def _split(arguments: Arguments, name: str) -> Words:
    size = plain(arguments, "split_size", plain(arguments, "split_sizes"))
    sizes = size if isinstance(size, list) else None
    given = {"axis": plain(arguments, "dim", 0), "sizes": sizes, "size": None if sizes else size,
             "chunks": plain(arguments, "chunks"), "drop": name == "unbind"}  # fmt: skip
    return read_first(arguments), given


def _roll(arguments: Arguments, _: str) -> Words:
    return read_first(arguments), {"shifts": plain(arguments, "shifts", []), "axes": plain(arguments, "dims", [])}


def _unfold(arguments: Arguments, _: str) -> Words:
    return read_first(arguments), {"size": plain(arguments, "size", 1), "step": plain(arguments, "step", 1)}


def _index(arguments: Arguments, _: str) -> Words:
    return read_first(arguments) + tensors(arguments, "indices") + tensors(arguments, "index"), {"axis": -99}


def _pad(arguments: Arguments, _: str) -> Words:
    return read_first(arguments), {
        "last_first": plain(arguments, "pad", []),
        "mode": plain(arguments, "mode", "constant"),
    }


def _reduce(arguments: Arguments, name: str) -> Words:
    axes = plain(arguments, "dim")
    how = {"linalg_vector_norm": "l2"}.get(name, name)
    given = {"axes": [axes] if isinstance(axes, int) else axes, "keep": plain(arguments, "keepdim"), "how": how}
    return read_first(arguments), given


def _upsample(arguments: Arguments, _: str) -> Words:
    return read_first(arguments), {
        "size": plain(arguments, "output_size"),
        "factors": plain(arguments, "scale_factors"),
    }


def _shuffle(arguments: Arguments, _: str) -> Words:
    factor = plain(arguments, "upscale_factor", plain(arguments, "downscale_factor", 1))
    return read_first(arguments), {"factor": factor, "groups": plain(arguments, "groups", 1)}


def _recurrent(arguments: Arguments, name: str) -> Words:
    given = {"arrays": tensors(arguments, "params"), "layers": plain(arguments, "num_layers", 1),
             "both": plain(arguments, "bidirectional"), "lead": 0 if plain(arguments, "batch_first") else 1,
             "bias": plain(arguments, "has_biases", default=True), "relu": name == "rnn_relu"}  # fmt: skip
    return one(arguments, "input"), given


def _attention(arguments: Arguments, _: str) -> Words:
    return one(arguments, "query", "key", "value", "attn_mask"), {"causal": plain(arguments, "is_causal")}


READERS: Final[Mapping[str, Callable[[Arguments, str], Words]]] = {
    **dict.fromkeys(("conv", "conv_transpose"), _conv),
    **dict.fromkeys(("max_pool", "avg_pool"), _pool),
    **dict.fromkeys(("adaptive_avg", "adaptive_max"), _adaptive),
    **dict.fromkeys(("batchnorm", "layernorm", "groupnorm", "instancenorm", "rmsnorm"), _norm),
    **dict.fromkeys(("leaky_relu", "elu", "gelu", "dropout", "prelu"), _values),
    **dict.fromkeys(("softmax", "log_softmax", "glu"), _axis),
    **dict.fromkeys(("add", "subtract", "multiply", "divide"), _join),
    **dict.fromkeys(("rnn", "lstm", "gru"), _recurrent),
    **dict.fromkeys(("pixel_shuffle", "space_to_depth", "channel_shuffle"), _shuffle),
    "clip": _clip,
    "fc": _linear,
    "matmul": _matmul,
    "einsum": _einsum,
    "embedding": _embedding,
    "attention": _attention,
    "concat": _concat,
    "stack": _concat,
    "permute": _permute,
    "slice": _slice,
    "select": _select,
    "split": _split,
    "index": _index,
    "unfold": _unfold,
    "roll": _roll,
    "pad": _pad,
    "reduce": _reduce,
    "upsample": _upsample,
}

"""Products, functions, norms, recurrent layers and attention in our words."""

from typing import Final

from netcalc.models.formats.pt2.given.arguments import Arguments, Readers, Words, one, plain, read_first, tensors


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


def _join(arguments: Arguments, name: str) -> Words:
    pair = read_first(arguments) + tensors(arguments, "other")
    return pair[::-1] if name == "rsub" else pair, {}


def _recurrent(arguments: Arguments, name: str) -> Words:
    given = {"arrays": tensors(arguments, "params"), "layers": plain(arguments, "num_layers", 1),
             "both": plain(arguments, "bidirectional"), "lead": 0 if plain(arguments, "batch_first") else 1,
             "bias": plain(arguments, "has_biases", default=True), "relu": name == "rnn_relu"}  # fmt: skip
    return one(arguments, "input"), given


def _attention(arguments: Arguments, _: str) -> Words:
    return one(arguments, "query", "key", "value", "attn_mask"), {"causal": plain(arguments, "is_causal")}


FUNCTIONS: Final[Readers] = {
    **dict.fromkeys(("batchnorm", "layernorm", "groupnorm", "instancenorm", "rmsnorm"), _norm),
    **dict.fromkeys(("leaky_relu", "elu", "gelu", "dropout", "prelu"), _values),
    **dict.fromkeys(("add", "subtract", "multiply", "divide"), _join),
    **dict.fromkeys(("rnn", "lstm", "gru"), _recurrent),
    "clip": _clip,
    "fc": _linear,
    "matmul": _matmul,
    "einsum": _einsum,
    "embedding": _embedding,
    "attention": _attention,
}

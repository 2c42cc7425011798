"""Products, functions, norms and recurrent layers in our words."""

from collections.abc import Sequence
from typing import Final

from netcalc.models.formats.onnx.given.words import Env, Reads, Words, numbers, rank_of
from netcalc.models.tensors.program import Held, Op, Shape

EPS: Final = 1e-5  # where a norm says none


def _gemm(op: Op, _: Env) -> Words:
    return op.reads, {"out": 0 if op.given.get("transB") else 1}


def _norm(op: Op, env: Env) -> Words:
    rank = rank_of(op, env)
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


def _softmax(op: Op, _: Env) -> Words:
    return op.reads, {"axis": op.given.get("axis", -1 if op.given["opset"] >= 13 else 1)}


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
        "peepholes": op.reads[7:8],
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


FUNCTIONS: Final[Reads] = {
    **dict.fromkeys(("batchnorm", "layernorm", "groupnorm", "instancenorm", "rmsnorm"), _norm),
    **dict.fromkeys(("leaky_relu", "elu", "gelu"), _values),
    **dict.fromkeys(("softmax", "log_softmax"), _softmax),
    **dict.fromkeys(("rnn", "lstm", "gru"), _recurrent),
    "fc": _gemm,
    "dropout": _dropout,
    "clip": _clip,
}

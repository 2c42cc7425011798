"""The table of gates: which one computes each layer kind. A new kind is a class in this folder, and its line here."""

from importlib import import_module
from typing import Final

from netcalc.layers import KINDS
from netcalc.problems import UNKNOWN_LAYER, Problem, SpecError
from netcalc.reference.tape.gate import Gate
from netcalc.reference.tape.setting import Setting

GATES: Final = {
    "fc": "fc.FC",
    "maxout": "fc.Maxout",
    "conv": "conv.Conv",
    "local": "local.Local",
    "conv_transpose": "conv.ConvTranspose",
    "pool": "pool.window.Pool",
    "global_pool": "pool.whole.GlobalPool",
    "adaptive_pool": "pool.adaptive.AdaptivePool",
    "relu": "activation.rectified.ReLU",
    "relu6": "activation.rectified.ReLU6",
    "leaky_relu": "activation.rectified.LeakyReLU",
    "elu": "activation.rectified.ELU",
    "prelu": "activation.rectified.PReLU",
    "sigmoid": "activation.squashed.Sigmoid",
    "tanh": "activation.squashed.Tanh",
    "softmax": "activation.squashed.Softmax",
    "step": "activation.squashed.Step",
    "gelu": "activation.weighed.GELU",
    "silu": "activation.weighed.SiLU",
    "hard_swish": "activation.weighed.HardSwish",
    "hard_sigmoid": "activation.squashed.HardSigmoid",
    "selu": "activation.rectified.SELU",
    "softplus": "activation.function.Softplus",
    "mish": "activation.weighed.Mish",
    "hard_tanh": "activation.squashed.HardTanh",
    "log_softmax": "activation.function.LogSoftmax",
    "exp": "activation.function.Exp",
    "abs": "activation.function.Abs",
    "square": "activation.function.Square",
    "glu": "gated.GLU",
    "dropout": "activation.dropout.Dropout",
    "batchnorm": "norm.batch.BatchNorm",
    "layernorm": "norm.single.LayerNorm",
    "groupnorm": "norm.single.GroupNorm",
    "instancenorm": "norm.single.InstanceNorm",
    "rmsnorm": "norm.rms.RMSNorm",
    "scale": "norm.affine.Scale",
    "lrn": "norm.lrn.LRN",
    "flatten": "shape.Flatten",
    "upsample": "upsample.Upsample",
    "zero_pad": "shape.ZeroPad",
    "crop": "shape.Crop",
    "embedding": "source.Embedding",
    "learned": "source.Learned",
    "noise": "source.Noise",
    "attention": "attention.attention.Attention",
    "rnn": "recurrent.rnn.RNN",
    "lstm": "recurrent.lstm.LSTM",
    "gru": "recurrent.gru.GRU",
    "reduce": "reduce.Reduce",
    "pixel_shuffle": "shuffle.PixelShuffle",
    "space_to_depth": "shuffle.SpaceToDepth",
    "channel_shuffle": "shuffle.ChannelShuffle",
    "reshape": "arrange.Reshape",
    "transpose": "arrange.Transpose",
    "slice": "slice.Slice",
    "add": "join.Add",
    "subtract": "join.Subtract",
    "multiply": "join.Multiply",
    "concat": "join.Concat",
    "matmul": "matmul.Matmul",
    "stated": "stated.Stated",
}
MISSING: Final = "{} has no gate: write a class in a file of reference/kinds/, and its line in reference/kinds/table.py"
COMPUTED_BY: Final = 'the class says `computed_by = "package.module:Class"`, a subclass of netcalc.reference.Gate'


def plain_gate(setting: Setting) -> Gate:
    """Make the gate that is the definition of a layer in its setting, loading its module now.

    KeyError where a kind of netcalc has none, SpecError where another kind names none.
    """
    kind, place = setting.layer.kind, setting.layer.computed_by
    if place:
        return _theirs(kind, place).at(setting)
    if kind in KINDS and kind not in GATES:
        raise KeyError(MISSING.format(kind))
    if kind not in GATES:
        message = f"nothing computes `{kind}`: it has no gate"
        raise _unfit(message)
    return taken("kinds", GATES[kind]).at(setting)


def _theirs(kind: str, place: str) -> type[Gate]:
    """Take the gate that a kind of somebody else's names; SpecError where there is none."""
    module, _, name = place.partition(":")
    try:
        gate = getattr(import_module(module), name)
    except (Exception, SystemExit) as error:  # noqa: BLE001  whatever the module does
        message = f"the gate `{place}` of `{kind}` cannot be loaded: {str(error)[:200]}"
        raise _unfit(message) from None
    if not isinstance(gate, type) or not issubclass(gate, Gate):
        message = f"`{place}`, which `{kind}` names, is no gate"
        raise _unfit(message)
    return gate


def _unfit(message: str) -> SpecError:
    return SpecError([Problem(code=UNKNOWN_LAYER, message=message, hint=COMPUTED_BY)])


def taken(room: str, place: str) -> type[Gate]:
    """Take a gate from its module, `conv.Conv`."""
    module, _, name = place.rpartition(".")
    gate: type[Gate] = getattr(import_module(f"netcalc.reference.{room}.{module}"), name)
    return gate

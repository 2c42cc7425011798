"""The table of gates: which one computes each layer kind. A new kind is a class in this folder, and its line here."""

from importlib import import_module
from typing import Final

from netcalc.reference.tape.gate import Gate, Setting

GATES: Final = {
    "fc": "fc.FC",
    "maxout": "fc.Maxout",
    "conv": "conv.Conv",
    "local": "local.Local",
    "conv_transpose": "conv.ConvTranspose",
    "pool": "pool.Pool",
    "global_pool": "pool.GlobalPool",
    "relu": "activation.ReLU",
    "relu6": "activation.ReLU6",
    "leaky_relu": "activation.LeakyReLU",
    "elu": "activation.ELU",
    "prelu": "activation.PReLU",
    "sigmoid": "activation.Sigmoid",
    "tanh": "activation.Tanh",
    "softmax": "activation.Softmax",
    "step": "activation.Step",
    "gelu": "activation.GELU",
    "silu": "activation.SiLU",
    "hard_swish": "activation.HardSwish",
    "hard_sigmoid": "activation.HardSigmoid",
    "dropout": "activation.Dropout",
    "batchnorm": "norm.BatchNorm",
    "layernorm": "norm.LayerNorm",
    "groupnorm": "norm.GroupNorm",
    "scale": "norm.Scale",
    "lrn": "norm.LRN",
    "flatten": "shape.Flatten",
    "upsample": "shape.Upsample",
    "zero_pad": "shape.ZeroPad",
    "crop": "shape.Crop",
    "add": "join.Add",
    "multiply": "join.Mul",
    "concat": "join.Concat",
}


def gate_for(setting: Setting) -> Gate:
    """Make the gate that computes a layer in its setting, loading its module now; KeyError where there is none.

    >>> from netcalc.layers.activation import ReLU
    >>> type(gate_for(Setting(ReLU()))).__name__
    'ReLU'
    """
    module, _, name = GATES[setting.layer.kind].partition(".")
    made: Gate = getattr(import_module(f"netcalc.reference.kinds.{module}"), name).at(setting)
    return made

"""netcalc: the calculator for neural network architectures.

A name is read from its module when it is first wanted, so that a program pays for what it uses.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from netcalc.layers import CATALOGUE, CLASSES
from netcalc.version import __version__

if TYPE_CHECKING:
    from netcalc.arithmetic import Arithmetic, Slide
    from netcalc.calculator.calculator import calculate
    from netcalc.calculator.check import check
    from netcalc.circuits import Circuit, circuit
    from netcalc.conventions.why import why
    from netcalc.explanation.explain import explain
    from netcalc.homework.grading import grade
    from netcalc.layers.activation import (
        ELU,
        GELU,
        Dropout,
        HardSigmoid,
        HardSwish,
        LeakyReLU,
        PReLU,
        ReLU,
        ReLU6,
        Sigmoid,
        SiLU,
        Softmax,
        Step,
        Tanh,
    )  # fmt: skip
    from netcalc.layers.adaptive import AdaptivePool
    from netcalc.layers.arrange import Reshape, Transpose
    from netcalc.layers.array import Axis, Parameter
    from netcalc.layers.attention import Attention
    from netcalc.layers.base import Layer
    from netcalc.layers.conv import Conv, ConvTranspose
    from netcalc.layers.fc import FC, Maxout
    from netcalc.layers.function import SELU, Abs, Exp, HardTanh, LogSoftmax, Mish, Softplus, Square
    from netcalc.layers.gated import GLU
    from netcalc.layers.join import Add, Concat, Multiply, Subtract
    from netcalc.layers.local import Local
    from netcalc.layers.matmul import Matmul
    from netcalc.layers.norm import LRN, BatchNorm, GroupNorm, InstanceNorm, LayerNorm, RMSNorm, Scale
    from netcalc.layers.pool import GlobalPool, Pool
    from netcalc.layers.recurrent import GRU, LSTM, RNN
    from netcalc.layers.reduce import Reduce
    from netcalc.layers.shape import Crop, Flatten, ZeroPad
    from netcalc.layers.shuffle import ChannelShuffle, PixelShuffle, SpaceToDepth
    from netcalc.layers.slice import Slice
    from netcalc.layers.source import Embedding, Learned, Noise
    from netcalc.layers.stated import Stated
    from netcalc.layers.upsample import Upsample
    from netcalc.models.modules.module import from_torch
    from netcalc.models.writing import convert
    from netcalc.network.bundle import load
    from netcalc.network.composition import Parallel, Repeat, Residual
    from netcalc.network.network import Network
    from netcalc.problems import Problem, SpecError
    from netcalc.report.compare import compare
    from netcalc.report.report import Report
    from netcalc.training.train import train
    from netcalc.volume import Volume

__all__ = [
    "ELU",
    "FC",
    "GELU",
    "GLU",
    "GRU",
    "LRN",
    "LSTM",
    "RNN",
    "SELU",
    "Abs",
    "AdaptivePool",
    "Add",
    "Arithmetic",
    "Attention",
    "Axis",
    "BatchNorm",
    "ChannelShuffle",
    "Circuit",
    "Concat",
    "Conv",
    "ConvTranspose",
    "Crop",
    "Dropout",
    "Embedding",
    "Exp",
    "Flatten",
    "GlobalPool",
    "GroupNorm",
    "HardSigmoid",
    "HardSwish",
    "HardTanh",
    "InstanceNorm",
    "Layer",
    "LayerNorm",
    "LeakyReLU",
    "Learned",
    "Local",
    "LogSoftmax",
    "Matmul",
    "Maxout",
    "Mish",
    "Multiply",
    "Network",
    "Noise",
    "PReLU",
    "Parallel",
    "Parameter",
    "PixelShuffle",
    "Pool",
    "Problem",
    "RMSNorm",
    "ReLU",
    "ReLU6",
    "Reduce",
    "Repeat",
    "Report",
    "Reshape",
    "Residual",
    "Scale",
    "SiLU",
    "Sigmoid",
    "Slice",
    "Slide",
    "Softmax",
    "Softplus",
    "SpaceToDepth",
    "SpecError",
    "Square",
    "Stated",
    "Step",
    "Subtract",
    "Tanh",
    "Transpose",
    "Upsample",
    "Volume",
    "ZeroPad",
    "__version__",
    "calculate",
    "check",
    "circuit",
    "compare",
    "convert",
    "explain",
    "from_torch",
    "grade",
    "load",
    "train",
    "why",
]  # fmt: skip

HOMES: Final = {
    "Arithmetic": "arithmetic",
    "Axis": "layers.array",
    "Circuit": "circuits",
    "Layer": "layers.base",
    "Network": "network.network",
    "Parallel": "network.composition",
    "Parameter": "layers.array",
    "Problem": "problems",
    "Repeat": "network.composition",
    "Report": "report.report",
    "Residual": "network.composition",
    "Slide": "arithmetic",
    "SpecError": "problems",
    "Volume": "volume",
    "calculate": "calculator.calculator",
    "check": "calculator.check",
    "circuit": "circuits",
    "compare": "report.compare",
    "convert": "models.writing",
    "explain": "explanation.explain",
    "from_torch": "models.modules.module",
    "grade": "homework.grading",
    "load": "network.bundle",
    "train": "training.train",
    "why": "conventions.why",
}


def __getattr__(name: str) -> Any:
    if name in CLASSES:
        return CATALOGUE[CLASSES[name]]
    if name in HOMES:
        return getattr(import_module(f"netcalc.{HOMES[name]}"), name)
    message = f"module 'netcalc' has no attribute '{name}'"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted(__all__)

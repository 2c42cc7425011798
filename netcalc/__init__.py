"""netcalc: the calculator for neural network architectures."""

from netcalc.bundle import load
from netcalc.calculator import calculate
from netcalc.composition import Repeat
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
from netcalc.layers.conv import Conv, ConvTranspose
from netcalc.layers.fc import FC, Maxout
from netcalc.layers.join import Add, Concat, Multiply
from netcalc.layers.local import Local
from netcalc.layers.norm import LRN, BatchNorm, GroupNorm, LayerNorm, Scale
from netcalc.layers.pool import GlobalPool, Pool
from netcalc.layers.shape import Flatten, Upsample, ZeroPad
from netcalc.network import Network
from netcalc.problems import Problem, SpecError
from netcalc.report import Report
from netcalc.version import __version__
from netcalc.volume import Volume

__all__ = [
    "ELU", "FC", "GELU", "LRN", "Add", "BatchNorm", "Concat", "Conv", "ConvTranspose", "Dropout", "Flatten",
    "GlobalPool", "GroupNorm", "HardSigmoid", "HardSwish", "LayerNorm", "LeakyReLU", "Local", "Maxout", "Multiply",
    "Network", "PReLU", "Pool", "Problem", "ReLU", "ReLU6", "Repeat", "Report", "Scale", "SiLU", "Sigmoid", "Softmax",
    "SpecError", "Step", "Tanh", "Upsample", "Volume", "ZeroPad", "__version__", "calculate", "load",
]  # fmt: skip

"""Tools and customs with a rule or two: PyTorch's counter, Keras, Darknet, torchvision's metadata, papers."""

from typing import Final

from netcalc.conventions.convention import OfArrays, OfFlops, OfMacs, kinds
from netcalc.conventions.rules import instead, left, nothing, plus, under_windows
from netcalc.conventions.tools.common import (
    ACTIVATIONS,
    NO_ATTENTION,
    NO_LSTM,
    ONE_EACH,
    POOLED,
    RECURRENT,
    RUNNING_STATISTICS,
    WINDOWS,
    one_bias_vector,
)
from netcalc.conventions.tools.tool import FLOPS, MACS, PARAMS, Gives, Reading, Tool

NOT_CONVS: Final = (WINDOWS - kinds("conv")) | RECURRENT | kinds("attention", "matmul", "pool")


ONE_VECTOR: Final = OfArrays(
    "one-bias-vector", "one vector of biases where PyTorch has two", kinds("rnn", "lstm"), one_bias_vector
)
CONVS_ALONE: Final = OfMacs("convolutions-alone", "convolutions alone", NOT_CONVS, instead(nothing))
FLOP_COUNTER: Final = Tool(
    "flop-counter",
    "PyTorch's FlopCounterMode",
    "2.13",
    (Gives(FLOPS, "FLOPs"),),
    (
        Reading("", (NO_LSTM,)),
        Reading("in eval mode, where attention takes a fast path that it does not see", (NO_LSTM, NO_ATTENTION)),
    ),
)
TORCHVISION: Final = Tool(
    "torchvision", "torchvision's metadata", "", (Gives(MACS, "FLOPS"), PARAMS), (Reading("", (ONE_EACH,)),)
)
PAPERS: Final = Tool(
    "papers",
    "papers (ResNet, MobileNet, VGG)",
    "",
    (Gives(MACS, "FLOPs or mult-adds"), PARAMS),
    (Reading("", (ONE_EACH,)),),
)
KERAS: Final = Tool("keras", "Keras", "3.15", (PARAMS,), (Reading("", (RUNNING_STATISTICS, ONE_VECTOR)),))
DARKNET: Final = Tool(
    "darknet",
    "Darknet",
    "",
    (Gives(FLOPS, "FLOPs"),),
    (
        Reading("", (CONVS_ALONE,)),
        Reading(
            "in the fork that counts pools and shortcuts",
            (
                CONVS_ALONE,
                OfFlops(POOLED, "pools, 1 for each value under a window", kinds("pool"), plus(under_windows)),
                OfFlops(ACTIVATIONS, "shortcuts, 1 a value", kinds("add"), plus(left)),
            ),
        ),
    ),
)

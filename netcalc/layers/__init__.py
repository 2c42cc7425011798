"""The catalogue: the one list of layer kinds. A new kind is a class in a file beside this one, and a line below."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from netcalc.layers.base import Layer

KINDS: Final = {
    "fc": "fc.FC",
    "maxout": "fc.Maxout",
    "conv": "conv.Conv",
    "local": "local.Local",
    "conv_transpose": "conv.ConvTranspose",
    "pool": "pool.Pool",
    "global_pool": "pool.GlobalPool",
    "adaptive_pool": "adaptive.AdaptivePool",
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
    "selu": "function.SELU",
    "softplus": "function.Softplus",
    "mish": "function.Mish",
    "hard_tanh": "function.HardTanh",
    "log_softmax": "function.LogSoftmax",
    "exp": "function.Exp",
    "abs": "function.Abs",
    "square": "function.Square",
    "glu": "gated.GLU",
    "dropout": "activation.Dropout",
    "batchnorm": "norm.BatchNorm",
    "layernorm": "norm.LayerNorm",
    "groupnorm": "norm.GroupNorm",
    "instancenorm": "norm.InstanceNorm",
    "rmsnorm": "norm.RMSNorm",
    "scale": "norm.Scale",
    "lrn": "norm.LRN",
    "flatten": "shape.Flatten",
    "upsample": "upsample.Upsample",
    "zero_pad": "shape.ZeroPad",
    "crop": "shape.Crop",
    "embedding": "source.Embedding",
    "learned": "source.Learned",
    "noise": "source.Noise",
    "attention": "attention.Attention",
    "rnn": "recurrent.RNN",
    "lstm": "recurrent.LSTM",
    "gru": "recurrent.GRU",
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
CLASSES: Final = {place.partition(".")[2]: kind for kind, place in KINDS.items()}


class Catalogue(Mapping[str, "type[Layer]"]):
    """The kinds by name; a kind's file is read when the kind is first wanted."""

    def __getitem__(self, kind: str) -> "type[Layer]":
        """Find a kind; KeyError where there is none of that name."""
        return _load(KINDS[kind])

    def __iter__(self) -> Iterator[str]:
        """Go through the names in the catalogue's order."""
        return iter(KINDS)

    def __len__(self) -> int:
        """Count the kinds."""
        return len(KINDS)


@cache
def _load(place: str) -> "type[Layer]":
    module, _, name = place.partition(".")
    found: type[Layer] = getattr(import_module(f"netcalc.layers.{module}"), name)
    return found


CATALOGUE: Final = Catalogue()

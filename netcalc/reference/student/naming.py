"""Which functions of a file belong together, and what they compute, guessed from their names."""

import inspect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from netcalc.reference.student.forms import FORMS

FORWARD: Final = frozenset({"forward", "fwd", "fw", "fprop"})
BACKWARD: Final = frozenset({"backward", "back", "bwd", "bw", "bprop", "backprop", "grad", "gradient"})
PASSED_OVER: Final = frozenset(
    {"naive", "fast", "vectorized", "vectorised", "vec", "loop", "loops", "im2col", "strides", "reshape", "alt"}
    | {"my", "layer", "pass", "func", "fn", "function", "numpy", "np", "the", "simple", "slow", "stable", "full"}
)
OTHER_NAMES: Final = {
    "fullyconnected": "affine", "linear": "affine", "dense": "affine", "convolution": "conv", "conv2d": "conv",
    "maxpooling": "max_pool", "maxpool2d": "max_pool", "pooling": "max_pool", "averagepool": "avg_pool",
    "meanpool": "avg_pool", "avgpooling": "avg_pool", "averagepooling": "avg_pool", "bn": "batchnorm",
    "batchnormalization": "batchnorm", "spatialbn": "spatial_batchnorm", "ln": "layernorm",
    "layernormalization": "layernorm", "gn": "groupnorm", "spatialgn": "groupnorm", "lrelu": "leaky_relu",
    "leaky": "leaky_relu", "swish": "silu", "logistic": "sigmoid", "svm": "svm_loss", "hinge": "svm_loss",
    "hingeloss": "svm_loss", "softmaxwithloss": "softmax_loss",
    "softmaxcrossentropy": "softmax_loss", "softmaxcrossentropyloss": "softmax_loss",
    "crossentropyloss": "softmax_loss", "crossentropy": "softmax_loss", "convbnrelu": "conv_batchnorm_relu",
    "affinebnrelu": "affine_batchnorm_relu", "affinenormrelu": "affine_batchnorm_relu", "fcrelu": "affine_relu",
    "convbatchnormrelu": "conv_batchnorm_relu", "affinebatchnormrelu": "affine_batchnorm_relu",
    "linearrelu": "affine_relu", "spatialbatchnormalization": "spatial_batchnorm", "hswish": "hard_swish",
}  # fmt: skip
KINDS: Final = {name.replace("_", ""): name for name in FORMS if not name.endswith("_of_weights")} | OTHER_NAMES


class Pair(NamedTuple):
    """Functions of a file that belong together, and what they compute; a loss is one function alone."""

    kind: str
    forward: str
    backward: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Name what there is."""
        return (self.forward, *([] if self.backward is None else [self.backward]))


@cache
def words(name: str) -> tuple[str, ...]:
    """Take a name apart: conv_forward_naive and convForwardNaive are three words.

    >>> words("max_pool_forward_naive"), words("reluForward")
    (('max', 'pool', 'forward', 'naive'), ('relu', 'forward'))
    """
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return tuple(word for word in apart.lower().split("_") if word)


@cache
def kind_of(name: str) -> str | None:
    """Guess what a function computes.

    >>> kind_of("batch_norm_backward_alt"), kind_of("softmax_loss_naive"), kind_of("plot")
    ('batchnorm', 'softmax_loss', None)
    """
    said = [word for word in words(name) if word not in FORWARD | BACKWARD | PASSED_OVER]
    return KINDS.get("".join(said))


def pairs(functions: Mapping[str, Sequence[str]]) -> Iterator[Pair]:
    """Put functions, by name with their parameters, in pairs, in the order of the file."""
    forwards = [name for name in functions if FORWARD & {*words(name)} and kind_of(name)]
    taken: set[str] = set()
    for name, parameters in functions.items():
        kind = kind_of(name)
        if kind in FORMS and FORMS[kind].loss and not (FORWARD | BACKWARD) & {*words(name)}:
            yield Pair(f"{kind}_of_weights" if [*parameters][:1] == ["W"] or len(parameters) > 3 else kind, name)
        elif name in forwards and kind:
            beside = [other for other in _backwards(functions) if kind_of(other) == kind]
            mates = [other for other in beside if _rest(other) == _rest(name)] or [*beside[:1]]
            taken.update(mates)
            yield Pair(kind, name, mates[0] if mates else None)
    for name in _backwards(functions):
        kind = kind_of(name)
        mates = [other for other in forwards if kind_of(other) == kind]
        if name not in taken and mates and kind:
            yield Pair(kind, mates[0], name)


def _backwards(functions: Iterable[str]) -> list[str]:
    return [name for name in functions if BACKWARD & {*words(name)}]


def _rest(name: str) -> list[str]:
    return [word for word in words(name) if word not in FORWARD | BACKWARD]


def parameters_of(function: Any) -> tuple[str, ...]:
    """Name what a function takes."""
    try:
        return tuple(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return ()

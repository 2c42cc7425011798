"""Single conventions, the plainest first: one thing counted otherwise, by whomever."""

from dataclasses import replace
from fractions import Fraction
from typing import Final, NamedTuple

from netcalc.calculator.changes import Arrays
from netcalc.conventions.convention import EVERY, Convention, OfArrays, OfMacs, Storing, kinds
from netcalc.conventions.rules import came, left, normed, plus, under_windows
from netcalc.conventions.tools.common import (
    ACTIVATIONS,
    CONVS,
    COUNTED_BIASES,
    NO_ATTENTION,
    NO_PRODUCTS,
    NO_RECURRENCE,
    NORMS,
    POOLED,
    POOLS,
    RUNNING_STATISTICS,
    STATISTICS,
    with_statistics,
)
from netcalc.conventions.tools.others import CONVS_ALONE, ONE_VECTOR
from netcalc.conventions.tools.torchinfo import AT_OUTPUT
from netcalc.layers import CATALOGUE
from netcalc.layers.array import Parameter, Role, axis

ALL_NORMS: Final = kinds("batchnorm", "layernorm", "groupnorm", "instancenorm", "rmsnorm")
BENT: Final = kinds(
    "relu", "relu6", "leaky_relu", "elu", "prelu", "sigmoid", "tanh", "gelu", "silu", "hard_swish", "hard_sigmoid",
    "selu", "softplus", "mish", "hard_tanh", "softmax",
)  # fmt: skip
BIASED: Final = kinds("conv", "fc")
NOT_CONVS: Final = frozenset(CATALOGUE) - kinds("conv", "conv_transpose", "stated")
NORM_TIMES: Final = (2, 4, 1, 5)


def _without(*roles: Role) -> Storing:
    """Leave out the arrays of these roles; all of them where none is named."""
    return lambda arrays: tuple(each for each in arrays if roles and each.role not in roles)


def _with_trackers(arrays: Arrays) -> Arrays:
    """Count the running statistics, and how many batches they have seen: one number a norm."""
    tracked = any(each.role == "statistic" for each in arrays)
    seen = (Parameter("num_batches_tracked", "scale", (axis("1", 1),)),) if tracked else ()
    return (*with_statistics(arrays), *seen)


def _at_each_use(arrays: Arrays) -> Arrays:
    """Count shared arrays wherever they are used."""
    return tuple(replace(each, borrowed=None) for each in arrays)


def _ungrouped(arrays: Arrays) -> Arrays:
    """Let every filter see every slice."""
    return tuple(replace(each, axes=tuple(one._replace(groups=1) for one in each.axes)) for each in arrays)


def _with_biases(arrays: Arrays) -> Arrays:
    """Give every filter and neuron a bias."""
    weights = [each for each in arrays if each.role == "weight"]
    bare = len(weights) == len(arrays) == 1
    return (*arrays, Parameter("bias", "bias", (axis("K", weights[0].axes[0].size),))) if bare else arrays


WITHOUT_GROUPS: Final = OfArrays("without-groups", "every filter sees every slice: no groups", CONVS, _ungrouped)
WORK: Final[tuple[Convention, ...]] = (
    COUNTED_BIASES,
    WITHOUT_GROUPS,
    *(OfMacs(NORMS, f"norms, {n} a value", ALL_NORMS, plus(normed(n, n))) for n in NORM_TIMES),
    OfMacs(POOLED, "pools, 1 for each value that comes in", POOLS, plus(came)),
    OfMacs(POOLED, "pools, 1 for each value that leaves", POOLS, plus(left)),
    OfMacs(POOLED, "pools, 1 for each value under a window", kinds("pool"), plus(under_windows)),
    OfMacs(ACTIVATIONS, "activations, 1 a value", BENT, plus(came)),
    CONVS_ALONE,
    AT_OUTPUT,
    NO_PRODUCTS,
    NO_ATTENTION,
    NO_RECURRENCE,
)
STORED: Final[tuple[Convention, ...]] = (
    RUNNING_STATISTICS,
    OfArrays(STATISTICS, "a norm's running mean and variance, and its count of batches", EVERY, _with_trackers),
    OfArrays("weights-alone", "weights alone: neither biases nor shifts", EVERY, _without("bias", "shift")),
    OfArrays("without-biases", "no biases", EVERY, _without("bias")),
    OfArrays("biases-everywhere", "a bias for each filter, where a layer has none too", BIASED, _with_biases),
    OfArrays("without-scales", "norms' shifts without their scales", ALL_NORMS, _without("scale")),
    OfArrays("without-norms", "no norms' scales and shifts", ALL_NORMS, _without()),
    OfArrays("without-fully-connected", "no fully connected layers", kinds("fc", "maxout"), _without()),
    OfArrays("convolutions-alone", "convolutions alone", NOT_CONVS, _without()),
    WITHOUT_GROUPS,
    OfArrays("shared-at-each-use", "shared arrays at each use", EVERY, _at_each_use),
    OfArrays("without-embeddings", "no embeddings' tables", EVERY, _without("table")),
    OfArrays("without-embeddings", "no embeddings' tables, no learned positions", EVERY, _without("table", "learned")),
    ONE_VECTOR,
)


class Times(NamedTuple):
    """A convention that multiplies what was counted: its code, what is said of it, by how much."""

    code: str
    said: str
    factor: Fraction


BYTES_FOR_VALUES: Final = "bytes-for-values"
MULTIPLES: Final[dict[str, tuple[Times, ...]]] = {
    "macs": (
        Times("two-per-multiply-add", "two operations a multiply-add", Fraction(2)),
        Times("with-backward-pass", "forward and backward, three times as many", Fraction(3)),
        Times("with-backward-pass", "two operations a multiply-add, forward and backward", Fraction(6)),
    ),
    "flops": (
        Times("one-per-multiply-add", "one operation a multiply-add", Fraction(1, 2)),
        Times("with-backward-pass", "forward and backward, three times as many", Fraction(3)),
        Times("with-backward-pass", "one operation a multiply-add, forward and backward", Fraction(3, 2)),
    ),
    "params": tuple(
        Times(BYTES_FOR_VALUES, f"bytes, {size} a value ({dtype})", Fraction(size))
        for size, dtype in ((4, "float32"), (2, "float16"), (8, "float64"))
    ),
    "memory": (
        Times("values-for-bytes", "values, not their bytes", Fraction(1, 4)),
        Times("other-precision", "2 bytes a value (float16)", Fraction(1, 2)),
        Times("other-precision", "8 bytes a value (float64)", Fraction(2)),
        Times("other-precision", "1 byte a value (int8)", Fraction(1, 4)),
        Times("bits-for-bytes", "bits, not bytes", Fraction(8)),
    ),
}
BATCH: Final = "batch-folded-in"
USUAL_BATCHES: Final = tuple(2**power for power in range(1, 13))
BATCHES: Final = (*USUAL_BATCHES, 3, 5, 6, 7, 9, 10, 12, 20, 24, 48, 50, 96, 100, 200, 500, 1000)

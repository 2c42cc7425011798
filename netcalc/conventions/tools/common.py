"""Conventions that several tools share."""

from typing import Final

from netcalc.calculator.changes import Arrays
from netcalc.conventions.convention import EVERY, Convention, OfArrays, OfMacs, OfWords, Rule, kinds
from netcalc.conventions.rules import biased, flattened, instead, nothing, plus, products
from netcalc.layers.array import Parameter

CONVS: Final = kinds("conv", "conv_transpose")
WINDOWS: Final = kinds("conv", "conv_transpose", "fc", "maxout", "local")
RECURRENT: Final = kinds("rnn", "lstm", "gru")
POOLS: Final = kinds("pool", "global_pool", "adaptive_pool")
BATCH_NORM: Final = kinds("batchnorm")
OTHER_NORMS: Final = kinds("layernorm", "groupnorm", "instancenorm")
ATTENTION: Final = kinds("attention")
BIASES: Final = "counted-biases"
NORMS: Final = "counted-norms"
POOLED: Final = "counted-pools"
ACTIVATIONS: Final = "counted-activations"
UPSAMPLED: Final = "counted-upsampling"
GATES: Final = "counted-gates"
STATISTICS: Final = "with-running-statistics"

COUNTED_BIASES: Final = OfMacs(BIASES, "one for each bias that is added", EVERY, plus(biased))
NO_ATTENTION: Final = OfMacs("no-attention", "attention left out whole", ATTENTION, instead(nothing))
NO_PRODUCTS: Final = OfMacs(
    "no-attention-products", "queries by keys and shares by values left out", ATTENTION, plus(products, -1)
)
NO_MATMUL: Final = OfMacs("no-matmul", "products of two volumes left out", kinds("matmul"), instead(nothing))
NO_RECURRENCE: Final = OfMacs("no-recurrence", "recurrent layers left out", RECURRENT, instead(nothing))
NO_LSTM: Final = OfMacs("no-recurrence", "LSTMs left out", kinds("lstm"), instead(nothing))
ONE_EACH: Final = OfWords("one-per-multiply-add", "a multiply-add is one operation", EVERY, 1)


WITH_POOL: Final = "where a pool to the same extents stands before the linear layers, as in torchvision's VGG"
FLATTENING: Final = kinds("fc", "flatten")
FLAT_POOL: Final = "the pool that changes nothing, {} for each of its values"


def norms(said: str, of: frozenset[str], rule: Rule) -> Convention:
    """Make the convention of a tool that counts norms."""
    return OfMacs(NORMS, said, of, rule)


def pools(said: str, of: frozenset[str], rule: Rule) -> Convention:
    """Make the convention of a tool that counts pools."""
    return OfMacs(POOLED, said, of, rule)


def flat_pool(times: int) -> Convention:
    """Make the convention of a tool that meets such a pool, which a spec leaves out."""
    return OfMacs(POOLED, FLAT_POOL.format(times), FLATTENING, plus(flattened, times))


def with_statistics(arrays: Arrays) -> Arrays:
    """Count the running statistics as weights that are learned."""
    return tuple(Parameter(each.name, "scale", each.axes) if each.role == "statistic" else each for each in arrays)


def one_bias_vector(arrays: Arrays) -> Arrays:
    """Leave out a recurrent layer's second vector of biases, that of the state."""
    return tuple(each for each in arrays if not each.name.startswith("bias_hh"))


RUNNING_STATISTICS: Final = OfArrays(STATISTICS, "a norm's running mean and variance too", EVERY, with_statistics)

"""ptflops: modules and functions, so that a module which calls a function is counted twice; biases and norms too."""

from collections.abc import Sequence
from itertools import combinations
from typing import Final

from netcalc.conventions.convention import Convention, OfMacs, kinds
from netcalc.conventions.rules import asked, came, gated, left, normalised, normed, plus
from netcalc.conventions.tools.common import (
    ACTIVATIONS,
    ATTENTION,
    COUNTED_BIASES,
    GATES,
    NO_LSTM,
    NO_PRODUCTS,
    RECURRENT,
    UPSAMPLED,
    WITH_POOL,
    flat_pool,
    norms,
    pools,
)
from netcalc.conventions.tools.tool import MACS, PARAMS, Gives, Reading, Tool

TWICE: Final = kinds("relu", "elu", "prelu", "gelu")
ONCE: Final = kinds("relu6", "leaky_relu", "silu", "softmax")
SLIDING: Final = kinds("pool")
WIDE: Final = kinds("global_pool", "adaptive_pool")
ALWAYS: Final[tuple[Convention, ...]] = (
    COUNTED_BIASES,
    norms("norms, 2 a value", kinds("batchnorm", "groupnorm", "instancenorm"), plus(normed(2, 1))),
    norms("layer norms, 1 a value", kinds("layernorm"), plus(came)),
    norms("local response norms", kinds("lrn"), plus(normalised)),
    OfMacs(ACTIVATIONS, "other activations, 1 a value", ONCE, plus(came)),
    OfMacs("counted-softmax", "attention's scaling and softmax", ATTENTION, plus(asked)),
    OfMacs(GATES, "what gates add and multiply", RECURRENT, plus(gated(rnn=1, lstm=10, gru=7))),
)
WORDS: Final = ("activations", "sliding pools", "global pools")


def _called(*functions: str) -> Reading:
    """Count what is a module twice, as itself and as the function that it calls; what is called as a function once."""
    bent, sliding, wide = (1 if each in functions else 2 for each in WORDS)
    return Reading(
        f"where {listed(functions)} are called as functions" if functions else "",
        (
            *ALWAYS,
            OfMacs(ACTIVATIONS, f"ReLUs and the like, {bent} a value", TWICE, plus(came, bent)),
            pools(f"pools, {sliding} for each value that comes in", SLIDING, plus(came, sliding)),
            pools(f"global pools, {wide} for each value that comes in", WIDE, plus(came, wide)),
            OfMacs(UPSAMPLED, f"upsampling, {sliding} a value", kinds("upsample"), plus(left, sliding)),
        ),
    )


def listed(words: Sequence[str]) -> str:
    """Join words for a sentence.

    >>> listed(("a", "b", "c"))
    'a, b and c'
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


ATEN: Final = Reading("with its aten backend", (COUNTED_BIASES, NO_PRODUCTS, NO_LSTM))
VGG: Final = Reading(WITH_POOL, (*_called().conventions, flat_pool(2)))
PTFLOPS: Final = Tool(
    "ptflops",
    "ptflops",
    "0.7.5",
    (Gives(MACS, "MACs"), PARAMS),
    (*(_called(*some) for count in range(4) for some in combinations(WORDS, count)), ATEN, VGG),
)

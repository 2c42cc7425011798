"""thop: modules that it has a rule for; norms, means and recurrent gates count too."""

from dataclasses import replace
from typing import Final

from netcalc.calculator.changes import Arrays
from netcalc.conventions.convention import Convention, OfArrays, OfMacs, kinds
from netcalc.conventions.rules import biased, came, gated, interpolated, left, normed, of_means, passed, plus, softened
from netcalc.conventions.tools.common import (
    ACTIVATIONS,
    BIASES,
    GATES,
    NO_ATTENTION,
    NO_MATMUL,
    RECURRENT,
    UPSAMPLED,
    WITH_POOL,
    flat_pool,
    norms,
    pools,
)
from netcalc.conventions.tools.tool import MACS, PARAMS, Gives, Reading, Tool
from netcalc.conventions.tools.torchinfo import AT_OUTPUT
from netcalc.layers.array import axis

UNKNOWN: Final = kinds("attention", "embedding", "learned", "groupnorm", "rmsnorm", "scale")


def _uncounted(arrays: Arrays) -> Arrays:
    """Give the arrays as if they had no values: they are still there to be asked."""
    return tuple(replace(each, axes=(axis("uncounted", 0), *each.axes), parts=()) for each in arrays)


EVERYWHERE: Final[tuple[Convention, ...]] = (
    AT_OUTPUT,
    norms("norms, 4 a value", kinds("batchnorm", "layernorm", "instancenorm"), plus(normed(4, 2))),
    OfMacs(BIASES, "a recurrent layer's biases", RECURRENT, plus(biased)),
    OfMacs(GATES, "what gates add and multiply", RECURRENT, plus(gated(rnn=1, lstm=8, gru=7))),
    OfMacs(ACTIVATIONS, "prelu, 1 a value", kinds("prelu"), plus(came)),
    OfMacs(ACTIVATIONS, "softmax", kinds("softmax"), plus(softened)),
    OfMacs(UPSAMPLED, "upsampling", kinds("upsample"), plus(interpolated)),
    NO_ATTENTION,
    NO_MATMUL,
    OfArrays("unknown-modules", "modules that it has no rule for: none of their parameters", UNKNOWN, _uncounted),
)
SLIDING: Final = pools("average pools, 1 for each value that leaves", kinds("pool"), plus(of_means(left)))
WIDE: Final = pools(
    "global average pools, 1 for each value that comes and each that leaves",
    kinds("global_pool", "adaptive_pool"),
    plus(of_means(passed)),
)
THOP: Final = Tool(
    "thop",
    "thop",
    "0.1.1",
    (Gives(MACS, "MACs"), PARAMS),
    (
        Reading("", (*EVERYWHERE, SLIDING, WIDE)),
        Reading("where global pools are called as functions", (*EVERYWHERE, SLIDING)),
        Reading("where sliding pools are called as functions", (*EVERYWHERE, WIDE)),
        Reading("where pools are called as functions", EVERYWHERE),
        Reading(WITH_POOL, (*EVERYWHERE, SLIDING, WIDE, flat_pool(2))),
    ),
)

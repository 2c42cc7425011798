"""calflops and DeepSpeed's profiler: MACs of products alone; FLOPs with biases, norms, pools and activations."""

from typing import Final

from netcalc.conventions.convention import Convention, OfFlops, kinds
from netcalc.conventions.rules import (
    as_convolved,
    biased,
    came,
    flattened,
    gated,
    left,
    normalised,
    normed,
    plus,
    unrolled,
)
from netcalc.conventions.tools.common import (
    ACTIVATIONS,
    BATCH_NORM,
    BIASES,
    FLAT_POOL,
    FLATTENING,
    GATES,
    NO_PRODUCTS,
    NO_RECURRENCE,
    NORMS,
    OTHER_NORMS,
    POOLED,
    POOLS,
    RECURRENT,
    UPSAMPLED,
    WITH_POOL,
)
from netcalc.conventions.tools.tool import FLOPS, MACS, PARAMS, Gives, Reading, Tool

BENT: Final = kinds("relu", "elu", "prelu", "leaky_relu", "gelu", "silu", "softmax")
UPSAMPLING: Final = kinds("upsample")
TRANSPOSED: Final = kinds("conv_transpose")
OPERATIONS: Final[tuple[Convention, ...]] = (
    OfFlops(BIASES, "one for each bias that a convolution adds", kinds("conv"), plus(biased)),
    OfFlops(NORMS, "batch norms, 2 a value", BATCH_NORM, plus(normed(2, 1))),
    OfFlops(NORMS, "other norms, 5 a value", OTHER_NORMS, plus(normed(5, 4))),
    OfFlops(NORMS, "local response norms", kinds("lrn"), plus(normalised)),
    OfFlops(POOLED, "pools, 1 for each value that comes in", POOLS, plus(came)),
    OfFlops(ACTIVATIONS, "activations, 1 a value", BENT, plus(came)),
    OfFlops(GATES, "the products and biases of recurrent layers", RECURRENT, plus(unrolled)),
    OfFlops(GATES, "what gates add and multiply", RECURRENT, plus(gated(rnn=1, lstm=10, gru=7))),
)
FLAT: Final = OfFlops(POOLED, FLAT_POOL.format(1), FLATTENING, plus(flattened))
OF_CALFLOPS: Final[tuple[Convention, ...]] = (
    NO_RECURRENCE,
    *OPERATIONS,
    OfFlops(BIASES, "a transposed convolution's biases, at too few positions", TRANSPOSED, plus(as_convolved)),
    OfFlops(UPSAMPLED, "upsampling, 1 for each value that comes in", UPSAMPLING, plus(came)),
)
OF_DEEPSPEED: Final[tuple[Convention, ...]] = (
    NO_RECURRENCE,
    *OPERATIONS,
    OfFlops(BIASES, "a transposed convolution's biases", TRANSPOSED, plus(biased)),
    OfFlops(UPSAMPLED, "upsampling, 1 for each value that leaves", UPSAMPLING, plus(left)),
)
GIVES: Final = (Gives(MACS, "MACs"), Gives(FLOPS, "FLOPs"), PARAMS)
CALFLOPS: Final = Tool(
    "calflops",
    "calflops",
    "0.3.2",
    GIVES,
    (
        Reading("", (NO_PRODUCTS, *OF_CALFLOPS)),
        Reading("where attention is written out as products", OF_CALFLOPS),
        Reading(WITH_POOL, (NO_PRODUCTS, *OF_CALFLOPS, FLAT)),
    ),
)
DEEPSPEED: Final = Tool(
    "deepspeed",
    "DeepSpeed's profiler",
    "0.19.8",
    GIVES,
    (Reading("", OF_DEEPSPEED), Reading(WITH_POOL, (*OF_DEEPSPEED, FLAT))),
)

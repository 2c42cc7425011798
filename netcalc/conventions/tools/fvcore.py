"""fvcore: a multiply-add is one flop; norms and means over a whole map count too, products of attention do not."""

from typing import Final

from netcalc.conventions.convention import Convention, OfMacs, kinds
from netcalc.conventions.rules import came, normed, of_maps, of_means, plus, upsampled
from netcalc.conventions.tools.common import (
    BATCH_NORM,
    NO_PRODUCTS,
    NO_RECURRENCE,
    ONE_EACH,
    OTHER_NORMS,
    UPSAMPLED,
    WITH_POOL,
    flat_pool,
    norms,
    pools,
)
from netcalc.conventions.tools.tool import MACS, PARAMS, Gives, Reading, Tool

REST: Final[tuple[Convention, ...]] = (
    norms("other norms, 5 a value", OTHER_NORMS, plus(normed(5, 4))),
    pools(
        "global average pools, 1 for each value that comes in",
        kinds("global_pool", "adaptive_pool"),
        plus(of_maps(of_means(came))),
    ),
    OfMacs(UPSAMPLED, "upsampling, 1 a value (bilinear 4)", kinds("upsample"), plus(of_maps(upsampled(1, 4)))),
    NO_RECURRENCE,
    ONE_EACH,
)
BATCH_NORMS: Final = norms("batch norms, 2 a value", BATCH_NORM, plus(normed(2, 1)))
IN_TRAINING: Final = norms("batch norms, 5 a value", BATCH_NORM, plus(normed(5, 4)))
FVCORE: Final = Tool(
    "fvcore",
    "fvcore",
    "0.1.5",
    (Gives(MACS, "flops"), PARAMS),
    (
        Reading("", (BATCH_NORMS, *REST, NO_PRODUCTS)),
        Reading("in training mode", (IN_TRAINING, *REST, NO_PRODUCTS)),
        Reading("where attention is written out as products", (BATCH_NORMS, *REST)),
        Reading(WITH_POOL, (BATCH_NORMS, *REST, NO_PRODUCTS, flat_pool(1))),
    ),
)

"""torchinfo: what a module learns, once for each position that leaves a convolution, else once."""

from typing import Final

from netcalc.conventions.convention import OfMacs, kinds
from netcalc.conventions.rules import at_output, instead, learned, plus
from netcalc.conventions.tools.common import BATCH_NORM, COUNTED_BIASES, NO_ATTENTION, NO_MATMUL, NORMS, OTHER_NORMS
from netcalc.conventions.tools.tool import MACS, PARAMS, Gives, Reading, Tool

TRANSPOSED: Final = kinds("conv_transpose")
LEARNING: Final = BATCH_NORM | OTHER_NORMS | kinds("rmsnorm", "prelu")
LINEAR: Final = kinds("fc", "maxout")
AT_OUTPUT: Final = OfMacs(
    "transposed-at-output", "transposed convolutions at what leaves", TRANSPOSED, instead(at_output)
)
LEARNED_ONCE: Final = OfMacs(NORMS, "a norm's scale and shift once", LEARNING, plus(learned))
TABLES: Final = OfMacs("counted-embeddings", "an embedding's whole table", kinds("embedding"), plus(learned))
FIRST_DIMENSION: Final = OfMacs(
    "positions-left-out",
    "a linear layer once, at however many positions it works",
    LINEAR,
    instead(learned),
)

TORCHINFO: Final = Tool(
    "torchinfo",
    "torchinfo",
    "1.8.0",
    (Gives(MACS, "Mult-Adds"), PARAMS),
    (Reading("", (AT_OUTPUT, COUNTED_BIASES, LEARNED_ONCE, TABLES, FIRST_DIMENSION, NO_ATTENTION, NO_MATMUL)),),
)

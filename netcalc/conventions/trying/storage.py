"""What is stored or held, as other people count it: a file of weights, the passes of torchinfo and torchsummary."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from netcalc.conventions.tools.common import STATISTICS
from netcalc.conventions.trying.asked import FLOAT32, Asked, Candidate
from netcalc.conventions.trying.candidates import SINGLE, USUAL
from netcalc.report.report import LayerReport

FILE: Final = "weights-file"
OUTPUTS: Final = "counted-outputs"
COUNTER: Final = 8  # bytes of a norm's count of batches, an int64
MIB: Final = 2**20
NAMING: Final = Fraction(265)  # bytes of an array's name and place in a file of torch.save
GIVE: Final = Fraction(100)  # more or less: measured 165 (before PyTorch 1.6) to 363


def stored(asked: Asked) -> Iterator[Candidate]:
    """Give the bytes of a file of weights, or of what the passes hold, where that is asked."""
    if asked.query.word == "memory.params":
        yield from _file(asked)
    if asked.query.word == "memory.activations":
        yield from _passes(asked)


def _file(asked: Asked) -> Iterator[Candidate]:
    """Give the size of what torch.save writes of a network."""
    layers = asked.network.report.layers
    arrays = [each for layer in layers for each in layer.working.parameters or () if not each.borrowed]
    counters = sum(any(each.role == "statistic" for each in layer.working.parameters or ()) for layer in layers)
    values = sum(each.count for each in arrays)
    held, number = FLOAT32 * values + COUNTER * counters, len(arrays) + counters
    said = (
        f"a file of weights, about {float(held + NAMING * number) / MIB:,.1f} MiB: {values:,} values with running "
        f"statistics, 4 bytes each, and 165 to 365 bytes for the name and place of each of {number:,} arrays"
    )
    codes = (FILE, STATISTICS) if counters else (FILE,)
    if number:
        yield Candidate(FILE, codes, held + NAMING * number, SINGLE, said, slack=GIVE * number)


def _passes(asked: Asked) -> Iterator[Candidate]:
    layers = asked.network.report.layers
    learning = _twice(each for each in layers if each.params or each.shares)
    said = f"torchinfo counts {learning:,} bytes as its forward/backward pass: what leaves layers that learn, twice"
    yield Candidate("torchinfo", (OUTPUTS,), Fraction(learning), USUAL, said)
    every = _twice(layers)
    yield Candidate(
        OUTPUTS, (OUTPUTS,), Fraction(every), SINGLE, f"what leaves every layer, twice (torchsummary): {every:,} bytes"
    )


def _twice(layers: "Iterator[LayerReport] | tuple[LayerReport, ...]") -> int:
    """Count the bytes of what leaves layers, forward and backward."""
    return 2 * FLOAT32 * sum(each.output.values for each in layers if each.output is not None)

"""The catalogue of mistakes, the plainest first: a line for each reading of a code."""

from typing import Final, NamedTuple

from netcalc.homework.mistakes import (
    biases,
    counts,
    depths,
    fields,
    inputs,
    learned,
    rounding,
    sharing,
    slips,
    weights,
    windows,
    writing,
)
from netcalc.homework.mistakes.backward import Slip
from netcalc.homework.mistakes.base import Example, Known, Mistake

CARRIED: Final = "earlier-error-carried-forward"
MISTAKES: Final[tuple[Mistake, ...]] = (
    biases.ForgotBias(),
    biases.OneBiasPerLayer(),
    weights.ForgotDepth(),
    sharing.MultipliedBySpatialPositions(),
    sharing.MultipliedByInputPositions(),
    sharing.MultipliedAllByPositions(),
    biases.BiasPerFilterInLocalLayer(),
    biases.BiasAddedOnTheOutputSide(),
    inputs.AssumedRGB(),
    inputs.AssumedGray(),
    weights.ForgotUnits(),
    weights.ForgotUnitsOneBias(),
    inputs.ForgotFlatten(),
    weights.IgnoredGroups(),
    weights.IgnoredConnectionTable(),
    learned.CountedPoolParameters(),
    learned.ModernPoolingAssumed(),
    learned.CountedRunningStatistics(),
    windows.PaddingCountedOnce(),
    windows.IgnoredPadding(),
    windows.IgnoredStride(),
    windows.ForgotPlusOne(),
    rounding.SilentFloor(),
    rounding.SilentCeil(),
    depths.KeptInputDepth(),
    depths.PooledDepth(),
    depths.PaddedDepth(),
    windows.TotalPaddingInsteadOfPerSide(),
    counts.CountedInputsAsNeurons(),
    counts.CountedHiddenOnly(),
    fields.AddedSizes(),
    fields.ForgotJump(),
    fields.OffByOne(),
    fields.GaveArea(),
    windows.WrongDilationBase(),
    windows.WrongDilationBaseDown(),
    counts.FlopsTwicePerMac(),
    counts.MacsForFlops(),
    writing.MBForMiB(),
    writing.BytesForUnit(),
    writing.BitsForBytes(),
    writing.MultipliedByBatch(),
    writing.SwappedHeightWidth(),
    writing.WrongVolumeOrder(),
    rounding.ExactFitExpected(),
)
SLIPS: Final[tuple[Slip, ...]] = (
    slips.MulGateNotSwapped(),
    slips.LocalGradientOnly(),
    slips.OverwroteGradientAtFork(),
    slips.KeptFirstGradientAtFork(),
    slips.MaxGatePassesToBoth(),
    slips.SignSlip(),
)
CATALOGUE: Final[tuple[Known, ...]] = (*MISTAKES, *SLIPS)
FIRST: Final = {mistake.code: mistake for mistake in reversed(CATALOGUE)}


class Entry(NamedTuple):
    """A mistake as it is listed: its code, its hint, an example; where it would be no mistake, if anywhere."""

    code: str
    hint: str
    example: Example
    right_where: str


def listing() -> tuple[Entry, ...]:
    """List the mistakes, a code each, in the catalogue's order.

    >>> listing()[0].code, listing()[0].example.answer
    ('forgot-bias', '5*5*3*10')
    """
    codes = dict.fromkeys(mistake.code for mistake in CATALOGUE)
    first = (FIRST[code] for code in codes)
    return tuple(Entry(each.code, each.hint, each.example, each.right_where) for each in first)


def hint(code: str) -> str:
    """Give the hint for a mistake, or for two joined by +: what is the case instead.

    >>> hint("forgot-jump")[:17]
    'Behind a stride, '
    """
    return " ".join(FIRST[part].hint for part in code.split("+") if part in FIRST)


def right_where(code: str) -> str:
    """Say under which convention this would be no mistake; nothing where there is none."""
    return FIRST[code].right_where if code in FIRST else ""

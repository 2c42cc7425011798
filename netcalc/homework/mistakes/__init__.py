"""The catalogue of mistakes, the plainest first: a line for each reading of a code."""

from typing import Final

from netcalc.homework.mistakes import stored, volumes, written
from netcalc.homework.mistakes.backward import SLIPS, Backward
from netcalc.homework.mistakes.base import Mistake

CARRIED: Final = "earlier-error-carried-forward"
MISTAKES: Final[tuple[type[Mistake], ...]] = (
    stored.ForgotBias,
    stored.OneBiasPerLayer,
    stored.ForgotDepth,
    stored.MultipliedBySpatialPositions,
    stored.MultipliedByInputPositions,
    stored.MultipliedAllByPositions,
    stored.BiasPerFilterInLocalLayer,
    stored.BiasAddedOnTheOutputSide,
    volumes.AssumedRGB,
    volumes.AssumedGray,
    stored.ForgotUnits,
    stored.ForgotUnitsOneBias,
    volumes.ForgotFlatten,
    stored.IgnoredGroups,
    stored.IgnoredConnectionTable,
    stored.CountedPoolParameters,
    stored.ModernPoolingAssumed,
    stored.CountedRunningStatistics,
    volumes.PaddingCountedOnce,
    volumes.IgnoredPadding,
    volumes.IgnoredStride,
    volumes.ForgotPlusOne,
    volumes.SilentFloor,
    volumes.SilentCeil,
    volumes.KeptInputDepth,
    volumes.PooledDepth,
    volumes.PaddedDepth,
    volumes.TotalPaddingInsteadOfPerSide,
    written.CountedInputsAsNeurons,
    written.CountedHiddenOnly,
    written.AddedSizes,
    written.ForgotJump,
    written.OffByOne,
    written.GaveArea,
    volumes.WrongDilationBase,
    volumes.WrongDilationBaseDown,
    written.FlopsTwicePerMac,
    written.MacsForFlops,
    written.MBForMiB,
    written.BytesForUnit,
    written.BitsForBytes,
    written.MultipliedByBatch,
    written.SwappedHeightWidth,
    written.WrongVolumeOrder,
    volumes.ExactFitExpected,
)


def _first() -> dict[str, type[Mistake] | type[Backward]]:
    found: dict[str, type[Mistake | Backward]] = {}
    for mistake in MISTAKES:
        found.setdefault(mistake.code, mistake)
    for slip in SLIPS:
        found.setdefault(slip.code, slip)
    return found


CODES: Final = _first()


def hint(code: str) -> str:
    """Give the hint for a mistake, or for two joined by +: what is the case instead.

    >>> hint("forgot-jump")[:17]
    'Behind a stride, '
    """
    return " ".join((CODES[part].__doc__ or "").partition("\n")[0] for part in code.split("+") if part in CODES)


def right_where(code: str) -> str:
    """Say under which convention this would be no mistake; nothing where there is none."""
    return CODES[code].right_where if code in CODES else ""

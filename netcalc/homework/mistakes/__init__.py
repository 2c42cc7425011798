"""The catalogue of mistakes, the plainest first: a line for each reading of a code."""

from typing import Final, NamedTuple

from netcalc.homework.mistakes import (
    attention,
    axes,
    biases,
    counts,
    depths,
    fields,
    inputs,
    learned,
    matrices,
    norms,
    others,
    recurrent,
    rounding,
    shares,
    sharing,
    sizes,
    slips,
    slopes,
    sums,
    taken,
    told,
    transposed,
    values,
    weights,
    windows,
    writing,
)
from netcalc.homework.mistakes.backward import Slip
from netcalc.homework.mistakes.base import Example, Known, Mistake

CARRIED: Final = told.CarriedForward.code
SLIPPED: Final = told.ArithmeticSlip.code
MISTAKES: Final[tuple[Mistake, ...]] = (
    biases.ForgotBias(),
    biases.OneBiasPerLayer(),
    weights.ForgotDepth(),
    sharing.MultipliedBySpatialPositions(),
    sharing.MultipliedByInputPositions(),
    sharing.MultipliedAllByPositions(),
    sharing.MultipliedNormByPositions(),
    biases.BiasPerFilterInLocalLayer(),
    biases.BiasPerFilterUnshared(),
    biases.BiasAddedOnTheOutputSide(),
    biases.BiasForEachSlice(),
    inputs.AssumedRGB(),
    inputs.AssumedGray(),
    weights.ForgotUnits(),
    weights.ForgotUnitsOneBias(),
    weights.ForgotUnitsAllBiases(),
    inputs.ForgotFlatten(),
    weights.IgnoredGroups(),
    weights.IgnoredConnectionTable(),
    learned.CountedPoolParameters(),
    learned.CountedPoolWindow(),
    learned.ModernPoolingAssumed(),
    learned.CountedRunningStatistics(),
    windows.PaddingCountedOnce(),
    windows.IgnoredPadding(),
    windows.IgnoredStride(),
    windows.ForgotPlusOne(),
    rounding.SilentFloor(),
    rounding.SilentCeil(),
    depths.KeptInputDepth(),
    depths.KeptInputDepthOfBranches(),
    depths.PooledDepth(),
    depths.PooledDepthByStride(),
    depths.PaddedDepth(),
    windows.TotalPaddingInsteadOfPerSide(),
    counts.CountedInputsAsNeurons(),
    counts.CountedHiddenOnly(),
    sums.HiddenLayersAlone(),
    counts.CountedInputLayer(),
    fields.AddedSizes(),
    fields.ForgotJump(),
    fields.OffByOne(),
    fields.GaveArea(),
    windows.WrongDilationBase(),
    windows.WrongDilationBaseDown(),
    counts.FlopsTwicePerMac(),
    counts.MacsForFlops(),
    writing.KBForKiB(),
    writing.MBForMiB(),
    writing.GBForGiB(),
    writing.BytesForUnit(),
    writing.BitsForBytes(),
    writing.MultipliedByBatch(),
    writing.SwappedHeightWidth(),
    writing.WrongVolumeOrder(),
    rounding.ExactFitExpected(),
    recurrent.OneBiasVector(),
    recurrent.TwoBiasVectors(),
    recurrent.OneDirection(),
    recurrent.ForgotGates(),
    recurrent.WrongNumberOfGates(),
    recurrent.AnotherKindsGates(),
    recurrent.ForgotTheState(),
    recurrent.ForgotTheStateNotItsBias(),
    recurrent.KeptEveryState(),
    attention.ForgotAttentionProducts(),
    attention.OneAttentionProduct(),
    attention.ForgotProjections(),
    attention.ForgotOutputProjection(),
    attention.OneProjection(),
    attention.MultipliedByHeads(),
    attention.MultipliedByHeadsButForTheLast(),
    attention.MultipliedProductsByHeads(),
    attention.IgnoredKVHeads(),
    weights.TookImageForFilter(),
    weights.TookImageForOneFilter(),
    norms.ForgotShift(),
    norms.OnePairPerLayer(),
    weights.ForgotPieces(),
    axes.ForgotOneAxis(),
    axes.ForgotOneAxisOfTheFilter(),
    others.CountedBias(),
    others.CountedWeights(),
    others.AssumedBias(),
    others.CountedBiasesAsMacs(),
    others.GaveSharedCount(),
    others.CountedLocalAsShared(),
    others.ParamsForConnections(),
    others.AddedInsteadOfMultiplied(),
    sums.MultipliedThrough(),
    sums.ForgotOutputBias(),
    others.ForgotPositions(),
    sums.CountedEveryLayer(),
    depths.MultipliedDepths(),
    depths.DividedDepths(),
    depths.LargestBranch(),
    depths.AddedDepths(),
    depths.UpsampledDepth(),
    transposed.UsedConvFormula(),
    transposed.CountedOutputPositions(),
    fields.MultipliedSizes(),
    sizes.IgnoredDilation(),
    sizes.CountedTheGaps(),
    sizes.LeftFraction(),
    sizes.AssumedSame(),
    sizes.GaveFilterSize(),
    sizes.TookSizeForStride(),
    sizes.Halved(),
    sizes.HalvedTwice(),
    sizes.AssumedSizeThree(),
    sizes.AssumedSizeThreeWeights(),
    counts.CountedFiltersAsNeurons(),
    counts.CountedOneMap(),
    counts.CountedPoolOutputs(),
    counts.CountedActivationsTwice(),
    writing.ValuesForBytes(),
    writing.DoublePrecision(),
    inputs.ForgotLastPool(),
    inputs.ForgotPool(),
    others.CountedEveryNeuron(),
    shares.GaveTheRest(),
    others.GaveTheInput(),
    sums.LeftOutALayer(),
    others.AnotherLayersNumber(),
    writing.WrongPrefix(),
    writing.LostFactorOfTen(),
    shares.LostPlaceOfAShare(),
)
SLIPS: Final[tuple[Slip, ...]] = (
    taken.LostFactorOfTen(),
    slips.MulGateNotSwapped(),
    slips.LocalGradientOnly(),
    slips.OverwroteGradientAtFork(),
    slips.KeptFirstGradientAtFork(),
    slips.MaxGatePassesToBoth(),
    slips.MaxGatePassesToTheOther(),
    slips.SignSlip(),
    slopes.ForgotSquare(),
    slopes.ForgotPowerFactor(),
    matrices.ForgotPowerFactorOfArrays(),
    slopes.KeptThePower(),
    slopes.HalfOfTheSigmoidSlope(),
    slopes.SigmoidForItsSlope(),
    slopes.SquareForTheSigmoidSlope(),
    slopes.AddedInTheSigmoidSlope(),
    slopes.HalfOfAWrittenSigmoid(),
    slopes.SquareForTheTanhSlope(),
    slopes.SigmoidsForTheTanhSlope(),
    taken.GaveTheAnalyticGradient(),
    taken.GaveTheValue(),
    taken.GaveTheProbability(),
    values.ForgotMargin(),
    values.ForgotMax(),
    values.LogBase10(),
    taken.UpstreamAlone(),
    values.ForgotMinus(),
    values.ForgotThePower(),
    matrices.ForgotThePowerOfArrays(),
    taken.Inverted(),
    taken.GaveTheGradient(),
    matrices.TurnedMatrix(),
    matrices.PassedThroughRelu(),
    matrices.LeftOutATerm(),
    matrices.AnotherArraysNumbers(),
    matrices.AnotherArraysShape(),
    taken.StoppedEarly(),
)
OTHERS: Final[tuple[Known, ...]] = (told.ArithmeticSlip(), told.CarriedForward())
CATALOGUE: Final[tuple[Known, ...]] = (*MISTAKES, *SLIPS)
FIRST: Final = {mistake.code: mistake for mistake in reversed((*CATALOGUE, *OTHERS))}


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
    codes = dict.fromkeys(mistake.code for mistake in (*CATALOGUE, *OTHERS))
    first = (FIRST[code] for code in codes)
    return tuple(Entry(each.code, each.hint, each.example, each.right_where) for each in first)


def hint(code: str, *asked: str) -> str:
    """Give the hint for a mistake, or for two joined by +, where these words, or this kind, are asked.

    >>> hint("forgot-jump")[:17]
    'Behind a stride, '
    """
    return " ".join(FIRST[part].hint_for(*asked) for part in code.split("+") if part in FIRST)


def right_where(code: str) -> str:
    """Say under which convention this would be no mistake; nothing where there is none."""
    return FIRST[code].right_where if code in FIRST else ""

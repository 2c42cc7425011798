"""What is wrong with an answer where it is not a mistake in the sum."""

from fractions import Fraction

from netcalc.homework.answers.given import Array, Cannot, Extents, Given, Number
from netcalc.homework.key.solution import Solution
from netcalc.homework.key.worked import CANNOT
from netcalc.homework.marking.agreement import agrees
from netcalc.volume import Volume


def remark(solution: Solution, given: Given) -> str:
    """Say what is wrong; nothing where it may be a mistake in the sum."""
    right = solution.right
    if isinstance(given, Cannot) and not isinstance(right, tuple) and not solution.rounded:
        return f"{f'`{solution.word}`' if solution.word else 'the answer'} is still a number"
    if not isinstance(given, Extents):
        return ""
    if right == CANNOT and any(extent.denominator != 1 for extent in given.value):
        return "an extent that is not whole is where the formula leads, not yet the answer: say what follows from it"
    if not isinstance(right, Volume) or not _flat(right, given.value):
        return ""
    return "the depth is left out" if list(given.value) != [right.depth] else "the depth alone is no volume"


def too_short(solution: Solution, given: Given) -> str:
    """Say where real numbers are right as far as they go, with fewer digits than are due."""
    real = isinstance(given, Array) or (solution.real and isinstance(given, Number))
    if not real or not agrees(solution.right, given, real=True, digits=1):
        return ""
    return f"it is right as far as it goes, and too short: write {solution.digits} digits at least"


def _flat(right: Volume, mine: tuple[Fraction, ...]) -> bool:
    """Say whether extents lack the depth: an extent too few, or one number for all of the spatial ones."""
    if right.depth == 1 or set(right.spatial) <= {1}:
        return False
    return len(mine) == len(right) - 1 or (len(mine) == 1 and {*mine} == {*right.spatial})

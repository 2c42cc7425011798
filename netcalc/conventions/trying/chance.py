"""Whether an explanation explains: not where so many numbers are tried that one would fit by chance."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from netcalc.conventions.stated import TELLING, Stated
from netcalc.conventions.trying.asked import Candidate
from netcalc.conventions.trying.candidates import BATCHED, FOLDED, INPUT, LAYER, MULTIPLE, OTHER, PAIR, SINGLE, USUAL

AROUND: Final = Fraction(1, 20)
EXPECTED: Final = {
    INPUT: Fraction(1, 4), FOLDED: Fraction(1, 4), BATCHED: Fraction(1, 10), PAIR: Fraction(1, 50),
    LAYER: Fraction(1, 50),
}  # fmt: skip
OF_TOOLS: Final = Fraction(1, 2)  # a tool's usual way is likely in itself
OF_BATCHES: Final = 3  # digits that a batch is read from
OF_OTHERS: Final = Fraction(1, 5)
LEVELS: Final = (  # where what is rounded is explained by one of the first, the later ones are not asked
    (USUAL,),
    (MULTIPLE, SINGLE, OTHER),
    (INPUT, FOLDED),
    (BATCHED,),
    (PAIR,),
    (LAYER,),
)


def fitting(stated: Stated, found: Sequence[Candidate]) -> list[Candidate]:
    """Give the candidates that are this number, level by level as far as their fitting tells something."""
    made: list[Candidate] = []
    if not stated.exact and stated.digits < TELLING:
        return made
    for level in LEVELS:
        if made and not stated.exact:
            break
        for order in level:
            here = [each for each in found if each.order == order]
            fits = [each for each in here if fits_at_all(stated, each)]
            if fits and _tells(stated, here, order):
                made += fits
    return made


def fits_at_all(stated: Stated, candidate: Candidate) -> bool:
    """Say whether a candidate is this number, as exactly as it was written."""
    readings = (stated, stated.binary) if stated.binary else (stated,)
    return any(each.is_about(candidate.value) or _near(each, candidate) for each in readings)


def _near(stated: Stated, candidate: Candidate) -> bool:
    return bool(candidate.slack) and abs(stated.value - candidate.value) <= candidate.slack + stated.step / 2


def _tells(stated: Stated, here: Iterable[Candidate], order: int) -> bool:
    """Say whether fewer candidates than would fit by chance lie so near that one of them had to."""
    if stated.exact and order < INPUT:
        return True
    if order in (FOLDED, BATCHED) and not stated.exact and stated.digits < OF_BATCHES:
        return False
    width = 2 * AROUND * stated.value
    near = {each.value for each in here if abs(each.value - stated.value) <= width / 2}
    expected = len(near) * max(stated.step, Fraction(1)) / width if width else Fraction(0)
    return expected <= EXPECTED.get(order, OF_TOOLS if order == USUAL else OF_OTHERS)

"""An answer read as its question wants it read."""

from typing import Final

from netcalc.homework.answers.given import Extents, Given, Number
from netcalc.homework.answers.numbers import read_number
from netcalc.homework.answers.units import asked
from netcalc.homework.answers.volumes import read_volume
from netcalc.homework.answers.words import read_truth, read_word
from netcalc.homework.key.solution import Solution
from netcalc.report.query import FIELD_WORDS, NOTE, SEES

EXTENTS: Final = ("input", "output", *FIELD_WORDS)
WORDS: Final = ("name", "kind", "from", SEES, NOTE)


def read(solution: Solution, written: object) -> Given:
    """Read what was written; NotReadable where that is not clear."""
    if isinstance(solution.right, bool):
        return read_truth(written)
    if solution.word in EXTENTS:
        return _extents(solution, read_volume(written))
    if solution.word in WORDS:
        return read_word(written)
    found = read_number(written, whole=not solution.real and solution.scale == 1, asked=asked(solution.word))
    return _scaled(found, solution.scale) if isinstance(found, Number) and found.unit is None else found


def _extents(solution: Solution, found: Given) -> Given:
    """Put extents in the sheet's order as width x height x depth; a number is an extent."""
    if isinstance(found, Number):
        found = Extents((found.value,))
    return Extents(solution.conventions.ordered(found.value)) if isinstance(found, Extents) else found


def written_as(solution: Solution, given: Given) -> Given:
    """Put extents back in the order in which the sheet writes them."""
    return Extents(solution.conventions.told(given.value)) if isinstance(given, Extents) else given


def _scaled(found: Number, scale: int) -> Number:
    """Put a number without a unit in the unit that the sheet means."""
    return found if scale == 1 else found._replace(value=found.value * scale, slack=found.slack * scale)

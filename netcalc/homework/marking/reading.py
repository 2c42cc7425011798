"""An answer read as its question wants it read."""

import re
from typing import Final

from netcalc.homework.answers.arrays import read_array
from netcalc.homework.answers.asked import Asked
from netcalc.homework.answers.choices import read_choice
from netcalc.homework.answers.given import LONGEST, SHOWN, Cannot, Extents, Given, NotReadable, Number, Word
from netcalc.homework.answers.letters import of_letters
from netcalc.homework.answers.links.cannot import says_cannot
from netcalc.homework.answers.links.signs import plain
from netcalc.homework.answers.reading import read as read_answer
from netcalc.homework.answers.several import read_several
from netcalc.homework.answers.units import PERCENT, asked
from netcalc.homework.key.of_choice import ChoiceSolution, FitsSolution
from netcalc.homework.key.of_circuit import CircuitSolution
from netcalc.homework.key.solution import Solution
from netcalc.homework.key.worked import CANNOT
from netcalc.homework.marking.finding import is_right
from netcalc.report.query import FIELD_WORDS, NOTE, SEES
from netcalc.text.numbers.quantity import BYTES

POWER: Final = "^"
COMMA: Final = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9.,]))")
EXTENTS: Final = ("input", "output", *FIELD_WORDS)
MEASURED_BY: Final = {"params": ("parameters",), "macs": ("multiply-adds",), "weights": ("weight",)}
WORDS: Final = ("name", "kind", "from", SEES, NOTE)


def read(solution: Solution, written: object) -> Given:
    """Read what was written; NotReadable where that is not clear."""
    if isinstance(solution, ChoiceSolution):
        return read_choice(written, solution.choices)
    if isinstance(solution, FitsSolution) and (several := read_several(written, solution.word)):
        return several
    asked = what(solution)
    if asked.kind == "array":
        return read_array(written)
    fraction = asked.real or asked.measures == BYTES
    if isinstance(written, str) and fraction and (decided := _decided(solution, written, asked)):
        return decided
    found = _read(solution, written, asked)
    if isinstance(found, Word) and solution.right == CANNOT and says_cannot(found.value):
        return Cannot()
    if solution.word in EXTENTS:
        return _extents(solution, found)
    return _scaled(found, solution.scale) if isinstance(found, Number) and found.unit is None else found


def _decided(solution: Solution, written: str, asked: Asked) -> Given | None:
    """Read the circuit's letters, or a decimal comma before three digits, where that is right; None where it is not."""
    if len(written) > LONGEST:
        return None
    if isinstance(solution, CircuitSolution) and (found := _in_letters(solution, written)):
        return found
    decimal = _with_comma(written, asked)
    if decimal is None or not is_right(solution, decimal):
        return None
    if not asked.real:  # 241,039 KiB: thousands of them to some, a little more than 241 to others
        if is_right(solution, read_answer(written, asked)):
            return None
        message = f"`{written.strip()[:SHOWN]}` can be read in two ways: a decimal takes a point"
        raise NotReadable(message)
    return decimal


def _in_letters(solution: CircuitSolution, written: str) -> Given | None:
    """Read a gradient in letters; it is right where the inputs have other values too."""
    if not any(name in written for name in solution.letters):
        return None
    text = plain(written)
    for each in (solution, solution.moved):
        found = of_letters(text, each.letters) if each else None
        if each is None or found is None or not is_right(each, found):
            return None
    return of_letters(text, solution.letters)


def _read(solution: Solution, written: object, asked: Asked) -> Given:
    """Read an answer; in a circuit's letters where it is nothing else, and wrong: right ones are read before."""
    try:
        return read_answer(written, asked)
    except NotReadable:
        found = _wrong_letters(solution, written)
        if found is None:
            _say_letters(solution, written)
            raise
        return found


def _say_letters(solution: Solution, written: object) -> None:
    """Refuse what is made of the circuit's letters, and say so: one may be a slip of the pen."""
    if isinstance(solution, CircuitSolution) and isinstance(written, str) and of_letters(written, solution.letters):
        message = f"`{written.strip()[:SHOWN]}` is in letters: write the number that comes of it"
        raise NotReadable(message) from None


def _wrong_letters(solution: Solution, written: object) -> Given | None:
    """Read a wrong derivative of powers in letters; None where it is none, or right by these values alone."""
    if not isinstance(solution, CircuitSolution) or not isinstance(written, str) or len(written) > LONGEST:
        return None
    if POWER not in (text := plain(written)):
        return None  # a letter alone may be a slip of the pen
    moved = solution.moved
    found, other = of_letters(text, solution.letters), of_letters(text, moved.letters) if moved else None
    if found is None or is_right(solution, found):
        return None
    return found._replace(moved=other.value if other else None)


def _with_comma(written: str, asked: Asked) -> Given | None:
    try:
        return read_answer(COMMA.sub(".", written), asked) if COMMA.search(written) else None
    except NotReadable:
        return None


def what(solution: Solution) -> Asked:
    """Say what an answer to this question is."""
    right, word = solution.right, solution.word
    if isinstance(solution, CircuitSolution) and isinstance(right, tuple):
        if solution.is_shape:
            return Asked("extents", axes=len(right), names=names(word), matrix=True)
        return Asked("array", whole=False, real=True)
    if isinstance(right, bool):
        return Asked("truth")
    if word in WORDS:
        return Asked("word")
    if word in EXTENTS:
        return Asked("extents", axes=len(right) if isinstance(right, tuple) else None)
    whole = not solution.real and solution.scale == 1
    measures = PERCENT if solution.in_percent else asked(word)
    return Asked("number", whole, solution.real, measures, names=names(word))


def names(word: str) -> frozenset[str]:
    """Give the names by which people call what is asked, in small letters and without blanks.

    >>> sorted(names("gradients.x"))[:3], sorted(names("totals.params"))
    (['df/dx', 'dl/dx', 'dx'], ['#params', 'parameters', 'params', 'totals.params'])
    """
    last = word.rpartition(".")[2].lower()
    if last == "shape":
        return frozenset({word.lower(), word.partition(".")[0].lower(), last})
    if word.startswith("gradients."):
        return frozenset({last, f"d{last}", f"df/d{last}", f"dl/d{last}", f"∂f/∂{last}", f"∂l/∂{last}", f"grad{last}"})
    return frozenset({word.lower(), last, f"#{last}", *MEASURED_BY.get(last, ())})


def _extents(solution: Solution, found: Given) -> Given:
    """Put extents in the sheet's order as width x height x depth; of two orders that a tool may mean, the right one."""
    if isinstance(found, Extents) and found.either:
        other = found._replace(value=found.either, either=())
        return other if is_right(solution, other) else found
    if not isinstance(found, Extents) or found.told:
        return found
    return found._replace(value=solution.conventions.ordered(found.value))


def written_as(solution: Solution, given: Given) -> Given:
    """Put extents back in the order in which the sheet writes them."""
    return given._replace(value=solution.conventions.told(given.value)) if isinstance(given, Extents) else given


def _scaled(found: Number, scale: int) -> Number:
    """Put a number without a unit in the unit that the sheet means."""
    if scale == 1:
        return found
    return found._replace(value=found.value * scale, slack=found.slack * scale, digit=found.digit * scale)

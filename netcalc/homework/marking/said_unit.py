"""The unit that a question's words name, where a number without one counts in another."""

import re
from collections.abc import Iterator
from typing import Final

from netcalc.homework.answers.units import asked, behind
from netcalc.homework.key.solution import Solution
from netcalc.homework.sheet.conventions import MEMORY
from netcalc.text.numbers.quantity import BYTES, NotANumber

WORD: Final = re.compile(r"[A-Za-z]+")
LETTER: Final = "B"  # alone it names many things


def other_unit(solution: Solution) -> str:
    """Say that the words ask for another unit of memory than the sheet means; nothing where they do not."""
    if asked(solution.word) != BYTES:
        return ""
    found = dict(_units(solution.item.question.text))
    if not found or solution.scale in found.values():
        return ""
    word, scale = next(iter(found.items()))
    means = next((name for name, each in MEMORY.items() if each == scale), "")
    instead = f" (`conventions: {{memory: {means}}}`)" if means else ""
    return f"its words say {word}, and a number without a unit counts as {solution.conventions.memory}{instead}"


def _units(text: str) -> Iterator[tuple[str, object]]:
    """Give the units of memory in a text, with the bytes of each."""
    for word in WORD.findall(text):
        try:
            found = behind([word], BYTES)
        except NotANumber:
            continue
        if found.unit is not None and found.unit.measures == BYTES and word != LETTER:
            yield word, found.scale

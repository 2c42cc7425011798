"""Each student's own sheet: the first draw of the student's that is kept."""

from collections import Counter
from functools import cached_property
from math import prod
from typing import Final, TypeAlias

from netcalc.homework.key.key import Key
from netcalc.homework.sheet.filling import Values
from netcalc.homework.sheet.ranges import VARY
from netcalc.homework.sheet.sheet import Sheet
from netcalc.homework.variants.keeping import Fault, Wanted, drawn
from netcalc.homework.variants.seed import draw
from netcalc.problems import INVALID_VALUE, Problem, SpecError

MOST_DRAWS: Final = 300
MOST_ATTEMPTS: Final = 3_000
MOST_HELD: Final = 20_000
Place: TypeAlias = tuple[object, ...]


class Variants:
    """The variants of one sheet; a sheet that varies nothing has one, for all."""

    def __init__(self, sheet: Sheet) -> None:
        """Draw from this sheet."""
        self.sheet = sheet
        self.faults: dict[Place, Fault] = {}
        self.kept: set[Place] = set()

    @cached_property
    def wanted(self) -> Wanted:
        """What a draw is held to."""
        return Wanted(self.sheet)

    @cached_property
    def every(self) -> int:
        """How many draws there are, kept or not."""
        return prod(map(len, self.sheet.vary.values()))

    def key(self, student: str) -> Key:
        """Give the key to a student's sheet; SpecError where no draw is kept."""
        if not self.sheet.vary:
            return Key(self.sheet)
        mine: dict[Place, Fault] = {}
        for attempt in range(MOST_ATTEMPTS):
            values = draw(self.sheet.vary, student, attempt)
            if tuple(values.values()) in mine:
                continue
            found = self._judged(values)
            if isinstance(found, Key):
                return found
            mine[tuple(values.values())] = found
            if len(mine) == min(self.every, MOST_DRAWS):
                break
        raise SpecError([self._none(list(mine.values()))])

    def _judged(self, values: Values) -> Key | Fault:
        """Give the key to a draw, or why it is not kept; the verdict is remembered, the key is not."""
        place = tuple(values.values())
        if place in self.faults:
            return self.faults[place]
        key = drawn(self.sheet, values)
        if isinstance(key, Key) and place in self.kept:
            return key
        fault = key if isinstance(key, Fault) else self.wanted.fault(key)
        if len(self.faults) + len(self.kept) < MOST_HELD:
            self.kept |= set() if fault else {place}
            self.faults |= {place: fault} if fault else {}
        return fault or key

    def _none(self, faults: list[Fault]) -> Problem:
        """Say that no draw is kept, and what is wrong with most of them."""
        fault, times = Counter(faults).most_common(1)[0]
        draws = f"{'all ' if len(faults) == self.every else ''}{len(faults)} draws"
        message = f"no variant can be drawn: of {draws}, {times} are left out because {fault}"
        problem = Problem(code=INVALID_VALUE, message=message, hint=fault.hint, path=(VARY,))
        return self.sheet.source.locate([problem])[0] if self.sheet.source else problem

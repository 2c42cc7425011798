"""Where a reading stands: what names mean there, which blocks it is inside, and where those were used."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from netcalc.network.findings import Findings
from netcalc.network.items import Partial
from netcalc.network.plain import plain
from netcalc.problems import INVALID_VALUE, Path, Problem
from netcalc.text.templates.template import Names, filled, mentioned


class Passes(NamedTuple):
    """The passes of repeats that a reading stands in, by their indices; the items read in them, and the names used."""

    numbers: Mapping[str, int]
    read: dict[tuple[Path, tuple[int, ...]], Partial]
    used: dict[Path, tuple[str, ...]]

    def once(self, item: object, path: Path, read: Callable[[], Partial]) -> Partial:
        """Read an item once for all passes in which the indices that it uses are the same."""
        if path not in self.used:
            self.used[path] = tuple(sorted(mentioned(plain(item))))
        key = (path, tuple([self.numbers[name] for name in self.used[path] if name in self.numbers]))
        if key not in self.read:
            self.read[key] = read()
        return self.read[key]


class Frame(NamedTuple):
    """A place in a reading; what is wrong there is noted with the uses that led to it."""

    findings: Findings
    names: Names
    blocks: tuple[str, ...] = ()
    uses: tuple[Path, ...] = ()
    passes: "Passes | None" = None

    def inside(self, block: str, names: Names, use: tuple[Path, ...] = ()) -> "Frame":
        """Step into a block, where other names hold."""
        return Frame(self.findings, names, (*self.blocks, block), (*self.uses, *use))

    def passing(self, index: str, times: int) -> "Iterator[Frame]":
        """Step into each pass of a repeat, whose number has a name."""
        outer = self.passes or Passes({}, {}, {})
        for number in range(times):
            passes = outer._replace(numbers={**outer.numbers, index: number})
            yield self._replace(names={**self.names, index: number}, passes=passes)

    def note(self, problem: Problem) -> None:
        """Note a problem, once for all uses of a block."""
        self.findings.note(replace(problem, uses=self.uses) if self.uses else problem)

    def wrong(self, message: str, path: Path, *, code: str = INVALID_VALUE, hint: str = "") -> None:
        """Note what is wrong at a place."""
        self.note(Problem(code=code, message=message, path=path, hint=hint))

    def values(self, fields: Mapping[str, Any], path: Path) -> tuple[dict[str, Any], set[str]]:
        """Put values for every `${...}` in the fields; say in which of them that failed."""
        made, broken = {}, set[str]()
        for field, value in fields.items():
            found: list[Problem] = []
            made[str(field)] = filled(value, self.names, (*path, str(field)), found)
            for problem in found:
                self.note(problem)
                broken.add(str(field))
        return made, broken

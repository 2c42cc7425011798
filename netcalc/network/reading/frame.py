"""Where a reading stands: what names mean there, which blocks it is inside, and where those were used."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from netcalc.network.findings import Findings
from netcalc.problems import INVALID_VALUE, Path, Problem
from netcalc.text.template import Names, filled


class Frame(NamedTuple):
    """A place in a reading; what is wrong there is noted with the uses that led to it."""

    findings: Findings
    names: Names
    blocks: tuple[str, ...] = ()
    uses: tuple[Path, ...] = ()

    def inside(self, block: str, names: Names, use: tuple[Path, ...] = ()) -> "Frame":
        """Step into a block, where other names hold."""
        return self._replace(names=names, blocks=(*self.blocks, block), uses=(*self.uses, *use))

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

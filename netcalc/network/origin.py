"""Another tool's file that a network was read from: its format, what is said of it, the fields that were made of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

from netcalc.problems import Problem
from netcalc.text.source import stem


class Origin(NamedTuple):
    """What stands in the place of a text that was typed.

    `written` are the fields of a spec, `notes` sentences about the file, `found` what is doubtful in it; `at_least`:
    it has operators that nobody could count; `lines` say where in the user's code layers stand. `besides`: layers
    and inputs that are read in a way for which a spec has no field.
    """

    file: str
    format: str
    written: Mapping[str, Any]
    notes: tuple[str, ...] = ()
    found: tuple[Problem, ...] = ()
    at_least: bool = False
    lines: Mapping[str, str] = MappingProxyType({})
    besides: frozenset[str] = frozenset()

    @property
    def stem(self) -> str | None:
        """The file's name without folder and ending; None for standard input."""
        return stem(self.file)

    def data(self) -> Mapping[str, Any]:
        """Give the fields of a spec that were made of the file."""
        return dict(self.written)

    def locate(self, found: Iterable[Problem]) -> tuple[Problem, ...]:
        """Take away where problems stand in the fields: nobody wrote those; the layer is named."""
        return tuple(replace(problem, path=(), uses=()) for problem in found)

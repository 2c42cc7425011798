"""A homework sheet: its questions, understood as a whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from netcalc.homework.sheet.codes import no_mistakes
from netcalc.homework.sheet.conventions import Conventions
from netcalc.homework.sheet.filling import Values, unread, with_values
from netcalc.homework.sheet.items import Item, Items
from netcalc.homework.sheet.meant import no_sheet, unreadable
from netcalc.homework.sheet.networks import Files, Networks
from netcalc.homework.sheet.question import Question, WrittenSheet
from netcalc.homework.sheet.ranges import VARY, Ranges, ranges
from netcalc.network.network import Network
from netcalc.problems import Problem, SpecError, Unreadable, invalid
from netcalc.text.source import Source, text_of

MOST_QUESTIONS: Final = 10_000


class Origin(NamedTuple):
    """What a sheet was read from: its data, the folder and the file it stands in, the networks read from files."""

    data: object
    folder: Path | None
    source: Source | None
    files: Files


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was understood; `vary` are the ranges of what differs from student to student, if anything does.

    Without a student each name stands for the first of its values. `named` are the networks that stand elsewhere, by
    the names that the sheet has for them.
    """

    title: str
    items: tuple[Item, ...]
    conventions: Conventions
    credit: Mapping[frozenset[str], float]
    batch: int
    origin: Origin
    vary: Ranges
    values: Values
    named: Mapping[str, Network]

    @property
    def source(self) -> Source | None:
        """The text that it stands in, if any."""
        return self.origin.source

    def with_values(self, values: Values) -> "Sheet":
        """Understand the sheet with other values for what it varies; SpecError where it cannot be with these."""
        return _placed(self.origin, values)


def read(sheet: str | Path | Mapping[str, object]) -> Sheet:
    """Read a sheet from a file, or understand one that was read."""
    if isinstance(sheet, Mapping):
        return understood(sheet, None)
    source = Source(_text(str(sheet)), str(sheet))
    folder = None if source.file == "-" else Path(source.file).resolve().parent
    return understood(source.data(), folder, source)


def _text(name: str) -> str:
    try:
        return text_of(name)
    except Unreadable as error:
        raise unreadable(error, name) from None


def understood(data: object, folder: Path | None, source: Source | None = None) -> Sheet:
    """Understand a sheet; SpecError with everything that is wrong with it, in its place where there is a source."""
    return _placed(Origin(data, folder, source, {}), None)


def _placed(origin: Origin, values: Values | None) -> Sheet:
    try:
        return _understood(origin, values)
    except Unreadable:
        raise
    except SpecError as error:
        raise SpecError(origin.source.locate(error.problems) if origin.source else error.problems) from None


def _understood(origin: Origin, values: Values | None) -> Sheet:
    if not isinstance(origin.data, Mapping):
        message = "a sheet is fields: `title`, `network`, `questions`"
        raise invalid(message)
    if wrong := no_sheet(origin.data, origin.source.file if origin.source else ""):
        raise SpecError([wrong])
    found: list[Problem] = []
    vary = ranges(origin.data.get(VARY), found)
    if values is None:
        values = {name: each[0] for name, each in vary.items()}
    data = with_values(origin.data, values, found) if vary else dict(origin.data)
    sheet = WrittenSheet.model_validate(data)
    conventions = _conventions(sheet.conventions)
    reader = Items(sheet, Networks(origin.folder, conventions, values, origin.files))
    written = sheet.questions if isinstance(sheet.questions, list | tuple) else []
    if not 0 < len(written) <= MOST_QUESTIONS:
        reader.wrong(f"`questions` is a list of 1 to {MOST_QUESTIONS:,}", ("questions",), Question.usage())
    items = [item for number, each in enumerate(written) for item in reader.read(number, each)]
    reader.check(items)
    found += [*reader.found, *no_mistakes(sheet.credit, "credit")]
    found += unread(origin.data, vary, reader.networks.vars)
    if found:
        raise SpecError(found)
    credit = {frozenset(codes.split("+")): share for codes, share in sheet.credit.items()}
    named = {name: each for name, each in reader.networks.known.items() if name in origin.files and each is not None}
    return Sheet(sheet.title_, tuple(items), conventions, credit, sheet.batch, origin, vary, values, named)


def _conventions(written: object) -> Conventions:
    try:
        return Conventions.model_validate({} if written is None else written)
    except SpecError as error:
        raise SpecError(problem.below("conventions") for problem in error.problems) from None

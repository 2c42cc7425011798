"""A homework sheet: its questions, understood as a whole or not at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from netcalc.homework.mistakes import CARRIED, FIRST
from netcalc.homework.sheet.conventions import Conventions
from netcalc.homework.sheet.items import Item, Items
from netcalc.homework.sheet.networks import Networks
from netcalc.homework.sheet.question import Question, WrittenSheet
from netcalc.problems import INVALID_VALUE, UNKNOWN_REFERENCE, Problem, SpecError, Unreadable
from netcalc.text.nearness import slipped
from netcalc.text.source import Source, text_of

MOST_QUESTIONS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was understood."""

    title: str
    items: tuple[Item, ...]
    conventions: Conventions
    credit: Mapping[frozenset[str], float]
    batch: int
    source: Source | None


def read(sheet: str | Path | Mapping[str, object]) -> Sheet:
    """Read a sheet from a file, or understand one that was read."""
    if isinstance(sheet, Mapping):
        return understood(sheet, None)
    source = Source(text_of(str(sheet)), str(sheet))
    folder = None if source.file == "-" else Path(source.file).resolve().parent
    return understood(source.data(), folder, source)


def understood(data: object, folder: Path | None, source: Source | None = None) -> Sheet:
    """Understand a sheet; SpecError with everything that is wrong with it, in its place where there is a source."""
    try:
        return _understood(data, folder, source)
    except Unreadable:
        raise
    except SpecError as error:
        raise SpecError(source.locate(error.problems) if source else error.problems) from None


def _understood(data: object, folder: Path | None, source: Source | None) -> Sheet:
    if not isinstance(data, Mapping):
        message = "a sheet is fields: `title`, `network`, `questions`"
        raise SpecError([Problem(code=INVALID_VALUE, message=message)])
    sheet = WrittenSheet.model_validate(dict(data))
    conventions = _conventions(sheet.conventions)
    reader = Items(sheet, Networks(folder, conventions))
    written = sheet.questions if isinstance(sheet.questions, list | tuple) else []
    if not 0 < len(written) <= MOST_QUESTIONS:
        reader.wrong(f"`questions` is a list of 1 to {MOST_QUESTIONS:,}", ("questions",), Question.usage())
    items = [item for number, each in enumerate(written) for item in reader.read(number, each)]
    reader.check(items)
    found = (*reader.found, *_no_mistakes(sheet.credit))
    if found:
        raise SpecError(found)
    credit = {frozenset(codes.split("+")): share for codes, share in sheet.credit.items()}
    return Sheet(sheet.title_, tuple(items), conventions, credit, sheet.batch, source)


def _conventions(written: object) -> Conventions:
    try:
        return Conventions.model_validate({} if written is None else written)
    except SpecError as error:
        raise SpecError(problem.below("conventions") for problem in error.problems) from None


def _no_mistakes(credit: Mapping[str, float]) -> Iterator[Problem]:
    """Say which codes under `credit` are those of no mistake."""
    known = (*FIRST, CARRIED)
    for codes in credit:
        for code in codes.split("+"):
            if code not in known:
                near = slipped(code, known)
                hint = f"did you mean `{near}`?" if near else "`netcalc mistakes` lists them"
                message = f"no mistake is called `{code[:80]}`"
                yield Problem(code=UNKNOWN_REFERENCE, message=message, hint=hint, path=("credit", codes))

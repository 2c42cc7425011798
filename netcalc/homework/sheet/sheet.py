"""A homework sheet: its questions, understood as a whole or not at all."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from netcalc import problems
from netcalc.homework.sheet.conventions import Conventions
from netcalc.homework.sheet.question import Level, Question, WrittenSheet
from netcalc.network import bundle
from netcalc.network.network import Network
from netcalc.problems import Problem, SpecError, Unreadable, nearest
from netcalc.report.query import Query, UnknownQuery, understand
from netcalc.text.source import Source, text_of

MOST_QUESTIONS: Final = 10_000
CIRCUIT_WORDS: Final = re.compile(r"value|gradients\.[A-Za-z_]\w*|gates\.[^.]{1,100}\.(value|gradient)")


@dataclass(frozen=True, slots=True)
class Item:
    """A question that was understood: its network and query, or its circuit, or its arithmetic."""

    question: Question
    level: Level
    network: Network | None = None
    query: Query | None = None

    @property
    def id(self) -> str:
        """Its id."""
        return self.question.id


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was understood."""

    title: str
    items: tuple[Item, ...]
    conventions: Conventions
    credit: Mapping[str, float]
    batch: int
    source: Source | None


class Reader:
    """Reads one sheet; what is wrong with it is gathered."""

    def __init__(self, folder: Path | None, conventions: Conventions) -> None:
        """Read what lies beside the sheet from this folder, nothing else."""
        self.folder = folder
        self.conventions = conventions
        self.found: list[Problem] = []
        self.networks: dict[str, Network | None] = {}

    def network(self, written: object, path: problems.Path) -> Network | None:
        """Find a network: bundled, beside the sheet, or written out. None, and a problem, where there is none."""
        known = str(written)
        if known not in self.networks:
            try:
                self.networks[known] = self._network(written)
            except SpecError as error:
                self.found += [each if each.place else each.below(*path) for each in error.problems]
                self.networks[known] = None
        return self.networks[known]

    def _network(self, written: object) -> Network:
        rounding = self.conventions.rounding
        if isinstance(written, Mapping):
            default = {} if rounding is None or "rounding" in written else {"rounding": rounding}
            return Network.of({**written, **default})
        source = self._source(str(written))
        network = Network.read(source)
        if rounding is None or "rounding" in network.written:
            return network
        return Network.read(source, rounding=rounding)

    def _source(self, name: str) -> Source:
        specs = bundle.bundled()
        if name in specs:
            return Source(text_of(str(specs[name])), str(specs[name]))
        path = self._beside(name)
        if path is None:
            near = nearest(name, specs)
            message = f"there is no bundled spec and no file beside this sheet called {name[:80]}"
            hint = f"did you mean `{near}`?" if near else "a sheet reads only what lies beside it"
            raise SpecError([Problem(code=problems.UNKNOWN_REFERENCE, message=message, hint=hint)])
        return Source(text_of(str(path)), str(path))

    def _beside(self, name: str) -> Path | None:
        try:
            path = (self.folder / name).resolve() if self.folder else None
            return path if path and path.is_relative_to(self.folder or "") and path.is_file() else None
        except (OSError, ValueError):
            return None

    def item(self, number: int, written: object, sheet: WrittenSheet) -> Item | None:
        """Read a question."""
        path: problems.Path = ("questions", number)
        try:
            question = Question.model_validate(written)
        except SpecError as error:
            self.found += [problem.below(*path) for problem in error.problems]
            return None
        item = Item(question, question.feedback or sheet.feedback)
        forms = [form for form in (question.answer, question.ask) if form is not None]
        if not question.id or len(forms) != 1 or (question.circuit and not question.ask):
            self.wrong("a question has an id, and one of `ask` and `answer`", path, Question.usage())
        elif question.circuit is not None and not CIRCUIT_WORDS.fullmatch(str(question.ask)):
            self.wrong(
                f"`{str(question.ask)[:80]}` asks nothing of a circuit", (*path, "ask"), "`value`, `gradients.x`"
            )
        elif question.circuit is None and question.ask is not None:
            return self._asked(item, path, sheet)
        return item

    def _asked(self, item: Item, path: problems.Path, sheet: WrittenSheet) -> Item:
        own = item.question.network
        if own is None and sheet.network is None:
            self.wrong("there is no network to ask", path, "give the sheet, or the question, a `network`")
            return item
        where: problems.Path = ("network",) if own is None else (*path, "network")
        network = self.network(sheet.network if own is None else own, where)
        if network is None:
            return item
        try:
            query = understand(str(item.question.ask), network.names)
        except UnknownQuery as error:
            self.wrong(str(error), (*path, "ask"), error.hint, problems.UNKNOWN_REFERENCE)
            return item
        return replace(item, network=network, query=query)

    def wrong(self, message: str, path: problems.Path, hint: str = "", code: str = problems.INVALID_VALUE) -> None:
        """Note what is wrong."""
        self.found.append(Problem(code=code, message=message, hint=hint, path=path))

    def check(self, items: list[Item]) -> None:
        """Note ids that stand twice, and dependences on what does not stand before."""
        seen: set[str] = set()
        for number, item in enumerate(items):
            if item.id in seen:
                message = f"two questions are called `{item.id[:80]}`"
                self.wrong(message, ("questions", number, "id"), "", problems.DUPLICATE_NAME)
            for name in item.question.depends or ():
                if name not in seen:
                    message = f"no question before this one is called `{name[:80]}`"
                    self.wrong(message, ("questions", number, "depends"), "", problems.UNKNOWN_REFERENCE)
            seen.add(item.id)


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
        raise SpecError([Problem(code=problems.INVALID_VALUE, message=message)])
    sheet = WrittenSheet.model_validate(dict(data))
    conventions = _conventions(sheet.conventions)
    reader = Reader(folder, conventions)
    written = sheet.questions if isinstance(sheet.questions, list | tuple) else []
    if not 0 < len(written) <= MOST_QUESTIONS:
        reader.wrong(f"`questions` is a list of 1 to {MOST_QUESTIONS:,}", ("questions",), Question.usage())
    items = [item for number, each in enumerate(written) if (item := reader.item(number, each, sheet))]
    reader.check(items)
    if reader.found:
        raise SpecError(reader.found)
    return Sheet(sheet.title_, tuple(items), conventions, sheet.credit, int(sheet.batch), source)


def _conventions(written: object) -> Conventions:
    try:
        return Conventions.model_validate({} if written is None else written)
    except SpecError as error:
        raise SpecError(problem.below("conventions") for problem in error.problems) from None


def read(sheet: str | Path | Mapping[str, Any]) -> Sheet:
    """Read a sheet from a file, or understand one that was read."""
    if isinstance(sheet, Mapping):
        return understood(sheet, None)
    source = Source(text_of(str(sheet)), str(sheet))
    folder = None if source.file == "-" else Path(source.file).resolve().parent
    return understood(source.data(), folder, source)

"""The questions of a sheet, understood: each with its network and query, its circuit, or its arithmetic."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from netcalc import problems
from netcalc.homework.sheet.networks import Networks
from netcalc.homework.sheet.question import Level, Question, WrittenSheet
from netcalc.network.network import Network
from netcalc.problems import Problem, SpecError
from netcalc.report.query import Query, UnknownQuery, understand

CIRCUIT_WORDS: Final = re.compile(r"value|gradients\.[A-Za-z_]\w*|gates\.[^.]{1,100}\.(value|gradient)")


@dataclass(frozen=True, slots=True)
class Item:
    """A question that was understood."""

    question: Question
    level: Level
    network: Network | None = None
    query: Query | None = None

    @property
    def id(self) -> str:
        """Its id."""
        return self.question.id


class Items:
    """Reads the questions of one sheet; what is wrong with them is gathered in `found`."""

    def __init__(self, sheet: WrittenSheet, networks: Networks) -> None:
        """Read the questions of this sheet."""
        self.sheet = sheet
        self.networks = networks
        self.found = networks.found  # one list, in the order of the sheet

    def read(self, number: int, written: object) -> Item | None:
        """Read a question; None, and problems, where it is none."""
        path: problems.Path = ("questions", number)
        try:
            question = Question.model_validate(written)
        except SpecError as error:
            self.found += [problem.below(*path) for problem in error.problems]
            return None
        item = Item(question, question.feedback or self.sheet.feedback)
        forms = [form for form in (question.answer, question.ask) if form is not None]
        if not question.id or len(forms) != 1 or (question.circuit and not question.ask):
            self.wrong("a question has an id, and one of `ask` and `answer`", path, Question.usage())
        elif question.circuit is not None and not CIRCUIT_WORDS.fullmatch(str(question.ask)):
            message = f"`{str(question.ask)[:80]}` asks nothing of a circuit"
            self.wrong(message, (*path, "ask"), "`value`, `gradients.x`")
        elif question.circuit is None and question.ask is not None:
            return self._asked(item, question.ask, path)
        return item

    def _asked(self, item: Item, ask: str, path: problems.Path) -> Item:
        own = item.question.network
        if own is None and self.sheet.network is None:
            self.wrong("there is no network to ask", path, "give the sheet, or the question, a `network`")
            return item
        where: problems.Path = ("network",) if own is None else (*path, "network")
        network = self.networks.find(self.sheet.network if own is None else own, where)
        if network is None:
            return item
        try:
            return replace(item, network=network, query=understand(ask, network.names))
        except UnknownQuery as error:
            self.wrong(str(error), (*path, "ask"), error.hint, problems.UNKNOWN_REFERENCE)
            return item

    def check(self, items: Iterable[Item]) -> None:
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

    def wrong(self, message: str, path: problems.Path, hint: str = "", code: str = problems.INVALID_VALUE) -> None:
        """Note what is wrong."""
        self.found.append(Problem(code=code, message=message, hint=hint, path=path))

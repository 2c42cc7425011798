"""The key to a sheet: an answer a question, worked out once."""

from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from fractions import Fraction
from typing import Any

from netcalc.homework.key.answer import Answer
from netcalc.homework.key.circuit_answer import CircuitAnswer
from netcalc.homework.key.model import Model
from netcalc.homework.sheet.sheet import Item, Sheet
from netcalc.network.network import Network
from netcalc.problems import Problem, SpecError


class Key:
    """The key to a sheet: an answer a question; networks are shared by the questions on them."""

    def __init__(self, sheet: Sheet) -> None:
        """Answer the questions of this sheet."""
        self.sheet = sheet
        self.models: dict[int, Model] = {}
        self.answers = {item.id: self._answer(item) for item in sheet.items}
        self.ids = frozenset(self.answers)
        self.shown = tuple(self.answers)
        self._check()

    def _check(self) -> None:
        """Work every answer out; SpecError with all that cannot be."""
        found: list[Problem] = []
        for number, item in enumerate(self.sheet.items):
            try:
                self._names(self.answers[item.id])
                _ = self.answers[item.id].right
            except SpecError as error:
                found += [replace(each.below("questions", number), place=None) for each in error.problems]
        if found:
            raise SpecError(self.sheet.source.locate(found) if self.sheet.source else found)

    def _answer(self, item: Item) -> Answer:
        if item.question.circuit is not None:
            return CircuitAnswer(item, None)
        return Answer(item, None if item.network is None else self._model(item.network), self.sheet.conventions)

    def _model(self, network: Network) -> Model:
        changes = self.sheet.conventions.changes()
        return self.models.setdefault(id(network), Model(network, changes, self.sheet.batch))

    def _names(self, answer: Answer) -> None:
        """Put the values of earlier questions into arithmetic that names them."""
        if answer.item.question.answer is not None:
            answer.right = self.arithmetic(answer, {})

    def arithmetic(self, answer: Answer, own: Mapping[str, Fraction]) -> Any:
        """Work out arithmetic with the values of the questions it depends on, or those that were given for them."""
        names = answer.item.question.depends or ()
        rights = {name: self.answers[name].right for name in names}
        numbers = {name: Fraction(found) for name, found in rights.items() if isinstance(found, int | Fraction | float)}
        return answer._arithmetic({**numbers, **own})  # noqa: SLF001  its own kind

    @property
    def points(self) -> float:
        """All points there are."""
        return float(sum(self.answers[name].item.question.points for name in self.shown))

    def only(self, name: str) -> "Key":
        """Give the key that shows one question alone; the others are still carried forward."""
        alone = copy(self)
        alone.shown = (name,)
        return alone

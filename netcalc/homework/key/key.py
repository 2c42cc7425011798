"""The key to a sheet: a solution a question, worked out once."""

from copy import copy
from dataclasses import replace

from netcalc.homework.key.of_arithmetic import ArithmeticSolution
from netcalc.homework.key.of_choice import ChoiceSolution, FitsSolution, ManualSolution
from netcalc.homework.key.of_circuit import CircuitSolution
from netcalc.homework.key.of_network import NetworkSolution
from netcalc.homework.key.solution import Solution
from netcalc.homework.key.worked import WorkedNetwork
from netcalc.homework.sheet.items import Item
from netcalc.homework.sheet.sheet import Sheet
from netcalc.network.network import Network
from netcalc.problems import Problem, SpecError


class Key:
    """The key to a sheet: a solution a question; networks are shared by the questions on them."""

    def __init__(self, sheet: Sheet) -> None:
        """Solve the questions of this sheet; SpecError with all that cannot be."""
        self.sheet = sheet
        self.networks: dict[int, WorkedNetwork] = {}
        self.solutions: dict[str, Solution] = {}
        for item in sheet.items:
            self.solutions[item.id] = self._solution(item)
        self.ids = frozenset(self.solutions)
        self.shown = tuple(self.solutions)
        self._check()

    def _check(self) -> None:
        """Work every solution out."""
        found: list[Problem] = []
        for item in self.sheet.items:
            try:
                _ = self.solutions[item.id].right
            except SpecError as error:
                found += [replace(each.below(*item.path), place=None) for each in error.problems]
        if found:
            raise SpecError(self.sheet.source.locate(found) if self.sheet.source else found)

    def _solution(self, item: Item) -> Solution:
        question, conventions = item.question, self.sheet.conventions
        if question.choices is not None:
            return ChoiceSolution(item, conventions, question.choices, question.right or ())
        if question.manual:
            return ManualSolution(item, conventions)
        if question.fits is not None and item.network is not None:
            return FitsSolution(item, conventions, item.network, question.fits.of)
        if question.circuit is not None:
            return CircuitSolution(item, conventions, question.circuit)
        if item.query is not None and item.network is not None:
            return NetworkSolution(item, conventions, item.query, self._worked(item.network))
        earlier = {name: self.solutions[name] for name in question.depends or ()}
        return ArithmeticSolution(item, conventions, question.answer or "", earlier)

    def _worked(self, network: Network) -> WorkedNetwork:
        changes = self.sheet.conventions.changes()
        return self.networks.setdefault(id(network), WorkedNetwork(network, changes, self.sheet.batch))

    @property
    def texts(self) -> dict[str, str]:
        """The texts of the questions, by their ids."""
        return {item.id: item.question.text for item in self.sheet.items}

    @property
    def points(self) -> float:
        """All points there are."""
        return float(sum(self.solutions[name].item.question.points for name in self.shown))

    def only(self, name: str) -> "Key":
        """Give the key that shows one question alone; the others are still carried forward."""
        alone = copy(self)
        alone.shown = (name,)
        return alone

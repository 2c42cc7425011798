"""A question as it is put: its words, its key, a hint; and an answer to it, marked."""

from typing import NamedTuple

from netcalc.course.quiz.place import Place
from netcalc.course.solution.solved import SolvedQuestion, solve_alone
from netcalc.explanation.explain import TOTALS, explain
from netcalc.homework.key.key import Key
from netcalc.homework.key.of_circuit import CircuitSolution
from netcalc.homework.key.of_network import NetworkSolution
from netcalc.homework.key.solution import Solution
from netcalc.homework.key.worked import CANNOT
from netcalc.homework.marking.marked import MarkedQuestion
from netcalc.homework.marking.marking import mark

BACKWARD = (
    "Go back a gate at a time: the local gradient times the gradient from above, added where a value is used twice."
)
FORWARD = "Work from the inside out, a gate at a time."


class Posed(NamedTuple):
    """A question as it is put; `about` are lines on what it asks about, where its words do not say it."""

    place: Place
    key: Key
    name: str
    about: tuple[str, ...] = ()
    rule: str = ""

    @property
    def solution(self) -> Solution:
        """What is right."""
        return self.key.solutions[self.name]

    @property
    def text(self) -> str:
        """Its words."""
        question = self.solution.item.question
        return question.text or f"{question.ask or question.answer or self.name}?"

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The letters that may be chosen, and their words."""
        return tuple((self.solution.item.question.choices or {}).items())

    @property
    def hint(self) -> str:
        """The rule that answers it, without its numbers; nothing where there is none to tell."""
        return self.rule or _rule(self.solution)

    @property
    def solved(self) -> SolvedQuestion:
        """The answer with every step to it, and what is drawn of it."""
        return solve_alone(self.key, self.name)

    @property
    def asks_forward(self) -> bool:
        """Whether it asks a circuit for a value, so that the way back is of no interest."""
        word = self.solution.item.question.ask or ""
        circuit = self.solution.circuit if isinstance(self.solution, CircuitSolution) else None
        names = {part.name for part in circuit.parts} if circuit else set()
        return circuit is not None and (word.endswith("value") or word.removesuffix(".shape") in names)

    def marked(self, given: str) -> MarkedQuestion:
        """Mark an answer."""
        return mark(self.key.only(self.name), "", {self.name: given})[self.name]


def _rule(solution: Solution) -> str:
    """Give the formula in letters, of what the question asks."""
    if isinstance(solution, CircuitSolution):
        return FORWARD if solution.word.endswith("value") else BACKWARD
    if not isinstance(solution, NetworkSolution) or solution.right == CANNOT:
        return ""
    query, report = solution.query, solution.network.report()
    layer = report.outputs[-1].name if query.word == "output" and query.layer is None else query.layer
    steps = explain(report, layer or TOTALS).steps
    return "; ".join(f"{step.symbol} = {step.formula}" for step in steps if step.number == query.word and step.formula)

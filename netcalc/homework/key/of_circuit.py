"""What is right for a question on a circuit, and what a slip in the backward pass would give."""

from collections.abc import Iterable
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from netcalc.homework.key.kinks import between, chosen, kinks
from netcalc.homework.key.solution import Candidate, Solution
from netcalc.homework.mistakes import SLIPS
from netcalc.homework.mistakes.backward import DISPLAYED, Asking, Backward, Slip, gradients
from netcalc.homework.mistakes.base import Told
from netcalc.homework.sheet.conventions import Conventions
from netcalc.homework.sheet.items import Item
from netcalc.homework.sheet.question import Circuit as Written
from netcalc.problems import INVALID_VALUE, Problem, SpecError

if TYPE_CHECKING:
    from netcalc.circuits import Circuit


class CircuitSolution(Solution):
    """What is right for a question on a circuit; gradients by the rules of the backward pass."""

    def __init__(self, item: Item, conventions: Conventions, written: Written) -> None:
        """Ask this circuit."""
        super().__init__(item, conventions)
        self.written = written

    @cached_property
    def circuit(self) -> "Circuit":
        """The circuit, worked out: the one thing here that needs NumPy."""
        from netcalc.circuits import circuit

        return circuit(self.written.expression, self.written.at)

    @cached_property
    def right(self) -> float:
        """The right value."""
        try:
            return self._value()
        except (KeyError, StopIteration, TypeError):
            message = f"question `{self.item.id}`: the circuit has no single number `{self.word}`"
            raise SpecError([Problem(code=INVALID_VALUE, message=message)]) from None

    def _value(self) -> float:
        """Give the number; KeyError or StopIteration where there is none, TypeError where it is an array."""
        head, _, rest = self.word.partition(".")
        if head == "value":
            return _single(self.circuit.value)
        if head == "gradients":
            return self._chosen(rest) if self.kinks and self.conventions.kink else _single(self.circuit.gradients[rest])
        name, _, part = rest.rpartition(".")
        gate = next(gate for gate in self.circuit.gates if gate.name == name)
        return _single(gate.value if part == "value" else gate.gradient)

    @property
    def name(self) -> str | None:
        """The name whose gradient is asked for."""
        head, _, rest = self.word.partition(".")
        return rest.removesuffix(".gradient") if head != "value" and not rest.endswith(".value") else None

    @cached_property
    def kinks(self) -> tuple[str, ...]:
        """The gates at whose kinks another slope would give another gradient."""
        if self.name is None or not (found := kinks(self.circuit.gates)):
            return ()
        low, high = between(self.circuit.gates, self.name)
        return found if low != high else ()

    @property
    def within(self) -> tuple[float, float] | None:
        """All gradients between the two sides of a kink, unless the sheet chooses one."""
        if not self.kinks or self.conventions.kink:
            return None
        return between(self.circuit.gates, self.name or "")

    def _chosen(self, name: str) -> float:
        return chosen(self.circuit.gates, self.conventions.kink or "first")[name]

    def also_right(self) -> tuple[Told, ...]:
        """Give what one gets by working with what is displayed to two digits, where no more are asked for."""
        if self.item.question.digits is not None or (self.kinks and self.conventions.kink):
            return ()
        if self.name is None:
            return (round(self.right, 2),) if round(self.right, 2) else ()
        shown = (self._gradient(rules) for rules in DISPLAYED)
        return tuple(found for found in shown if found)

    def _gradient(self, rules: Backward) -> float | None:
        return gradients(self.circuit.gates, rules).get(self.name or "")

    @cached_property
    def singles(self) -> tuple[Candidate, ...]:
        """What one slip gives, in the backward pass or in the number that is given."""
        backward = self._candidates((slip,) for slip in SLIPS) if self.name is not None else self._signs()
        return (*backward, *self._instead())

    def _signs(self) -> tuple[Candidate, ...]:
        return (Candidate("sign-slip", -self.right),) if self.right else ()

    def _instead(self) -> Iterable[Candidate]:
        """Give other numbers that are taken for the one that is asked."""
        asking = Asking(self.circuit, self.name, self.right)
        pairs = [(slip.code, found) for slip in SLIPS for found in slip.instead(asking)]
        return [Candidate(code, found) for code, found in pairs if found != self.right]

    @cached_property
    def pairs(self) -> tuple[Candidate, ...]:
        """What two slips give."""
        if self.name is None:
            return ()
        slips = [slip for slip in SLIPS if not slip.alone]
        return tuple(self._candidates(pair for pair in combinations(slips, 2) if pair[0].code != pair[1].code))

    def _candidates(self, combined: Iterable[tuple[Slip, ...]]) -> Iterable[Candidate]:
        for slips in combined:
            found = self._gradient(Backward(slips[::-1]))
            if found is not None and found != self.right:
                yield Candidate("+".join(slip.code for slip in slips), found)


def _single(found: object) -> float:
    """Give a number; TypeError where it is an array."""
    if not isinstance(found, int | float):
        raise TypeError
    return float(found)

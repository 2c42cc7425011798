"""What is right for a question on a circuit, and what a slip in the backward pass would give."""

from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

from netcalc.homework.key.answer import Answer, Candidate
from netcalc.homework.mistakes import SLIPS
from netcalc.homework.mistakes.backward import DISPLAYED, Backward, gradients
from netcalc.problems import INVALID_VALUE, Problem, SpecError

if TYPE_CHECKING:
    from netcalc.circuits import Circuit


class CircuitAnswer(Answer):
    """What is right for a question on a circuit; gradients by the rules of the backward pass."""

    @cached_property
    def circuit(self) -> "Circuit":
        """The circuit, worked out: the one thing here that needs NumPy."""
        from netcalc.circuits import circuit

        written = self.item.question.circuit
        assert written
        return circuit(written.expression, written.at)

    @cached_property
    def right(self) -> Any:
        """The right value."""
        word, found = self.word, self.circuit
        head, _, rest = word.partition(".")
        try:
            if head == "value":
                return _single(found.value)
            if head == "gradients":
                return _single(found.gradients[rest])
            name, _, part = rest.rpartition(".")
            return _single(getattr(next(gate for gate in found.gates if gate.name == name), part))
        except (KeyError, StopIteration, TypeError):
            message = f"question `{self.item.id}`: the circuit has no single number `{word}`"
            problem = Problem(code=INVALID_VALUE, message=message)
            raise SpecError([problem]) from None

    @property
    def name(self) -> str | None:
        """The name whose gradient is asked for."""
        head, _, rest = self.word.partition(".")
        return rest.removesuffix(".gradient") if head != "value" and not rest.endswith(".value") else None

    def also_right(self) -> tuple[Any, ...]:
        """Give what comes of working with what is displayed to two digits."""
        if self.name is None:
            return (round(self.right, 2),) if round(self.right, 2) else ()
        shown = (gradients(self.circuit.gates, rules).get(self.name) for rules in DISPLAYED)
        return tuple(found for found in shown if found)

    @cached_property
    def singles(self) -> tuple[Candidate, ...]:
        """What one slip in the backward pass gives."""
        if self.name is None:
            return (Candidate("sign-slip", -self.right),) if self.right else ()
        slips = ((slip.code, gradients(self.circuit.gates, Backward((slip,))).get(self.name)) for slip in SLIPS)
        return tuple(Candidate(code, found) for code, found in slips if found is not None and found != self.right)

    @cached_property
    def pairs(self) -> tuple[Candidate, ...]:
        """What two slips give."""
        if self.name is None:
            return ()
        both = [(one, two) for one, two in combinations(SLIPS, 2) if one.code != two.code]
        made = ((f"{one.code}+{two.code}", Backward((two, one))) for one, two in both)
        found = ((code, gradients(self.circuit.gates, rules).get(self.name)) for code, rules in made)
        return tuple(Candidate(code, each) for code, each in found if each is not None and each != self.right)


def _single(found: Any) -> float:
    """Give a number; TypeError where it is an array."""
    return float(found)

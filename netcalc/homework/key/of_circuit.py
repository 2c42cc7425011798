"""What is right for a question on a circuit, and what a slip in the backward pass would give."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Final

from netcalc.homework.key import parts
from netcalc.homework.key.kinks import between, chosen, kinks
from netcalc.homework.key.solution import Candidate, Solution
from netcalc.homework.mistakes import SLIPS
from netcalc.homework.mistakes.backward import Asking, AtOneGate, Backward, Slip, Turn, gradients
from netcalc.homework.mistakes.base import Told
from netcalc.homework.mistakes.displayed import DISPLAYED, WORKED, displayed
from netcalc.homework.mistakes.matrices import AskingArray, OfArrays
from netcalc.homework.mistakes.rows import negative, turned_round
from netcalc.homework.mistakes.writing import SwappedHeightWidth
from netcalc.homework.sheet.conventions import Conventions
from netcalc.homework.sheet.items import Item
from netcalc.homework.sheet.question import Circuit as Written
from netcalc.problems import SpecError, invalid

if TYPE_CHECKING:
    from netcalc.circuits import Circuit
    from netcalc.circuits.values import Known


MOST_GATES: Final = 40
MOVE: Final = 0.0137


class CircuitSolution(Solution):
    """What is right for a question on a circuit; gradients by the rules of the backward pass."""

    def __init__(self, item: Item, conventions: Conventions, written: Written) -> None:
        """Ask this circuit."""
        super().__init__(item, conventions)
        self.written = written

    @cached_property
    def circuit(self) -> "Circuit":
        """The circuit, worked out."""
        return self._worked(seed=0)

    def _worked(self, seed: int) -> "Circuit":
        """Work the circuit out: the one thing here that needs NumPy."""
        from netcalc.circuits import circuit

        return circuit(self.written.expression, self.written.at, seed=seed)

    @cached_property
    def right(self) -> Told:
        """The right value: a number, an array, a shape."""
        found = self._value()
        if found is None:
            message = f"the circuit has no number `{self.word}`"
            raise invalid(message, path=("ask",))
        if self._is_drawn():
            missing = ", ".join(self.circuit.drawn) or f"the gradient from above (d{self.circuit.last})"
            message = f"there are no values of {missing}: `{self.word}` could be any number"
            hint = f"ask `{self.word}.shape`, or give the values under `at`"
            raise invalid(message, hint, path=("ask",))
        return found if isinstance(found, tuple) else float(found)

    @property
    def number(self) -> float:
        """The right value where it is a number; 0 where it is an array."""
        return self.right if isinstance(self.right, float) else 0.0

    @property
    def asks(self) -> tuple[str, ...]:
        """What hints go by: the number, a shape or an array."""
        return (*super().asks, *(("array",) if isinstance(self.right, tuple) and not self.is_shape else ()))

    @property
    def is_shape(self) -> bool:
        """Whether a shape is asked for."""
        return parts.is_shape(self.word)

    def _value(self) -> "Known":
        """Give what is asked for; None where there is no such thing."""
        if self.name is not None and self.kinks and self.conventions.kink:
            return self._chosen(self.name)
        return parts.found(self.circuit, self.word)

    def _is_drawn(self) -> bool:
        """Say whether what is asked hangs on values that are drawn: another seed gives another answer."""
        if not (self.circuit.drawn or self.circuit.upstream_drawn):
            return False
        again = self._worked(seed=self.circuit.seed + 1 if self.circuit.seed is not None else 1)
        return parts.found(again, self.word) != parts.found(self.circuit, self.word)

    @property
    def _asked(self) -> tuple[str, str]:
        return parts.asked(self.circuit, self.word)

    @cached_property
    def name(self) -> str | None:
        """The name whose gradient is asked for, where it is one number."""
        name, what = self._asked
        part = parts.part(self.circuit, name)
        if what != "gradient" or part is None or part.shape:
            return None
        return name

    @cached_property
    def letters(self) -> Mapping[str, Fraction]:
        """The letters in which a gradient may be written, with their values."""
        if self.name is None:
            return {}
        made = self.circuit
        stages = {each.name: each.value for each in made.stages}
        known = {"f": made.value} | stages | {each.name: each.value for each in made.inputs}
        return {name: Fraction(value) for name, value in known.items() if isinstance(value, int | float)}

    @cached_property
    def moved(self) -> "CircuitSolution | None":
        """The same question with inputs moved a little, where an answer in letters holds too; None where it is none."""
        near: dict[str, object] = {
            each.name: each.value + MOVE * place
            for place, each in enumerate(self.circuit.inputs, 1)
            if isinstance(each.value, float | int)
        }
        made = CircuitSolution(self.item, self.conventions, Written(expression=self.written.expression, at=near))
        try:
            return made if made.right is not None else None
        except SpecError:
            return None

    @cached_property
    def kinks(self) -> tuple[str, ...]:
        """The gates at whose kinks another slope would give another gradient."""
        if self.name is None or not self._scalar or not (found := kinks(self.circuit.gates)):
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
        """Give what else is accepted."""
        return self.shown

    @cached_property
    def shown(self) -> tuple[Told, ...]:
        """Give what one gets by working with what is displayed to two digits, where no more are asked for."""
        if self.item.question.digits is not None or (self.kinks and self.conventions.kink):
            return ()
        if not isinstance(self.right, float):
            return ()
        if self.name is None or not self._scalar:
            return (round(self.right, 2),) if round(self.right, 2) else ()
        return tuple(found for rules in DISPLAYED if (found := self._gradient(rules)))

    @cached_property
    def worked_out(self) -> tuple[Told, ...]:
        """Give what a working with displayed values comes to, where no digits are asked for."""
        if self.item.question.digits is not None or self.kinks or not self.name or not self._scalar:
            return ()
        made = (*(self._gradient(rules) for rules in WORKED), *displayed(self.circuit, self.number))
        return tuple(dict.fromkeys(found for found in made if found))

    def _gradient(self, rules: Backward) -> float | None:
        return gradients(self.circuit.gates, rules).get(self.name or "")

    @cached_property
    def singles(self) -> tuple[Candidate, ...]:
        """What one slip gives, in the backward pass or in the number that is given."""
        if isinstance(self.right, tuple):
            return (*self._of_array(), *self._in_arrays())
        if not isinstance(self.right, float):
            return ()
        if not (self.name and self._scalar):
            return (*self._signs(), *self._instead(), *(() if self._scalar else self._in_arrays()))
        return (*self._candidates((slip,) for slip in SLIPS), *self._at_one_gate(), *self._instead())

    def _at_one_gate(self) -> Iterable[Candidate]:
        """Give what a slip in the local gradients of one gate gives, where it would be seen in several."""
        gates = self.circuit.gates[:MOST_GATES]
        for slip in SLIPS:
            if type(slip).locals is not Turn.locals:
                for gate in gates:
                    found = self._gradient(Backward((AtOneGate(slip, gate.name),)))
                    if found is not None and found != self.right:
                        yield Candidate(slip.code, found, made=(slip,))

    @cached_property
    def _scalar(self) -> bool:
        """Whether every part is one number, so that the backward pass can be done again."""
        return not any(part.shape for part in self.circuit.parts)

    def _of_array(self) -> Iterable[Candidate]:
        """Give an array, or its shape, turned round; an array with its sign turned; its value for its gradient."""
        name, what = self._asked
        other = (
            None if self.is_shape else parts.of_part(self.circuit, name, "value" if what == "gradient" else "gradient")
        )
        found: tuple[tuple[str, Told], ...] = (
            (SwappedHeightWidth.code, turned_round(self.right)),
            ("sign-slip", None if self.is_shape else negative(self.right)),
            ("gave-the-value" if what == "gradient" else "gave-the-gradient", other),
        )
        return [Candidate(code, told) for code, told in found if isinstance(told, tuple) and told != self.right]

    def _in_arrays(self) -> Iterable[Candidate]:
        """Give what slips with arrays give, where numbers are asked for."""
        asking = AskingArray(self.circuit, *self._asked, self.right, self.written.expression, self._again)
        slips = (slip for slip in SLIPS if isinstance(slip, OfArrays))
        pairs = ((slip, found) for slip in slips for found in slip.arrays(asking))
        return [
            Candidate(slip.code, found, made=(slip,))
            for slip, found in pairs
            if found is not None and found != self.right
        ]

    def _again(self, expression: str, changed: Mapping[str, object]) -> Told:
        """Give what is asked where the circuit, or some of its inputs, are others; None where that cannot be."""
        from netcalc.circuits import circuit

        try:
            return parts.found(circuit(expression, {**self.written.at, **changed}), self.word)
        except SpecError:
            return None

    def _signs(self) -> tuple[Candidate, ...]:
        return (Candidate("sign-slip", -self.number),) if self.number else ()

    def _instead(self) -> Iterable[Candidate]:
        """Give other numbers that are taken for the one that is asked."""
        asking = Asking(self.circuit, self.name, self.number)
        pairs = [(slip, found) for slip in SLIPS for found in slip.instead(asking)]
        return [Candidate(slip.code, found, made=(slip,)) for slip, found in pairs if found != self.right]

    @cached_property
    def pairs(self) -> tuple[Candidate, ...]:
        """What two slips give."""
        if self.name is None or not self._scalar:
            return ()
        slips = [slip for slip in SLIPS if not slip.alone]
        return tuple(self._candidates(pair for pair in combinations(slips, 2) if pair[0].code != pair[1].code))

    def _candidates(self, combined: Iterable[tuple[Slip, ...]]) -> Iterable[Candidate]:
        for slips in combined:
            found = self._gradient(Backward(slips[::-1]))
            if found is not None and found != self.right:
                yield Candidate("+".join(slip.code for slip in slips), found, made=slips)

"""The backward pass of a circuit, and the slips in it: each breaks one of its rules."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from netcalc.homework.mistakes.base import Known

if TYPE_CHECKING:
    from netcalc.circuits import Circuit, GateReport


class Turn:
    """A change to the backward pass: each method is told what a rule gives, and gives that, or something else."""

    __slots__ = ()

    def locals(self, found: list[float], gate: "GateReport") -> list[float]:
        """Change the local gradient of each input."""
        return found

    def passed(self, found: float, local: float, upstream: float) -> float:
        """Change what a gate passes back to an input."""
        return found

    def gathered(self, found: float, before: float | None, more: float) -> float:
        """Change the gradient of what is read in several places."""
        return found

    def signed(self, found: float) -> float:
        """Change a gradient as it is written down."""
        return found


@dataclass(frozen=True, slots=True)
class Backward:
    """Local gradient times upstream gradient, added up at a fork; with changes, made in this order."""

    changes: tuple[Turn, ...] = ()

    def locals(self, gate: "GateReport") -> list[float]:
        """Give the local gradient of each input."""
        written = [local if isinstance(local, float | int) else math.nan for local in gate.local_gradients]
        return reduce(lambda found, change: change.locals(found, gate), self.changes, written)

    def passed(self, local: float, upstream: float) -> float:
        """Give what a gate passes back to an input."""
        return reduce(lambda found, change: change.passed(found, local, upstream), self.changes, local * upstream)

    def gathered(self, before: float | None, more: float) -> float:
        """Give the gradient of what is read in several places."""
        added = more if before is None else before + more
        return reduce(lambda found, change: change.gathered(found, before, more), self.changes, added)

    def signed(self, gradient: float) -> float:
        """Give a gradient as it is written down."""
        return reduce(lambda found, change: change.signed(found), self.changes, gradient)


def gradients(gates: "Iterable[GateReport]", rules: Backward) -> dict[str, float]:
    """Run the gates backward by these rules; the last one is the output."""
    ordered = tuple(gates)
    found: dict[str, float] = {ordered[-1].name: 1.0} if ordered else {}
    for gate in reversed(ordered):
        upstream = found.get(gate.name)
        if upstream is not None:
            for name, local in zip(gate.inputs, rules.locals(gate), strict=False):
                found[name] = rules.gathered(found.get(name), rules.passed(local, upstream))
    return {name: rules.signed(gradient) for name, gradient in found.items()}


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked of a circuit: the name whose gradient is asked for (None: its value), and what is right."""

    circuit: "Circuit"
    name: str | None
    right: float


@dataclass(frozen=True, slots=True)
class AtOneGate(Turn):
    """A slip in the local gradients of one gate alone."""

    slip: Turn
    gate: str

    def locals(self, found: list[float], gate: "GateReport") -> list[float]:
        """Change the local gradients of this gate."""
        return self.slip.locals(found, gate) if gate.name == self.gate else found


class Slip(Known, Turn):
    """The backward pass with one of its rules broken, or another number taken for the one that is asked."""

    __slots__ = ()

    def instead(self, asking: Asking) -> Iterable[float]:
        """Give other numbers that are taken for the one that is asked."""
        return ()

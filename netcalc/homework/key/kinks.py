"""What is right at a kink, where a max is a tie or a relu is at 0: every slope between its two sides."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Literal

from netcalc.homework.mistakes.backward import Backward, Turn, gradients

if TYPE_CHECKING:
    from netcalc.circuits import GateReport

Choice = Literal["first", "both", "half", "left", "right"]
CHOICES: Final[tuple[Choice, ...]] = ("first", "both", "half", "left", "right")
PAIRED: Final = frozenset({"max", "min"})
SIDES: Final = {"relu": (0.0, 1.0), "abs": (-1.0, 1.0), "leaky_relu": (0.01, 1.0)}
SLOPES: Final[dict[str, tuple[float, float]]] = {
    "first": (1.0, 0.0), "both": (1.0, 1.0), "half": (0.5, 0.5), "left": (0.0, 0.0), "right": (1.0, 1.0),
}  # fmt: skip


class AtKinks(Turn):
    """The backward pass with one slope chosen at every kink."""

    __slots__ = ("choice",)

    def __init__(self, choice: str) -> None:
        """Choose one."""
        self.choice = choice

    def locals(self, found: list[float], gate: "GateReport") -> list[float]:
        """Give the slopes that are chosen."""
        if not gate.kink:
            return found
        if gate.op in PAIRED:
            return list(self._paired(gate.op))
        return [self._single(*SIDES[gate.op])] if gate.op in SIDES else found

    def _paired(self, op: str) -> tuple[float, float]:
        if self.choice == "second":
            return 0.0, 1.0
        left, right = SLOPES[self.choice]
        turned = op == "min" and self.choice in ("left", "right")  # a min follows an input on its left
        return (1.0 - left, 1.0 - right) if turned else (left, right)

    def _single(self, left: float, right: float) -> float:
        if self.choice == "half":
            return (left + right) / 2
        return right if self.choice in ("right", "both", "second") else left


def kinks(gates: "Iterable[GateReport]") -> tuple[str, ...]:
    """Name the gates that stand at a kink whose slope can be chosen."""
    return tuple(gate.name for gate in gates if gate.kink and (gate.op in PAIRED or gate.op in SIDES))


def chosen(gates: "Iterable[GateReport]", choice: Choice) -> dict[str, float]:
    """Give the gradients with this slope at every kink."""
    return gradients(gates, Backward((AtKinks(choice),)))


def between(gates: "Iterable[GateReport]", name: str) -> tuple[float, float]:
    """Give the least and the most that the gradient of this name may be at the kinks."""
    found = [gradients(gates, Backward((AtKinks(choice),))).get(name, 0.0) for choice in (*CHOICES, "second")]
    return min(found), max(found)

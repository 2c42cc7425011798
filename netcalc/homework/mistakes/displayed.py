"""The backward pass worked with what is displayed: intermediates rounded to a few decimals, which counts as right."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from netcalc.homework.mistakes.backward import Backward, Turn

if TYPE_CHECKING:
    from netcalc.circuits import Circuit, GateReport

DECIMALS: Final = (2, 3, 4)
WRITTEN_SIGMOID: Final = ("exp", "add", "div")  # 1/(1 + exp(-x))
OF_THE_VALUE: Final[dict[str, Callable[[float], float]]] = {
    "sigmoid": lambda made: made * (1 - made),
    "tanh": lambda made: 1 - made * made,
    "exp": lambda made: made,
}  # slopes that are worked out of the value


class Displayed(Turn):
    """Every gradient as it is displayed, the local ones too."""

    __slots__ = ("decimals",)

    def __init__(self, decimals: int) -> None:
        """Display so many decimals."""
        self.decimals = decimals

    def locals(self, found: list[float], gate: "GateReport") -> list[float]:
        """Give the local gradients as they are displayed."""
        return [round(local, self.decimals) for local in found]

    def passed(self, found: float, local: float, upstream: float) -> float:
        """Round what is passed back."""
        return round(found, self.decimals)


class GradientsDisplayed(Displayed):
    """Gradients that flow are displayed; local gradients are exact."""

    __slots__ = ()

    def locals(self, found: list[float], gate: "GateReport") -> list[float]:
        """Keep the local gradients."""
        return found

    def passed(self, found: float, local: float, upstream: float) -> float:
        """Round what comes, and what is passed back."""
        return round(local * round(upstream, self.decimals), self.decimals)


class ValuesDisplayed(Turn):
    """Values are displayed; a slope that is worked out of one is as exact as that: 0.73*(1 - 0.73)."""

    __slots__ = ("decimals",)

    def __init__(self, decimals: int) -> None:
        """Display so many decimals."""
        self.decimals = decimals

    def locals(self, found: list[float], gate: "GateReport") -> list[float]:
        """Work the slope out of the value that is displayed."""
        slope = OF_THE_VALUE.get(gate.op)
        return [slope(round(gate.value, self.decimals))] if slope and isinstance(gate.value, float) else found


def displayed(circuit: "Circuit", right: float) -> Iterator[float]:
    """Give a gradient as it comes of slopes of a sigmoid that was written out, whose value is displayed."""
    made, ops = circuit.value, tuple(gate.op for gate in circuit.gates[-3:])
    if ops == WRITTEN_SIGMOID and isinstance(made, float) and 0 < made < 1:
        slope = OF_THE_VALUE["sigmoid"]
        yield from (right / slope(made) * slope(round(made, decimals)) for decimals in DECIMALS)


DISPLAYED: Final = (Backward((Displayed(2),)), Backward((GradientsDisplayed(2),)))
WORKED: Final = tuple(
    Backward((turn(decimals),)) for decimals in DECIMALS for turn in (Displayed, GradientsDisplayed, ValuesDisplayed)
)  # right where the working is there to be seen

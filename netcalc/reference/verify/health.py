"""The course's signs of health: units that never fire, units that are saturated, how values and gradients spread."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np

from netcalc.reference.net.net import ReferenceNet
from netcalc.reference.tape.gate import Array
from netcalc.reference.tape.tape import Step
from netcalc.reference.verify.budget import affordable, needed
from netcalc.reference.verify.how import How
from netcalc.report.report import Report

FLAT: Final = 0.01  # saturated: a local gradient below this share of the largest there is
TELLING: Final = 30  # of so many examples, a unit that fires for none is dead
LONG: Final = 5 * 10**10  # multiplications: some five seconds
LeftOut: TypeAlias = Literal["memory", "work"]


@dataclass(frozen=True, slots=True)
class Health:
    """Mean and spread of a layer's values and of their gradients; the share of its units that are dead or saturated.

    None where it was not measured.
    """

    mean: float | None = None
    spread: float | None = None
    gradient_mean: float | None = None
    gradient_spread: float | None = None
    dead: float | None = None
    saturated: float | None = None


UNMEASURED: Final = Health()


def _dead(out: Array) -> float:
    """Give the share of units, or of slices, that fired nowhere in the batch."""
    return float((out <= 0).all(axis=(0, *range(2, out.ndim))).mean())


def _flat_sigmoid(out: Array) -> float:
    return float((out * (1 - out) < FLAT / 4).mean())


def _flat_tanh(out: Array) -> float:
    return float((1 - out * out < FLAT).mean())


DEAD: Final[dict[str, Callable[[Array], float]]] = {"relu": _dead, "relu6": _dead}
SATURATED: Final[dict[str, Callable[[Array], float]]] = {"sigmoid": _flat_sigmoid, "tanh": _flat_tanh}


def health(kind: str, out: Array, gradient: Array | None) -> Health:
    """Measure a layer's values and their gradients."""
    dead, saturated = DEAD.get(kind), SATURATED.get(kind)
    return Health(
        mean=float(np.mean(out)),
        spread=float(np.std(out)),
        gradient_mean=None if gradient is None else float(gradient.mean()),
        gradient_spread=None if gradient is None else float(gradient.std()),
        dead=None if dead is None else dead(out),
        saturated=None if saturated is None else saturated(out),
    )


def telling(report: Report, how: How) -> int | LeftOut:
    """Give the batch on which health shows, or why there is none: a few examples say nothing of a unit."""
    if how.batch >= TELLING:
        return how.batch
    if 3 * TELLING * (report.totals.macs or 0) > LONG:
        return "work"
    return TELLING if affordable(needed(report, TELLING, how.dtype), how.limit) else "memory"


class Vitals:
    """The health of each layer, taken while gradients go back through a net."""

    def __init__(self, net: ReferenceNet) -> None:
        """Look at the layers of this net as it ran last."""
        self.net, self._found = net, dict[int, Health]()
        self._places = {id(net.step(place)): place for place in range(len(net.gates))}

    def look(self, step: Step) -> None:
        """Measure a step that is a layer's, once its gradient is complete."""
        place = self._places.get(id(step))
        if place is not None:
            self._found[place] = self._measured(place, step)

    def _measured(self, place: int, step: Step) -> Health:
        return health(self.net.report.layers[place].kind, step.value, step.gradient)

    @property
    def layers(self) -> list[Health]:
        """The health of every layer; nothing may have come back to some."""
        every = range(len(self.net.gates))
        return [self._found.get(place) or self._measured(place, self.net.step(place)) for place in every]

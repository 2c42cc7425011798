"""A share of the data, run forward: loss, accuracy, and what the units did on all of it."""

from typing import Final, NamedTuple

import numpy as np

from netcalc.reference import ReferenceNet
from netcalc.reference.tape.gate import Array
from netcalc.reference.verify.health import DEAD, SATURATED
from netcalc.training.data.examples import Examples
from netcalc.training.objective import Objective, chunks
from netcalc.training.watch.layers import Watched

AT_ONCE: Final = 256  # examples
DROWNED: Final = 1e5  # times the rest of a loss, whose digits a penalty leaves none of
VALUES: Final = 1 << 25  # that a forward pass may leave on the tape


class Units(NamedTuple):
    """Of a layer's units: the share that fired for no example, the share of values that are saturated, their spread."""

    dead: float = 0.0
    saturated: float = 0.0
    spread: float = 0.0


class Measured(NamedTuple):
    """The loss on a share of the data, the share of right answers (None: there is no right), the units by layer.

    `data_loss` is the loss without the penalty on the weights.
    """

    loss: float
    accuracy: float | None
    units: dict[str, Units]
    data_loss: float


def measured(net: ReferenceNet, objective: Objective, data: Examples, watched: Watched | None = None) -> Measured:
    """Run all examples forward, a few at a time, as outside training."""
    sums, right, seen, penalty = 0.0, 0.0, _Seen(net, watched), objective.penalty(net)
    each = sum(layer.output.values for layer in net.report if layer.output)
    for piece in chunks(data.number, max(1, min(AT_ONCE, VALUES // each))):
        x, y = data.x[piece], data.y[piece]
        net.forward(x)
        sums += len(x) * objective.of(net, y)
        answers = objective.right(net.scores, y)
        right = np.nan if answers is None else right + len(x) * float(answers.mean())
        seen.look(len(x))
    accuracy = None if np.isnan(right) else right / data.number
    loss = sums / data.number
    bare = loss - penalty if penalty < DROWNED * abs(loss - penalty) else np.nan  # else it is all rounding
    return Measured(loss, accuracy, seen.units(data.number), float(bare))


class _Seen:
    """What units did so far."""

    def __init__(self, net: ReferenceNet, watched: Watched | None) -> None:
        self.net, self.watched = net, watched
        self.fired: dict[int, Array] = {}
        self.flat: dict[int, float] = {}
        self.moments: dict[str, tuple[float, float]] = {}  # of a layer's values and their squares: mean times examples

    def look(self, examples: int) -> None:
        """Look at the last forward pass."""
        if self.watched is None:
            return
        for place in self.watched.bends:
            kind, out = self.net.report.layers[place].kind, self.net.value(place)
            if kind in DEAD:
                fired = (out > 0).any(axis=(0, *range(2, out.ndim)))  # (D,): units, or slices
                self.fired[place] = np.logical_or(fired, self.fired.get(place, fired))
            else:
                self.flat[place] = self.flat.get(place, 0.0) + examples * SATURATED[kind](out)
        for place, layer in enumerate(self.net.report):
            if layer.name in self.watched.arrays:
                out = self.net.value(place)
                mean, square = self.moments.get(layer.name, (0.0, 0.0))
                mine = float(out.mean(dtype=np.float64))
                self.moments[layer.name] = (
                    mean + examples * mine, square + examples * (float(out.var(dtype=np.float64)) + mine**2)
                )  # fmt: skip

    def units(self, examples: int) -> dict[str, Units]:
        """Give what was seen, under the layer whose units they are; of several activations, the worst."""
        if self.watched is None:
            return {}
        dead, saturated = dict.fromkeys(self.watched.arrays, 0.0), dict.fromkeys(self.watched.arrays, 0.0)
        for place, layer in self.watched.bends.items():
            if place in self.fired:
                dead[layer] = max(dead[layer], float(1 - self.fired[place].mean()))
            if place in self.flat:
                saturated[layer] = max(saturated[layer], self.flat[place] / examples)
        return {name: Units(dead[name], saturated[name], self._spread(name, examples)) for name in self.watched.arrays}

    def _spread(self, name: str, examples: int) -> float:
        mean, square = (moment / examples for moment in self.moments[name])
        return float(np.sqrt(max(0.0, square - mean**2)))

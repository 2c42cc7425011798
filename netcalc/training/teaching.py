"""A net taught epoch by epoch, and watched: what the loop does to it, measured after each epoch."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import numpy as np

from netcalc.network.training.recipe import Recipe
from netcalc.reference import ReferenceNet
from netcalc.reference.net.coming import Arrays
from netcalc.training.data.splitting import Shares
from netcalc.training.history import Burst, Epoch, LayerWatch
from netcalc.training.loop import descend, sampled
from netcalc.training.objective import Objective, Perceptron
from netcalc.training.updates import UPDATES
from netcalc.training.watch.layers import watched
from netcalc.training.watch.measure import measured
from netcalc.training.watch.updates import held, ratios, slopes

BEYOND: Final = 1.0  # an update larger than the weights themselves
NAN: Final = float("nan")


class Turned(NamedTuple):
    """One epoch of the loop: the losses of its batches, the ratios and slopes of its last update."""

    losses: list[float]
    ratios: dict[str, float]
    slopes: dict[str, float]


class Teaching:
    """A net, what it is held to, and what was watched so far."""

    def __init__(self, net: ReferenceNet, objective: Objective, recipe: Recipe, shares: Shares) -> None:
        """Measure where the net starts."""
        self.net, self.objective, self.recipe, self.shares = net, objective, recipe, shares
        self.update = UPDATES[recipe.optimizer](recipe.momentum)
        self.batch = 1 if isinstance(objective, Perceptron) else recipe.batch  # Rosenblatt corrects one at a time
        self.watched = watched(net)
        self.history: list[Epoch] = []
        self.firsts: dict[str, float] = {}
        self.burst: Burst | None = None
        with np.errstate(all="ignore"):
            self.start = measured(net, objective, shares.training)

    def teach(self, told: Callable[[], None]) -> bool:
        """Go through all epochs, or until the loss is no number; False where it was stopped by hand."""
        try:
            with np.errstate(all="ignore"):  # what bursts is said in words
                for epoch in self.epochs():
                    self.history.append(epoch)
                    told()
        except KeyboardInterrupt:
            return False
        return True

    def epochs(self) -> Iterator[Epoch]:
        """Go through the epochs, each as it is when it ends, until the loss is no number."""
        for number in range(self.recipe.epochs):
            rate = self.recipe.decay.rate(self.recipe.lr, number) if self.recipe.decay else self.recipe.lr
            turned = self._turn(number, rate)
            epoch = self._looked_at(number + 1, rate, turned)
            yield epoch
            if not np.isfinite(epoch.loss):
                return

    def _turn(self, number: int, rate: float) -> Turned:
        """Run the loop over one epoch; it ends early where the loss is no number."""
        batches = sampled(self.shares.training, self.batch, self.recipe.seed, number)
        losses: list[float] = []
        before: Arrays | None = None
        found, inclines = dict[str, float](), dict[str, float]()
        for step in descend(self.net, self.objective, self.update, batches, rate):
            if before is not None:  # only the first update of all is followed by another
                self._first(before)
                before = None
            losses.append(step.loss)
            if not np.isfinite(step.loss):
                self._not_finite(number + 1, len(losses))
                return Turned(losses, {}, {})
            if step.last or not (self.history or self.firsts):
                before, inclines = held(self.net, self.watched), slopes(self.watched, step.gradients)
        if before is not None:
            self._first(before)
            found = ratios(self.net, self.watched, before)
            self._too_large(found, number + 1, len(losses))
        return Turned(losses, found, inclines)

    def _first(self, before: Arrays) -> None:
        """Keep the ratios of the first update of all."""
        if not self.firsts:
            self.firsts = ratios(self.net, self.watched, before)
            self._too_large(self.firsts, 1, 1)

    def _too_large(self, found: dict[str, float], epoch: int, update: int) -> None:
        """Keep the layer whose update was first larger than its weights."""
        layer = max(found, key=found.__getitem__, default=None)
        if self.burst is None and layer is not None and not found[layer] <= BEYOND:
            what = f"an update {found[layer]:,.3g} times as large as its weights"
            self.burst = Burst(layer, epoch, update, what)

    def _not_finite(self, epoch: int, update: int) -> None:
        """Keep the first layer, from the input on, that made something that is no finite number."""
        if self.burst is not None:
            return
        places = range(len(self.net.gates))
        place = next((p for p in places if not np.isfinite(self.net.value(p)).all()), places[-1])
        self.burst = Burst(self.net.report.layers[place].name, epoch, update, "values that are no finite numbers")

    def _looked_at(self, number: int, rate: float, turned: Turned) -> Epoch:
        """Measure both shares as the epoch has left the net."""
        losses = np.array(turned.losses)
        spread = float(np.diff(losses).std() / np.sqrt(2)) if len(losses) > 2 else 0.0
        if not np.isfinite(losses).all():
            lost = dict.fromkeys(self.watched.arrays, LayerWatch(NAN, NAN, NAN, NAN, NAN))
            return Epoch(number, rate, NAN, None, None, None, NAN, lost)
        of = measured(self.net, self.objective, self.shares.training, self.watched)
        if not np.isfinite(of.loss):
            self._not_finite(number, len(losses))
        kept = self.shares.validation
        val = None if kept is None else measured(self.net, self.objective, kept)
        layers = {
            name: LayerWatch(turned.ratios[name], units.dead, units.saturated, units.spread, turned.slopes[name])
            for name, units in of.units.items()
        }
        val_loss, val_accuracy = (None, None) if val is None else (val.loss, val.accuracy)
        return Epoch(number, rate, of.loss, of.accuracy, val_loss, val_accuracy, spread, layers)

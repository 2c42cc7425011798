"""A training step as PyTorch runs it: forward, saving what the backward pass needs; backward, freeing it; the update.

It is a second step of a loop whose `zero_grad` frees the gradients: the optimizer's state is there, gradients are not.
"""

from collections.abc import Iterator
from typing import Final

from netcalc.calculator.memory.gradients import Gradients
from netcalc.calculator.memory.held import Held
from netcalc.calculator.memory.places import Place, Plan
from netcalc.calculator.memory.volumes import Volumes
from netcalc.layers.saved import Extra
from netcalc.report.memory import FLOWING, INDICES, LEARNED, SAVED, SCORED, Array, Pass

SCORES: Final = 3  # arrays as large as the scores, while a softmax loss goes backward


class Training:
    """A training step, moment by moment; `updating` is how often the update holds its largest array besides."""

    def __init__(self, plan: Plan, updating: int) -> None:
        """Begin with what comes in."""
        self.plan = plan
        self.volumes = Volumes(plan, training=True)
        self.gradients = Gradients()
        self.largest = updating * max((place.largest for place in plan.places), default=0)
        self.saved = self.indices = self.learned = self.unsummed = self.loss = 0
        self.extras: dict[int, tuple[Extra, ...]] = {}
        self.made: list[tuple[int, int]] = []
        self.done: list[int] = []

    def moments(self) -> Iterator[Held]:
        """Stop at each layer, forward and backward, when it has made what it makes; then at the update."""
        for number, place in enumerate(self.plan.places):
            self.volumes.make(number)
            if place.learns and place.wanted:
                self._save(number, place)
            yield self._held("forward", number)
            self.volumes.let_go(number)
        if self.plan.scores:  # the softmax's logarithm was saved; the gradients on it and the scores are as large
            self.loss = SCORES * self.plan.scores
            yield self._held("backward", len(self.plan.places))
            self.loss = 0
        for number in sorted(self.plan.outputs):
            if number >= 0 and self.plan.places[number].learns:
                self.gradients.keep(number, self.gradients.arrives(self.plan.places[number].values))
        for number in range(len(self.plan.places) - 1, -1, -1):
            if number in self.gradients.lies:
                self._back(number, self.plan.places[number])
                yield self._held("backward", number)
                self._free(number, self.plan.places[number])
        yield self._held("update", None)

    def _held(self, at: Pass, number: int | None) -> Held:
        volumes = self.volumes
        return Held(
            at, number, volumes.passing, volumes.saved + self.saved, self.indices, self.learned,
            self.gradients.alive + self.unsummed, self.loss, 0 if number is not None else self.largest,
        )  # fmt: skip

    def _save(self, number: int, place: Place) -> None:
        """Save what a layer's backward pass needs."""
        for volume in self._needed(number, place):
            self.volumes.save(volume)
        extras = tuple(each for each in place.saved if isinstance(each, Extra))
        if extras:
            self.extras[number] = extras
            self._count(extras, 1)

    def _needed(self, number: int, place: Place) -> Iterator[int]:
        """Give the volumes that it needs: of factors each that another's gradient is multiplied by."""
        for each in place.saved:
            if each == "input":
                yield place.reads[0]
            elif each == "output":
                yield number
            elif each in ("inputs", "factors"):
                for at, read in enumerate(place.reads):
                    if any(self._learns(other) for other in (*place.reads[:at], *place.reads[at + 1 :])):
                        yield read

    def _learns(self, volume: int) -> bool:
        return volume >= 0 and self.plan.places[volume].learns

    def _count(self, extras: tuple[Extra, ...], sign: int) -> None:
        for extra in extras:
            if extra.size is None:
                self.saved += sign * extra.values
            else:
                self.indices += sign * extra.values

    def _back(self, number: int, place: Place) -> None:
        """Make the gradients on what a layer learns and reads."""
        self.learned += place.stored
        self.done.append(number)
        self.unsummed = self._unsummed(place) if "factors" in place.saved else 0
        self.made = [
            (read, self.gradients.lies[number] if place.passes else self.gradients.arrives(values))
            for read, values in zip(place.reads, place.given, strict=True)
            if self._learns(read)
        ]

    def _unsummed(self, place: Place) -> int:
        """Count the products behind stretched factors, as large as what leaves, before they are added up."""
        read = zip(place.reads, place.given, strict=True)
        return sum(place.values for volume, values in read if values < place.values and self._learns(volume))

    def _free(self, number: int, place: Place) -> None:
        """Hand the gradients on; let go what came, and what was saved."""
        for read, array in self.made:
            self.gradients.keep(read, array)
        self.made = []
        self.gradients.let_go(number)
        self.unsummed = 0
        self._count(self.extras.pop(number, ()), -1)
        for volume in self._needed(number, place):
            self.volumes.use_up(volume)

    def alive(self) -> tuple[Array, ...]:
        """Give the arrays that are alive: of volumes, of what was saved besides, of gradients."""
        return (*self.volumes.alive(), *self._besides(), *self._learned(), *self._flowing(), *self._scored())

    def _scored(self) -> tuple[Array, ...]:
        """Give what the softmax of the loss holds."""
        scores = self.loss // SCORES
        names = ("log_softmax of the loss", "dlog_softmax of the loss", "dscores of the loss")
        return tuple(Array(name, SCORED, scores) for name in names) if scores else ()

    def _besides(self) -> Iterator[Array]:
        for at, found in self.extras.items():
            for each in found:
                line = SAVED if each.size is None else INDICES
                yield Array(f"{self.plan.places[at].name} {each.name}", line, each.values)

    def _learned(self) -> Iterator[Array]:
        for number in self.done:
            yield Array(self.plan.places[number].name, LEARNED, self.plan.places[number].stored)

    def _flowing(self) -> Iterator[Array]:
        """Give the gradients on volumes, those that one array holds by the first."""
        arrays: dict[int, int] = {}
        for volume, array in (*self.gradients.lies.items(), *self.made):
            arrays.setdefault(array, volume)
        for array, volume in arrays.items():
            yield Array(f"d{self.plan.places[volume].name}", FLOWING, self.gradients.size[array])
        if self.unsummed:
            yield Array("products to be summed", FLOWING, self.unsummed)

"""The arrays in which volumes lie while a network runs: made, written over, looked at otherwise, saved, let go."""

from collections import Counter

from netcalc.calculator.memory.lifetimes import released
from netcalc.calculator.memory.places import Place, Plan
from netcalc.report.memory import PASSING, SAVED, Array


class Volumes:
    """What is alive of the volumes: each lies in an array, which is freed when nobody holds it and nothing saved it.

    An array has the number of the volume that was first in it. `passing` are the values of arrays that are only on
    their way, `saved` those of arrays that a backward pass needs.
    """

    def __init__(self, plan: Plan, *, training: bool) -> None:
        """Begin with the inputs of the network."""
        self.plan = plan
        self.training = training
        self.ends = released(plan)
        self.until = {volume: number for number, volumes in enumerate(self.ends) for volume in volumes}
        self.lies: dict[int, int] = {}
        self.called: dict[int, int] = {}
        self.size: dict[int, int] = {}
        self.held: Counter[int] = Counter()
        self.savings: Counter[int] = Counter()
        self.passing = self.saved = 0
        for place in plan.places:
            for read, values in zip(place.reads, place.given, strict=True):
                if read < 0 and read not in self.lies:
                    self._new(read, values)

    def make(self, number: int) -> None:
        """Let a layer make its volume."""
        place = self.plan.places[number]
        if self._shares(place, number):
            self.lies[number] = self.lies[place.reads[0]]
            self.held[self.lies[number]] += 1
            if place.storage == "over":
                self.called[self.lies[number]] = number
        else:
            self._new(number, place.values)

    def _shares(self, place: Place, number: int) -> bool:
        """Say whether what a layer makes lies where what it reads lies."""
        if place.storage == "over":
            return self._may_write_over(place, number)
        return place.storage == "view" or (place.storage == "training" and not self.training)

    def _may_write_over(self, place: Place, number: int) -> bool:
        """Say whether nobody needs any more what a layer reads: not itself, later or another, and no backward pass."""
        read = place.reads[0]
        if self.training and place.learns and "input" in place.saved:
            return False
        array = self.lies[read]
        alone = self.held[array] == 1 and not self.savings[array]
        return read >= 0 and alone and self.until.get(read) == number

    def _new(self, volume: int, values: int) -> None:
        self.lies[volume] = self.called[volume] = volume
        self.size[volume] = values
        self.held[volume] = 1
        self.passing += values

    def let_go(self, number: int) -> None:
        """Let go what nobody holds behind a layer."""
        for volume in self.ends[number]:
            array = self.lies[volume]
            self.held[array] -= 1
            if not self.held[array] and not self.savings[array]:
                self.passing -= self.size[array]

    def save(self, volume: int) -> None:
        """Save a volume for a backward pass."""
        array = self.lies[volume]
        if not self.savings[array]:
            self.passing -= self.size[array]
            self.saved += self.size[array]
        self.savings[array] += 1

    def use_up(self, volume: int) -> None:
        """Let go a volume that was saved, its backward pass being done."""
        array = self.lies[volume]
        self.savings[array] -= 1
        if not self.savings[array]:
            self.saved -= self.size[array]
            if self.held[array]:
                self.passing += self.size[array]

    def alive(self) -> tuple[Array, ...]:
        """Give the arrays that are alive, each by the layer that wrote it last."""
        alive = (array for array in self.size if self.held[array] or self.savings[array])
        return tuple(
            Array(self.plan.name(self.called[array]), SAVED if self.savings[array] else PASSING, self.size[array])
            for array in alive
        )

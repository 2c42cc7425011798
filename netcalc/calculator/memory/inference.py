"""A forward pass without gradients: a volume is let go when nobody reads it any more."""

from collections.abc import Iterator

from netcalc.calculator.memory.held import Held
from netcalc.calculator.memory.places import Plan
from netcalc.calculator.memory.volumes import Volumes
from netcalc.report.memory import Array


class Inference:
    """A forward pass, moment by moment."""

    def __init__(self, plan: Plan) -> None:
        """Begin with what comes in."""
        self.volumes = Volumes(plan, training=False)

    def moments(self) -> Iterator[Held]:
        """Stop at each layer when it has made its volume, and has not yet let go what it read."""
        for number in range(len(self.volumes.plan.places)):
            self.volumes.make(number)
            yield Held("forward", number, self.volumes.passing)
            self.volumes.let_go(number)

    def alive(self) -> tuple[Array, ...]:
        """Give the arrays that are alive."""
        return self.volumes.alive()

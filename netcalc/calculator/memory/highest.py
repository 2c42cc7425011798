"""The highest moments of a network: of a training step, and of a forward pass alone."""

from collections.abc import Callable, Sequence
from operator import mul
from typing import Final, NamedTuple

from netcalc.calculator.memory.held import Held, Run
from netcalc.calculator.memory.inference import Inference
from netcalc.calculator.memory.places import Plan, planned
from netcalc.calculator.memory.sizes import SIZES, STATE, UNTRAINED, UPDATING
from netcalc.calculator.memory.training import Training
from netcalc.layers.saved import INDEX
from netcalc.network.graph import Graph
from netcalc.report.counts import Counts
from netcalc.report.memory import FLOWING, INDICES, LEARNED, PASSING, SAVED, SCORED, MemoryLine, Moment, Moments, line
from netcalc.report.report import LayerReport

NAMES: Final = (PASSING, SAVED, INDICES, LEARNED, FLOWING, SCORED, "update")


class Terms(NamedTuple):
    """What memory is counted for: the values that are stored, their type, the optimizer."""

    params: int
    buffers: int
    dtype: str
    optimizer: str

    def sizes(self) -> tuple[int, ...]:
        """Give the bytes of a value of each part of what is held at a moment."""
        of = SIZES[self.dtype]
        return of.activation, of.activation, INDEX, of.gradient, of.activation, of.loss, of.master or of.weight

    def stored(self) -> tuple[MemoryLine, ...]:
        """Give what is held at every moment, of a forward pass too."""
        weight = SIZES[self.dtype].weight
        return line("weights", self.params, 1, weight), line("buffers", self.buffers, 1, weight)

    def trained(self) -> tuple[MemoryLine, ...]:
        """Give what is held at every moment of a training step."""
        of = SIZES[self.dtype]
        master = (line("master weights", self.params, 1, of.master),) if of.master else ()
        return (*self.stored(), *master, line(f"{self.optimizer} state", self.params, STATE[self.optimizer], of.state))


def moments(
    graph: Graph, layers: Sequence[LayerReport], totals: Counts, batch: int, of: tuple[str, str], *, softmax: bool
) -> Moments:
    """Find the highest moments of a network that was worked out, `of` a dtype and an optimizer.

    `softmax`: so is its loss; other losses keep nothing that is not there already.
    """
    plan = planned(graph, layers, batch, softmax=softmax)
    if plan is None or totals.params is None or totals.buffers is None:
        return Moments(None, None)
    terms = Terms(totals.params, totals.buffers, *of)
    inference = _highest(lambda: Inference(plan), plan, terms.stored(), terms.sizes())
    if terms.dtype in UNTRAINED:
        return Moments(None, inference)
    updating = UPDATING[terms.optimizer]
    return Moments(_highest(lambda: Training(plan, updating), plan, terms.trained(), terms.sizes()), inference)


def _highest(
    start: Callable[[], Run], plan: Plan, always: tuple[MemoryLine, ...], sizes: tuple[int, ...]
) -> Moment | None:
    """Run once to find the highest moment (the first, where several are as high), and once more as far as that."""
    best = max(start().moments(), key=lambda held: bytes_of(held, sizes), default=None)
    if best is None:
        return None
    run = start()
    next(held for held in run.moments() if held == best)
    lines = tuple(line(name, values, 1, size) for name, values, size in zip(NAMES, best[2:], sizes, strict=True))
    names = [*(place.name for place in plan.places), SCORED]
    name = None if best.number is None else names[best.number]
    return Moment(best.at, name, always, tuple(each for each in lines if each.values), run.alive())


def bytes_of(held: Held, sizes: tuple[int, ...]) -> int:
    """Add up what is alive at a moment, in bytes."""
    return sum(map(mul, held[2:], sizes))

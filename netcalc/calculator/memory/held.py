"""What is alive at a moment, in values."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from netcalc.report.memory import Array, Pass


class Held(NamedTuple):
    """A moment: its pass, its layer (None: the update of the weights), and what is alive, in values.

    `passing`: volumes that are on their way. `saved`: what backward passes need, and `indices`, where pools found their
    values. `learned`: gradients on parameters. `flowing`: gradients on volumes. `scored`: what the loss holds.
    `updating`: what an update makes.
    """

    at: Pass
    number: int | None
    passing: int
    saved: int = 0
    indices: int = 0
    learned: int = 0
    flowing: int = 0
    scored: int = 0
    updating: int = 0


class Run(Protocol):
    """A run of a network, moment by moment, which can say at each which arrays are alive."""

    def moments(self) -> Iterator[Held]:
        """Run, and stop at each moment."""

    def alive(self) -> tuple[Array, ...]:
        """Give the arrays of volumes that are alive, and what was saved besides."""

"""Where a layer stands, as its gate is told: what a spec says, and what comes in."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from netcalc.layers.base import Layer
from netcalc.volume import Volume

Shapes: TypeAlias = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a layer stands, by what a spec says: what it is, the volumes it reads, what is rounded how."""

    layer: Layer
    given: tuple[Volume, ...] = ()
    rounding: str = "exact"

    def of(self, field: str) -> Any:
        """Give a field of the layer."""
        return getattr(self.layer, field)

    @property
    def depth(self) -> int:
        """The depth of what it reads."""
        return self.given[0].depth

    @property
    def groups(self) -> int:
        """How many groups its filters are in."""
        groups = self.of("groups")
        return self.depth if groups == "depth" else int(groups)

    @property
    def extents(self) -> tuple[int, ...]:
        """The spatial extents of what it reads, in the order of an array's axes."""
        return tuple(reversed(self.given[0].spatial))

    def biased(self, weight: tuple[int, ...], bias: tuple[int, ...]) -> Shapes:
        """Give the shapes of weight and bias, if the layer has one."""
        return (weight, bias) if self.of("bias") else (weight,)

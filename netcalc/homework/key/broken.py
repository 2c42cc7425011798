"""The rules of a sheet with some of them broken: a layer that reads nothing is as it is written."""

from dataclasses import dataclass

from netcalc.calculator.changes import Arrays, ChangedRules
from netcalc.layers.base import Layer
from netcalc.volume import Volume


@dataclass(frozen=True)
class BrokenRules(ChangedRules):
    """Rules with mistakes in them: each is about what a layer makes of what it reads."""

    def leaves(self, layer: Layer, given: tuple[Volume, ...], made: Volume) -> Volume:
        """Give the volume that leaves a layer, changed where it reads one."""
        return super().leaves(layer, given, made) if given else made

    def stores(self, layer: Layer, given: tuple[Volume, ...], arrays: Arrays) -> Arrays:
        """Give what a layer stores, changed where it reads a volume."""
        return super().stores(layer, given, arrays) if given else arrays

"""What a forward pass asks of a device, layer by layer: bytes read and written, operations, and the time at least."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final, NamedTuple

from netcalc.calculator.counting import added
from netcalc.calculator.memory.sizes import SIZES
from netcalc.calculator.planning.devices import Speed
from netcalc.report.report import LayerReport, Report

STILL: Final = ("view", "training", "learned")  # what moves no bytes in a pass without gradients
TABLE: Final = "table"
SUMMED: Final = ("bytes_read", "bytes_written", "flops")


class Load(NamedTuple):
    """What a layer, or a network, asks: None where nobody knows. `seconds` only where a device is named.

    Bytes: every value that is read and every array once, every value that leaves once; nothing is fused, nothing is
    found in a cache.
    """

    bytes_read: int | None
    bytes_written: int | None
    flops: int | None
    seconds: Fraction | None = None
    bound: str | None = None

    @property
    def intensity(self) -> Fraction | None:
        """Operations a byte."""
        if self.flops is None or self.bytes_read is None or self.bytes_written is None:
            return None
        moved = self.bytes_read + self.bytes_written
        return Fraction(self.flops, moved) if moved else None


class Planned:
    """A network planned: what each layer and group of layers asks, and all of it, for a batch of a type of numbers."""

    def __init__(self, report: Report, speed: Speed | None = None) -> None:
        """Work every layer out, by the batch and the type that the report's memory is counted for."""
        self.report, self.speed = report, speed
        self.layers = {layer.name: self._load(layer) for layer in report.layers}
        self.total = self._together(self.layers.values())

    def of(self, name: str) -> Load:
        """Give what a layer asks, or a group of layers together."""
        if name in self.layers:
            return self.layers[name]
        inside = self.report.layers[self.report.groups[name].span]
        return self._together(self.layers[layer.name] for layer in inside)

    def _load(self, layer: LayerReport) -> Load:
        memory = self.report.memory
        size, weight = SIZES[memory.dtype].activation * memory.batch, SIZES[memory.dtype].weight
        if layer.working.layer.storage in STILL or layer.working.layer.alone:
            return self._timed(Load(0, 0, 0))
        given, made, arrays = _values(layer)
        flops = None if layer.flops is None else layer.flops * memory.batch
        read = None if given is None or arrays is None else given * size + arrays * weight
        return self._timed(Load(read, None if made is None else made * size, flops))

    def _timed(self, load: Load) -> Load:
        """Say how long it takes at least, and what keeps it from being faster."""
        if self.speed is None or load.bytes_read is None or load.bytes_written is None or load.flops is None:
            return load
        working = load.flops / self.speed.operations
        moving = (load.bytes_read + load.bytes_written) / self.speed.bandwidth
        bound = "compute" if working > moving else "memory" if moving else None
        return load._replace(seconds=max(working, moving), bound=bound)

    def _together(self, loads: Iterable[Load]) -> Load:
        """Add loads up: one layer after the other."""
        every = list(loads)
        read, written, flops = (added(getattr(each, word) for each in every) for word in SUMMED)
        known = [each.seconds for each in every if each.seconds is not None]
        return Load(read, written, flops, sum(known, Fraction(0)) if known and len(known) == len(every) else None)


def _values(layer: LayerReport) -> tuple[int | None, int | None, int | None]:
    """Count the values that are read, that leave, and of the arrays that are read; None where nobody knows."""
    given = layer.working.given[: len(layer.from_)]
    read = None if any(volume is None for volume in given) else sum(volume.values for volume in given if volume)
    made = None if layer.output is None else layer.output.values
    arrays = layer.working.parameters
    if arrays is None:
        return read, made, None
    looked_up = (made or 0) if any(each.role == TABLE for each in arrays) else 0  # rows of a table, not all of it
    return read, made, looked_up + sum(each.size for each in arrays if each.role != TABLE)

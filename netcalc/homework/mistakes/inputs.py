"""Mistakes about what comes in: grey or coloured, and what a fully connected layer reads."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from netcalc.calculator.changes import Arrays, At
from netcalc.homework.mistakes.arrays import without
from netcalc.homework.mistakes.base import POOLS, Example, Instead, Mistake, Place, Told
from netcalc.report.report import LayerReport
from netcalc.volume import Volume

POOLED: Final = MappingProxyType(dict.fromkeys(POOLS, "A pool makes what it reads smaller."))


class AssumedRGB(Mistake):
    """The input has one slice (grey): it has no three colours."""

    __slots__ = ()
    code = "assumed-rgb"
    example = Example("conv1.params", "5*5*3*6 + 6", "network: {input: 28x28x1, layers: [conv: {filters: 6, size: 5}]}")

    def comes_in(self, given: Volume) -> Volume:
        """Take a grey input for a coloured one."""
        return Volume((*given.spatial, 3)) if len(given.spatial) > 1 and given.depth == 1 else given


class AssumedGray(Mistake):
    """The input has three slices, one a colour: it is not grey."""

    __slots__ = ()
    code = "assumed-gray"
    example = Example("fc1.params", "300*300*100 + 100", "network: {input: 300x300x3, layers: [fc: 100]}")

    def comes_in(self, given: Volume) -> Volume:
        """Take a coloured input for a grey one."""
        return Volume((*given.spatial, 1)) if len(given.spatial) > 1 and given.depth == 3 else given


class ForgotFlatten(Mistake):
    """A fully connected layer reads every value of the volume, W·H·D of them, not the depth at each position."""

    __slots__ = ()
    code = "forgot-flatten"
    example = Example("fc1.params", "512*4096 + 4096", "network: {input: 7x7x512, layers: [fc: 4096]}")

    def leaves(self, made: Volume, at: At) -> Volume:
        """Let the layer slide over the positions."""
        return Volume((*at.given[0].spatial, made.depth)) if at.layer.kind == "fc" else made

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Let the layer read the depth alone."""
        if at.layer.kind != "fc":
            return arrays
        return tuple(without(each, "W1", "H1", "T1") if each.role == "weight" else each for each in arrays)


class ForgotPool(Mistake):
    """There is a pool before: what this layer reads is smaller."""

    __slots__ = ()
    code = "forgot-pool"
    hints = POOLED
    alone = True
    example = Example("fc1.params", "4*4*6*10 + 10", "network: {input: 4x4x6, layers: [pool: 2, fc: 10]}")

    def leaves(self, made: Volume, at: At) -> Volume:
        """Leave what comes into a pool as it is."""
        return at.given[0] if at.layer.kind in POOLS else made


class ForgotLastPool(Instead):
    """There is a pool before: what this layer reads is smaller."""

    __slots__ = ()
    code = "forgot-pool"
    hints = POOLED
    example = Example("fc1.params", "8*8*6*10 + 10", "network: {input: 16x16x6, layers: [pool: 2, pool: 2, fc: 10]}")

    def instead(self, place: Place) -> Iterable[Told]:
        """Let a fully connected layer read what comes into the pool before it."""
        layer = place.layer
        if layer is None or layer.kind != "fc" or place.given is None or layer.weights is None:
            return ()
        pool = _pool_before(layer, {each.name: each for each in place.report.layers})
        read = pool.working.given[0] if pool else None
        if read is None:
            return ()
        wider, biases = layer.weights * read.values // place.given.values, layer.biases or 0
        return {"params": (wider + biases,), "weights": (wider,), "macs": (wider,)}.get(place.counted, ())


def _pool_before(layer: LayerReport, every: Mapping[str, LayerReport]) -> LayerReport | None:
    """Find the pool that a layer reads, at once or through layers that work in place."""
    before = every.get(layer.from_[0]) if layer.from_ else None
    while before is not None and before.kind not in POOLS:
        before = every.get(before.from_[0]) if before.from_ and before.working.layer.in_place else None
    return before

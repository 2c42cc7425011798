"""What a layer is made of, run so that a gradient shows what it sees: positive weights, means in place of maxima.

Positive weights, so that no two paths cancel and no unit is dead. A largest value is read as a mean, since any could
be the largest. What works within a position hands on what it reads, so that none is lost where it is flat; a norm over
positions stays in. A gate, one factor a channel for a whole map, is a constant.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from netcalc.network.network import Network
from netcalc.reference.kinds.join import Add, Subtract
from netcalc.reference.kinds.norm.affine import along
from netcalc.reference.kinds.padded import Padded
from netcalc.reference.kinds.pool.adaptive import AdaptiveMax, mean_of
from netcalc.reference.kinds.pool.trainable import TrainablePool
from netcalc.reference.kinds.pool.window import AvgPool, MaxPool
from netcalc.reference.kinds.source import Embedding
from netcalc.reference.net.coming import shaped
from netcalc.reference.net.setting import setting_of
from netcalc.reference.net.start import started
from netcalc.reference.products.table import gate_for
from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.tape import Tape
from netcalc.report.report import LayerReport, Report
from netcalc.volume import Volume

VALUES: Final = 1 << 18  # inputs to look through; small ones come in batches


class Looking:
    """One layer of a network, and all that it is made of, to be looked through."""

    def __init__(self, network: Network, report: Report, last: int, seen: int = -1) -> None:
        """Look through this layer, by its number, at one of the inputs, by its own."""
        self.network, self.report, self.last, self.seen = network, report, last, seen
        self.places = sorted(self._below())
        self.gates = {place: gate_for(setting_of(report.layers[place], network)) for place in self.places}

    def _below(self) -> set[int]:
        """Give the layers that the layer is made of, itself too."""
        found, todo = set(), [self.last]
        while todo:
            place = todo.pop()
            if place >= 0 and place not in found:
                found.add(place)
                todo += [read for read, _ in self._followed(place)]
        return found

    def _followed(self, place: int) -> list[tuple[int, Volume]]:
        """Give what a layer reads, and its volumes, but not the gates: one factor a channel for a whole map."""
        layer, reads = self.report.layers[place], self.network.graph.nodes[place].reads
        pairs = list(zip(reads, _given(layer), strict=True))
        if not layer.working.layer.gates or layer.output is None:
            return pairs
        full = layer.output.spatial
        return [(read, volume) for read, volume in pairs if volume.spatial == full or not set(volume.spatial) <= {1}]

    def gates_left_out(self) -> tuple[str, ...]:
        """Name the gates that are not followed: what comes through them reaches every position."""
        nodes = self.network.graph.nodes
        return tuple(
            nodes[read].name
            for place in self.places
            for read in nodes[place].reads
            if read >= 0 and read not in {followed for followed, _ in self._followed(place)}
        )

    def reached(self, position: Sequence[int], rng: np.random.Generator) -> Array | None:
        """Send a gradient back from a position of the layer; what reaches the input looked at: (N, D, *W)."""
        return self.compared((position,), rng)[0]

    def compared(self, positions: Sequence[Sequence[int] | None], rng: np.random.Generator) -> list[Array | None]:
        """Run once, and send a gradient back from each position (None: from all at once); what reaches the input."""
        tape, numbers = self._run(rng)
        found = []
        for position in positions:
            dout = np.zeros_like(tape[numbers[self.last]].value)
            at: Any = ... if position is None else (slice(None), slice(None), *reversed(position))
            dout[at] = rng.uniform(1, 2, dout[at].shape)
            tape.backward(numbers[self.last], dout)
            found.append(tape[numbers[self.seen]].gradient)
        return found

    @property
    def batch(self) -> int:
        """How many examples are looked at: small ones come in batches."""
        return max(1, min(64, VALUES // sum(volume.values for volume in self.network.inputs.values())))

    def _run(self, rng: np.random.Generator) -> tuple[Tape, dict[int, int]]:
        """Run on positive inputs and weights; the steps come by layer, the first input's as -1."""
        inputs, batch = self.network.inputs, self.batch
        tape = Tape()
        numbers = {
            number: tape.give(rng.uniform(0.5, 1.5, shaped(inputs[name], batch)))
            for name, number in self.network.graph.numbers.items()
        }
        for place in self.places:
            reads = self._reads(place, tape, numbers, batch)
            gate = _linear(self.gates[place])
            if gate.within:
                numbers[place] = reads[0]
                continue
            given = [tape.give(array) for array in _positive(self.report.layers[place], rng)]
            numbers[place] = tape.run(gate, *reads, *given)
        return tape, numbers

    def _reads(self, place: int, tape: Tape, numbers: dict[int, int], batch: int) -> list[int]:
        """Give the steps that a layer reads; a gate is constant, 1 everywhere."""
        followed = {read for read, _ in self._followed(place)}
        pairs = zip(self.network.graph.nodes[place].reads, _given(self.report.layers[place]), strict=True)
        return [
            numbers[read] if read in followed else tape.give(np.ones((batch, volume.depth, *reversed(volume.spatial))))
            for read, volume in pairs
        ] or [numbers[self.seen]]

    def cone(self, position: Sequence[int]) -> tuple[bool, bool]:
        """Go back from a position through the windows: whether nothing cuts what it sees, whether it sees anything."""
        cones = {self.last: [{place} for place in position]}
        uncut = True
        for place in reversed(self.places):
            gate, cone = self.gates[place], cones.get(place)
            uncut = uncut and gate.regular
            if cone is None:
                continue
            wide = _unturned(gate.below(cone[::-1])[::-1], gate.turns)
            for read, volume in self._followed(place):
                if len(volume.spatial) != len(wide):
                    continue
                kept = [places & set(range(W)) for places, W in zip(wide, volume.spatial, strict=True)]
                uncut = uncut and (kept == wide if read >= 0 else _to_the_ends(kept, wide, volume))
                if all(kept):
                    cones[read] = [one | other for one, other in zip(kept, cones.get(read, kept), strict=True)]
        return uncut, self.seen in cones

    def axes(self) -> tuple[int, ...]:
        """Give the axis of the input along which each axis of the layer looks."""
        along: dict[int, tuple[int, ...]] = {}
        for place in self.places:
            own = tuple(range(len(_extents(self.report.layers[place]))))
            before = next((along[read] for read, _ in self._followed(place) if read in along), own)
            along[place] = tuple(before[at] for at in self.gates[place].turns) or (
                before if len(before) == len(own) else own
            )
        return along[self.last]


def _extents(layer: LayerReport) -> tuple[int, ...]:
    return layer.output.spatial if layer.output else ()


def _unturned(places: list[set[int]], turns: Sequence[int]) -> list[set[int]]:
    """Put places by the axes of what is made, where those are turned, by the axes of what came."""
    return [places[turns.index(axis)] for axis in range(len(turns))] if turns else places


def _to_the_ends(kept: Sequence[set[int]], wide: Sequence[set[int]], volume: Volume) -> bool:
    """Say whether what is kept of what is seen goes as far as the input; a window with gaps may step over its end."""
    return all(
        not inside or (min(inside), max(inside)) == (max(0, min(seen)), min(W - 1, max(seen)))
        for inside, seen, W in zip(kept, wide, volume.spatial, strict=True)
    )


def _given(layer: LayerReport) -> tuple[Volume, ...]:
    """Give the volumes that a layer reads, without those that it measures."""
    return tuple(volume for volume in layer.working.given[: len(layer.from_)] if volume is not None)


def _positive(layer: LayerReport, rng: np.random.Generator) -> list[Array]:
    """Draw a layer's arrays, none below 0, so small that nothing grows out of bounds."""
    arrays = [np.abs(started(array, 1, rng, "xavier")) for array in layer.working.arrays]
    return [array / max(1, array[0].size) if array.ndim > 1 else array for array in arrays]


def _linear(gate: Gate) -> Gate:
    """Give the gate to look through."""
    if isinstance(gate, MaxPool):
        return AvgPool(gate.window)
    if isinstance(gate, Padded):
        return gate.plain
    if isinstance(gate, AdaptiveMax):
        return mean_of(gate)
    if isinstance(gate, TrainablePool):
        return TrainablePool(AvgPool(gate.window))
    if isinstance(gate, Subtract):
        return Add()  # what is taken away is seen too
    return Read() if isinstance(gate, Embedding) else gate


class Read(Gate):
    """An embedding to look through: every value of a row follows the number that chose it."""

    def forward(self, *inputs: Array) -> tuple[Array, Any]:
        """Weigh the first row by the number: (N, 1, *W) in, (N, depth, *W) out."""
        x, table = inputs
        row = along(table[0], x)
        return x * row, row

    def backward(self, dout: Array, cache: Any) -> Gradients:
        """Give the gradient of the number; the table's is not looked at."""
        return (dout * cache).sum(axis=1, keepdims=True), None

"""Filters that are not shared, found among operators: windows laid out, times an array, summed, a bias added."""

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any, Final, NamedTuple

from netcalc.models.tensors.extents import spread
from netcalc.models.tensors.patterns.graph import Graph
from netcalc.models.tensors.patterns.shifted import shifted
from netcalc.models.tensors.program import Held, Op, Program
from netcalc.volume import MOST_AXES

UNFOLD: Final = "unfold"
MOVING: Final = frozenset({"permute", "unsqueeze", "same", "view", "flatten", "slice"})
LAYING: Final = ("view", "permute")
FARTHEST: Final = 8


class Local(NamedTuple):
    """A convolution whose filters are not shared: what it reads, its arrays, its fields, the operators inside."""

    last: Op
    reads: str
    arrays: tuple[Held, ...]
    fields: Mapping[str, Any]
    inside: frozenset[int]


class Finding(Graph):
    """A graph that is looked through for products of windows with arrays of as many values."""

    def found(self, op: Op) -> Local | None:
        """Take a product of windows with an array for such a layer; None where it is none."""
        weights = [self.program.held[name] for name in op.reads if name in self.program.held]
        others = [name for name in op.reads if name not in self.program.held]
        if op.word != "multiply" or len(weights) != 1 or len(others) != 1:
            return None
        before = self._before(others[0])
        windows = [each for each in before if each.name == UNFOLD]
        axes, shape = len(windows), weights[0].shape
        if not windows:
            return self._of_cuts(op, weights[0], others[0])
        if len(shape) != 2 + 2 * axes:
            return None
        behind, arrays = self._summed(op, weights[0])
        sizes = [int(each.given["size"]) for each in reversed(windows)]
        strides = [int(each.given["step"]) for each in reversed(windows)]
        if prod(sizes) != prod(shape[2 + axes :]) or not any(each.word == "reduce" for each in behind):
            return None
        inside = frozenset(map(id, (op, *before, *behind)))
        return Local(behind[-1], windows[-1].reads[0], tuple(arrays), _fields(arrays, sizes, strides), inside)

    def _of_cuts(self, op: Op, weight: Held, name: str) -> Local | None:
        """Take windows that were cut out value by value."""
        before = list[Op]()
        while name in self.makers and self.makers[name].word in LAYING and len(self.readers[name]) == 1:
            before.append(self.makers[name])
            name = before[-1].reads[0]
        joined, axes = self.makers.get(name), len(weight.shape) - 2
        if joined is None or joined.word != "concat" or not 1 <= axes <= MOST_AXES:
            return None
        found = shifted(self.program, self.makers, joined, axes)
        behind, arrays = self._summed(op, weight)
        if found is None or not any(each.word == "reduce" for each in behind) or weight.shape[-1] % prod(found.sizes):
            return None
        if any(len(self.readers[made]) != 1 for each in found.ops for made in each.makes):
            return None
        inside = frozenset(map(id, (op, *before, *found.ops, *behind)))
        return Local(behind[-1], found.reads, tuple(arrays), _fields(arrays, found.sizes, found.strides), inside)

    def _summed(self, op: Op, weight: Held) -> tuple[list[Op], list[Held]]:
        """Give the operators behind a product, and the arrays: the weights, and a bias that is added."""
        behind = self._behind(op)
        biases = [self.program.held[name] for name in behind[-1].reads if name in self.program.held]
        return behind, [weight, *(biases[:1] if behind[-1].word == "add" else [])]

    def _before(self, name: str) -> list[Op]:
        """Go back over what lays windows out, as far as the first of them."""
        passed: list[Op] = []
        while len(passed) < FARTHEST:
            op = self.makers.get(name)
            if op is None or not (op.name == UNFOLD or op.word in MOVING) or len(self.readers[op.makes[0]]) != 1:
                break
            passed.append(op)
            name = op.reads[0]
        while passed and passed[-1].name != UNFOLD:
            passed.pop()
        return passed

    def _behind(self, op: Op) -> list[Op]:
        """Go on to the sum, and to a bias that is added to it."""
        passed = [op]
        while len(passed) < FARTHEST:
            readers = self.readers.get(passed[-1].makes[0], [])
            if len(readers) != 1 or passed[-1].word == "add":
                break
            last = passed[-1].word == "reduce"
            biased = last and readers[0].word == "add" and any(name in self.program.held for name in readers[0].reads)
            if not biased and (last or readers[0].word not in MOVING | {"reduce"}):
                break
            passed.append(readers[0])
        return passed


def _fields(arrays: Sequence[Held], sizes: Sequence[int], strides: Sequence[int]) -> dict[str, Any]:
    """Give the fields of the layer, rows first: its weights are as many as its filters."""
    fields: dict[str, Any] = {"filters": arrays[0].shape[0], "size": spread(sizes)}
    fields |= {"stride": spread(strides)} if set(strides) != {1} else {}
    return fields | ({"bias": False} if len(arrays) == 1 else {})


def locals_of(program: Program) -> tuple[Mapping[int, Local], frozenset[int]]:
    """Give these layers of a graph by the operator that each ends with, and the operators that are inside."""
    if all(op.name != UNFOLD and op.word != "concat" for op in program.ops):
        return {}, frozenset()
    finding = Finding(program)
    found = [made for op in program.ops if (made := finding.found(op)) is not None]
    inside = frozenset(number for each in found for number in each.inside if number != id(each.last))
    return {id(each.last): each for each in found}, inside

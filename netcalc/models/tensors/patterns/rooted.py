"""Norms found among operators: what flows, less its mean or as it is, divided by the root of its mean square."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from netcalc.models.tensors.patterns.graph import CASTS, Graph
from netcalc.models.tensors.program import Held, Op, Program

ROOTS: Final = frozenset({"sqrt", "rsqrt", "reciprocal"})
LONGEST: Final = 8  # operators from the root to the mean


class Rooted(NamedTuple):
    """A norm along the last axis: its kind, the operator that it ends with, what it reads, its arrays and eps."""

    kind: Literal["layernorm", "rmsnorm"]
    last: Op
    reads: str
    arrays: tuple[Held, ...]
    eps: float | None
    inside: frozenset[int]


class Finding(Graph):
    """A graph that is looked through for norms."""

    def found(self, op: Op) -> Rooted | None:
        """Take a quotient, or a product, for such a norm; None where it is none."""
        if op.word not in ("multiply", "divide") or len(op.reads) != 2:
            return None
        pairs = (op.reads, op.reads[::-1]) if op.word == "multiply" else (op.reads,)
        for read, root in pairs:
            under = self._under(root)
            squares = self._squares(under[-1], read) if under else None
            if squares is None or not any(each.name.lower() in ROOTS for each in under):
                continue
            behind, arrays = self._scaled(op)
            ops, eps = (op, *under, squares, *behind), next(self._added(under), None)
            found = self._whole(Rooted("rmsnorm", behind[-1] if behind else op, read, arrays, eps, frozenset()), ops)
            if found is not None:
                return self._centred(found, ops) or found
        return None

    def _whole(self, found: Rooted, ops: Sequence[Op]) -> Rooted | None:
        """Give a norm of these operators; None where somebody else reads what is made between."""
        inside = frozenset(map(id, ops))
        return found._replace(inside=inside) if self.closed(ops, inside, found.last) else None

    def _centred(self, found: Rooted, ops: Sequence[Op]) -> Rooted | None:
        """Take the mean before it and the shift behind it for a layer norm's; None where there is but one of them."""
        less = self.makers.get(found.reads)
        mean = self.makers.get(less.reads[1]) if less is not None and less.word == "subtract" else None
        if less is None or mean is None or mean.word != "reduce" or mean.reads[0] != less.reads[0]:
            return None
        if "mean" not in mean.name.lower() or not self.along_the_last(mean):
            return None
        shifts = list(self._shifts(found)) if found.arrays else []
        if found.arrays and not shifts:
            return None
        last, arrays = (shifts[0][0], (*found.arrays, shifts[0][1])) if shifts else (found.last, ())
        centred = found._replace(kind="layernorm", last=last, reads=less.reads[0], arrays=arrays)
        return self._whole(centred, (*ops, less, mean, *(each for each, _ in shifts)))

    def _shifts(self, found: Rooted) -> Iterator[tuple[Op, Held]]:
        """Give the sum with a shift as long as the scale, which alone reads what a norm makes."""
        readers = self.readers.get(found.last.makes[0], [])
        if len(readers) != 1 or readers[0].word != "add" or found.last.makes[0] in self.program.outputs:
            return
        for name in readers[0].reads:
            held = self.program.held.get(name)
            if held is not None and held.learned and not held.computed and held.shape == found.arrays[0].shape:
                yield readers[0], held

    def _under(self, name: str) -> list[Op]:
        """Go back from a root to the mean that it is taken of; nothing where it is no such root."""
        passed: list[Op] = []
        while len(passed) < LONGEST and name in self.makers:
            op = self.makers[name]
            passed.append(op)
            if op.word == "reduce":
                return passed
            if op.name.lower() not in ROOTS | CASTS and op.word not in ("add", "divide"):
                return []
            flowing = [each for each in op.reads if self.flows(each)]
            if len(flowing) != 1:
                return []
            (name,) = flowing
        return []

    def _squares(self, mean: Op, read: str) -> Op | None:
        """Give the operator that squares what is read, where a mean along the last axis is that of its squares."""
        squares = self.makers.get(mean.reads[0])
        if squares is None or "mean" not in mean.name.lower() or not self.along_the_last(mean):
            return None
        twice = squares.word == "multiply" and len(squares.reads) == 2 and len(set(squares.reads)) == 1
        power = squares.name.lower() in ("pow", "square")
        return squares if (twice or power) and self.bare(squares.reads[0]) == self.bare(read) else None

    def _scaled(self, op: Op) -> tuple[list[Op], tuple[Held, ...]]:
        """Go on to the product with a scale that is learned, one a channel; nothing where there is none."""
        passed: list[Op] = []
        name = op.makes[0]
        while len(readers := self.readers.get(name, [])) == 1 and name not in self.program.outputs:
            (reader,) = readers
            passed.append(reader)
            held = [self.program.held[each] for each in reader.reads if each in self.program.held]
            if reader.word == "multiply" and len(held) == 1 and held[0].learned and len(held[0].shape) == 1:
                return ([], ()) if held[0].computed else (passed, (held[0],))
            if reader.name.lower() not in CASTS:
                break
            name = reader.makes[0]
        return [], ()

    def _added(self, under: Sequence[Op]) -> Iterator[float]:
        """Give what is added to the mean, where its number is known."""
        for op in under:
            for name in op.reads if op.word == "add" else ():
                found = self.program.fixed.get(name)
                yield from [float(each) for each in found.numbers or ()] if found is not None else ()


def rooted(program: Program) -> tuple[Mapping[int, Rooted], frozenset[int]]:
    """Give these norms of a graph by the operator that each ends with, and the operators that are inside."""
    if all(op.name.lower() not in ROOTS for op in program.ops):
        return {}, frozenset()
    finding = Finding(program)
    found = [made for op in program.ops if (made := finding.found(op)) is not None]
    inside = frozenset(number for each in found for number in each.inside if number != id(each.last))
    return {id(each.last): each for each in found}, inside

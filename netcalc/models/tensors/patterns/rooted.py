"""Norms found among operators: what flows, divided by the root of its mean square, times a scale that is learned."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from netcalc.models.tensors.program import Fixed, Held, Op, Program, readers_of

ROOTS: Final = frozenset({"sqrt", "rsqrt", "reciprocal"})
CASTS: Final = frozenset({"identity", "cast", "castlike", "to", "_to_copy", "type_as", "contiguous", "alias", "clone"})
CONSTANTS: Final = ("constant", "filled")
LONGEST: Final = 8  # operators from the root to the mean


class Rooted(NamedTuple):
    """A norm by the root of the mean square: the operator that it ends with, what it reads, its scale and eps."""

    last: Op
    reads: str
    scale: Held | None
    eps: float | None
    inside: frozenset[int]


class Finding:
    """A graph that is looked through: who makes a tensor, who reads it."""

    def __init__(self, program: Program) -> None:
        """Look up makers and readers."""
        self.program = program
        self.makers = {name: op for op in program.ops for name in op.makes}
        self.inputs = {name for name, _, _ in program.inputs}
        self.readers = readers_of(program.ops)

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
            behind, scale = self._scaled(op)
            ops = (op, *under, squares, *behind)
            inside, last = frozenset(map(id, ops)), behind[-1] if behind else op
            if self._closed(ops, inside, last):
                return Rooted(last, read, scale, next(self._added(under), None), inside)
        return None

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
            flowing = [each for each in op.reads if self._flows(each)]
            if len(flowing) != 1:
                return []
            (name,) = flowing
        return []

    def _flows(self, name: str) -> bool:
        """Say whether a tensor is no constant."""
        return name in self.inputs or (name in self.makers and self.makers[name].word not in CONSTANTS)

    def _squares(self, mean: Op, read: str) -> Op | None:
        """Give the operator that squares what is read, where a mean along the last axis is that of its squares."""
        squares = self.makers.get(mean.reads[0])
        if squares is None or "mean" not in mean.name.lower() or not self._along_the_last(mean):
            return None
        twice = squares.word == "multiply" and len(squares.reads) == 2 and len(set(squares.reads)) == 1
        power = squares.name.lower() in ("pow", "square")
        return squares if (twice or power) and self._bare(squares.reads[0]) == self._bare(read) else None

    def _along_the_last(self, mean: Op) -> bool:
        asked = self.program.fixed.get(mean.reads[1]) if len(mean.reads) > 1 else None
        axes: Sequence[int] = mean.given.get("axes") or (asked.numbers if isinstance(asked, Fixed) else None) or ()
        shape = self.program.shapes.get(mean.reads[0])
        return len(axes) == 1 and (axes[0] == -1 or (shape is not None and axes[0] == len(shape) - 1))

    def _bare(self, name: str) -> str:
        """Go back over what changes no number."""
        while name in self.makers and self.makers[name].name.lower() in CASTS:
            name = self.makers[name].reads[0]
        return name

    def _scaled(self, op: Op) -> tuple[list[Op], Held | None]:
        """Go on to the product with a scale that is learned, one a channel; nothing where there is none."""
        passed: list[Op] = []
        name = op.makes[0]
        while len(readers := self.readers.get(name, [])) == 1 and name not in self.program.outputs:
            (reader,) = readers
            passed.append(reader)
            held = [self.program.held[each] for each in reader.reads if each in self.program.held]
            if reader.word == "multiply" and len(held) == 1 and held[0].learned and len(held[0].shape) == 1:
                return ([], None) if held[0].computed else (passed, held[0])
            if reader.name.lower() not in CASTS:
                break
            name = reader.makes[0]
        return [], None

    def _added(self, under: Sequence[Op]) -> Iterator[float]:
        """Give what is added to the mean, where its number is known."""
        for op in under:
            for name in op.reads if op.word == "add" else ():
                found = self.program.fixed.get(name)
                yield from [float(each) for each in found.numbers or ()] if found is not None else ()

    def _closed(self, ops: Sequence[Op], inside: frozenset[int], last: Op) -> bool:
        """Say whether nobody else reads what is made between."""
        made = [name for op in ops for name in op.makes if name not in last.makes]
        outside = (reader for name in made for reader in self.readers.get(name, ()) if id(reader) not in inside)
        return next(outside, None) is None and not set(made) & set(self.program.outputs)


def rooted(program: Program) -> tuple[Mapping[int, Rooted], frozenset[int]]:
    """Give these norms of a graph by the operator that each ends with, and the operators that are inside."""
    if all(op.name.lower() not in ROOTS for op in program.ops):
        return {}, frozenset()
    finding = Finding(program)
    found = [made for op in program.ops if (made := finding.found(op)) is not None]
    inside = frozenset(number for each in found for number in each.inside if number != id(each.last))
    return {id(each.last): each for each in found}, inside

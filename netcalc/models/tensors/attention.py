"""Attention found among operators: projections, a product of queries and keys, shares of values, a projection back."""

from collections.abc import Iterator, Mapping
from math import prod
from typing import Any, Final, NamedTuple

from netcalc.models.entry import Path
from netcalc.models.tensors.program import Held, Op, Program, Shape
from netcalc.models.tensors.tiles import Tiles, tiled

MOVING: Final = frozenset({"view", "flatten", "unsqueeze", "squeeze", "permute", "expand", "select", "slice", "split",
                           "same", "dropout", "index", "where"})  # fmt: skip
JOINING: Final = frozenset({"add", "subtract", "multiply", "divide"})
FARTHEST: Final = 40


class Attention(NamedTuple):
    """One attention: the operator that it ends with, what it reads, its heads, its arrays, its module."""

    last: Op
    reads: tuple[str, ...]
    heads: int
    kv_heads: int
    size: int
    weights: tuple[Held, ...]
    biases: tuple[Held, ...]
    causal: bool
    path: Path
    inside: frozenset[int]
    tiles: Tiles | None = None
    table: Held | None = None


class Projection(NamedTuple):
    """A matrix product with an array: what it reads and makes, its weight and bias, its operators."""

    reads: str
    makes: str
    weight: Held
    bias: Held | None
    ops: tuple[Op, ...]


class Around(NamedTuple):
    """What is done to scores and maps besides: a mask, tiles, a table of biases."""

    causal: bool
    tiles: Tiles | None
    table: Held | None


class Finding:
    """A graph that is looked through: who makes a tensor, who reads it."""

    def __init__(self, program: Program) -> None:
        """Look up makers and readers."""
        self.program = program
        self.makers = {name: op for op in program.ops for name in op.makes}
        self.batch = max(1, next((shape[0] for _, shape, _ in program.inputs if shape), 1))
        self.readers: dict[str, list[Op]] = {}
        for op in program.ops:
            for name in dict.fromkeys(op.reads):
                self.readers.setdefault(name, []).append(op)

    def all(self) -> Iterator[Attention]:
        """Go through the attentions of a graph."""
        for op in self.program.ops:
            core = self._core(op)
            found = core and self._whole(*core)
            if found:
                yield found

    def _core(self, op: Op) -> tuple[tuple[str, str, str], str, list[Op], bool] | None:
        """Give queries, keys and values, what is made of them, and the operators between."""
        if op.word == "attention" and len(op.reads) > 2:
            return (op.reads[0], op.reads[1], op.reads[2]), op.makes[0], [op], bool(op.given.get("causal"))
        if op.word != "softmax":
            return None
        before, scores = self._back(op.reads[0], joins=True)
        if scores is None or scores.word != "matmul" or any(name in self.program.held for name in scores.reads):
            return None
        after, shares = self._on(op.makes[0])
        if shares is None or shares.word != "matmul" or len(shares.reads) < 2:
            return None
        return (
            (scores.reads[0], scores.reads[1], shares.reads[1]),
            shares.makes[0],
            [op, scores, shares, *before, *after],
            False,
        )

    def _whole(self, core: tuple[str, str, str], made: str, ops: list[Op], causal: bool) -> Attention | None:  # noqa: FBT001
        """Find the projections around a core; None where there are none, or something else reads what is between."""
        tables, made_of = self._added(ops)
        sources: list[Projection] = []
        for name in core:
            between, projection = self._projected(name)
            if projection is None:
                return None
            ops += between
            sources.append(projection)
        behind, closing = self._on(made)
        back = self._projection(closing) if closing else None
        if back is None:
            return None
        ops += [*behind, *back.ops, *(op for each in sources for op in each.ops)]
        tiles = tiled(self.program, self.makers, self.readers, sources[0].reads, back.makes)
        if len(tables) > (tiles is not None):
            return None
        ops += [*made_of, *(tiles.ops if tiles is not None else ())]
        inside = self._closed(ops, back.makes if tiles is None else tiles.last.makes[0])
        if inside is None:
            return None
        around = Around(causal, tiles, tables[0] if tables else None)
        return self._measured(core, sources, back, inside, around)

    def _added(self, ops: list[Op]) -> tuple[list[Held], list[Op]]:
        """Give the arrays that are learned and are added to scores, with what is done to them before."""
        asked = [name for op in ops if op.word == "add" for name in op.reads if self._learned(name)]
        tables, passed = list[Held](), list[Op]()
        while asked:
            name = asked.pop()
            if name in self.program.held:
                tables += [self.program.held[name]] if self.program.held[name].learned else []
                continue
            if name in self.makers:
                passed.append(self.makers[name])
                asked += self.makers[name].reads
        return tables, passed

    def _closed(self, ops: list[Op], last: str) -> frozenset[int] | None:
        """Give what is inside, with what asks it for its shape alone; None where somebody else reads what is made."""
        inside = set(map(id, ops))
        asked = [name for op in ops for name in op.makes if name != last]
        while asked:
            name = asked.pop()
            if name in self.program.outputs:
                return None
            for reader in self.readers.get(name, ()):
                if id(reader) in inside:
                    continue
                if not all(map(self._still, reader.makes)):
                    return None
                inside.add(id(reader))
                asked += reader.makes
        return frozenset(inside)

    def _measured(
        self,
        core: tuple[str, str, str],
        sources: list[Projection],
        back: Projection,
        inside: frozenset[int],
        around: Around,
    ) -> Attention | None:
        """Work out heads and sizes of the shapes that the file states, and hold them against the arrays."""
        shapes = self.program.shapes
        query, given = shapes.get(core[0]), self._shape(sources[0].reads)
        causal, tiles, table = around
        batch = self.batch if tiles is None or given is None else given[0]
        if query is None or given is None or len(query) < 3 or query[-2] * batch != prod(given[:-1]):
            return None
        depths = {each.reads: (self._shape(each.reads) or given)[-1] for each in sources}
        size, rows = query[-1], {each.makes: each.weight.size // depths[each.reads] for each in sources}
        heads = prod(query[:-1]) * size // max(1, prod(given[:-1]) * size)
        own = list({each.makes: each for each in sources}.values())
        total = sum(rows.values())
        kv_heads = (total // max(1, size) - heads) // 2
        biases = [each.bias for each in (*own, back)]
        even = all(biases) or not any(biases)
        fits = (
            heads > 0
            and kv_heads > 0
            and total == (heads + 2 * kv_heads) * size
            and back.weight.size == given[-1] * heads * size
        )
        reads = tuple(dict.fromkeys(each.reads for each in sources))
        if not even or not fits or len(reads) > 2 or sources[1].reads != sources[2].reads:
            return None
        if tiles is not None:
            reads = (tiles.reads,)
        path = _common([op.path for each in (*own, back) for op in each.ops])
        weights = tuple({each.weight.key: each.weight for each in (*own, back)}.values())  # parts of one are one
        held = tuple({bias.key: bias for bias in biases if bias is not None}.values())
        last, table = (tiles.last, table) if tiles is not None else (self._restored(back.ops[-1], given), None)
        if tiles is not None and (kv_heads != heads or not tiles.fits(table, heads)):
            return None
        return Attention(last, reads, heads, kv_heads, size, weights, held, causal, path, inside,
                         tiles, table)  # fmt: skip

    def _restored(self, op: Op, given: Shape) -> Op:
        """Go on to the view that takes batch and positions apart again, where they were one axis in the projection."""
        readers = self.readers.get(op.makes[0], [])
        shapes = [self.program.shapes.get(each.makes[0]) for each in readers]
        flat = len(self.program.shapes.get(op.makes[0], given)) < len(given)
        return readers[0] if flat and shapes == [given] and readers[0].word == "view" else op

    def _shape(self, name: str) -> Shape | None:
        return self.program.shapes.get(name) or self._input(name)

    def _input(self, name: str) -> Shape | None:
        return next((shape for each, shape, _ in self.program.inputs if each == name), None)

    def _variable(self, op: Op) -> str | None:
        """Give the one tensor that an operator reads which is no array and no constant; None where there are two."""
        found = [name for name in op.reads if name in self.makers or self._input(name) is not None]
        found = [name for name in found if not self._still(name)]
        return found[0] if len(found) == 1 else None

    def _still(self, name: str, depth: int = 0) -> bool:
        """Say whether a tensor hangs on no input, but for its shape."""
        op = self.makers.get(name)
        if op is None:
            return self._input(name) is None
        known = op.word in ("shape", "nothing", "compare")
        return known or (depth < 12 and all(self._still(each, depth + 1) for each in op.reads))

    def _back(self, name: str, *, joins: bool) -> tuple[list[Op], Op | None]:
        """Go back over what only moves values, to what makes them."""
        passed: list[Op] = []
        while len(passed) < FARTHEST:
            op = self.makers.get(name)
            if op is None or (op.word not in MOVING and not (op.word in JOINING and self._joins(op, joins=joins))):
                return passed, op
            passed.append(op)
            name = self._variable(op) or op.reads[0]
        return passed, None

    def _joins(self, op: Op, *, joins: bool) -> bool:
        """Say whether a join is with a constant, a mask or a scale, and no bias."""
        if any(name in self.program.held and not self.program.held[name].computed for name in op.reads):
            return False
        if any(self._learned(name) for name in op.reads) and not (joins and op.word == "add"):
            return False
        return self._variable(op) is not None or (joins and op.word == "add")

    def _learned(self, name: str, depth: int = 0) -> bool:
        """Say whether a tensor is made of an array that is learned, and of no input."""
        if name in self.program.held:
            return self.program.held[name].learned and not self.program.held[name].computed
        op = self.makers.get(name)
        return op is not None and depth < 8 and self._still(name, depth) and any(
            self._learned(each, depth + 1) for each in op.reads)  # fmt: skip

    def _on(self, name: str) -> tuple[list[Op], Op | None]:
        """Go on over what only moves values, to the one that reads them."""
        passed: list[Op] = []
        while len(passed) < FARTHEST:
            readers = self.readers.get(name, [])
            if len(readers) != 1:
                return passed, None
            if readers[0].word not in MOVING or len(readers[0].makes) != 1:
                return passed, readers[0]
            passed.append(readers[0])
            name = readers[0].makes[0]
        return passed, None

    def _projected(self, name: str) -> tuple[list[Op], Projection | None]:
        passed, op = self._back(name, joins=False)
        if op is not None and op.word == "add":
            bias = next((each for each in op.reads if each in self.program.held), None)
            product = self.makers.get(next((each for each in op.reads if each != bias), ""))
            found = self._projection(product) if bias is not None and product is not None else None
            return passed, found if found is not None and found.ops[-1] is op else None
        return passed, self._projection(op) if op is not None else None

    def _array(self, name: str) -> Held | None:
        """Give an array that is read, or one whose two axes are swapped before."""
        maker = self.makers.get(name)
        if maker is not None and maker.word == "split":
            return self._part(maker, name)
        if maker is None or maker.word != "permute":
            return self.program.held.get(name)
        found = self.program.held.get(maker.reads[0])
        if found is None or len(found.shape) != 2:
            return None
        return found._replace(shape=found.shape[::-1], turned=not found.turned)

    def _part(self, op: Op, name: str) -> Held | None:
        """Give the rows of an array that are taken from the others, as where queries read another volume than keys."""
        whole, sizes = self.program.held.get(op.reads[0]), op.given.get("sizes")
        if whole is None or not sizes or op.given.get("axis"):
            return None
        return whole._replace(shape=(sizes[op.makes.index(name)], *whole.shape[1:]))

    def _projection(self, op: Op) -> Projection | None:
        """Take an operator for a matrix product with an array, the sum with a bias behind it."""
        held = self.program.held
        weight = self._array(op.reads[1]) if op.word in ("fc", "matmul") and len(op.reads) > 1 else None
        if weight is None:
            return None
        bias = self._array(op.reads[2]) if len(op.reads) > 2 else None
        readers = self.readers.get(op.makes[0], [])
        if op.word == "matmul" and len(readers) == 1 and readers[0].word == "add":
            name = next((each for each in readers[0].reads if each in held and len(held[each].shape) == 1), None)
            if name is not None:
                return Projection(op.reads[0], readers[0].makes[0], weight, held[name], (op, readers[0]))
        return Projection(op.reads[0], op.makes[0], weight, bias, (op,)) if len(weight.shape) == 2 else None


def _common(paths: list[Path]) -> Path:
    """Give the module that all stand in."""
    made: list[str] = []
    for parts in zip(*paths, strict=False):
        if len(set(parts)) > 1:
            break
        made.append(parts[0])
    return tuple(made)


def attentions(program: Program) -> tuple[Mapping[int, Attention], frozenset[int]]:
    """Give the attentions of a graph by the operator that each ends with, and the operators that are inside."""
    words: set[Any] = {op.word for op in program.ops}
    if not words & {"attention", "softmax"}:
        return {}, frozenset()
    found = list(Finding(program).all())
    inside = frozenset(number for each in found for number in each.inside if number != id(each.last))
    return {id(each.last): each for each in found}, inside

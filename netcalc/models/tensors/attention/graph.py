"""A graph that is looked through: who makes a tensor, who reads it, what hangs on no input, which arrays are read."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from netcalc.models.tensors.leading import leading
from netcalc.models.tensors.program import Held, Op, Program, Shape, readers_of

MOVING: Final = frozenset({"view", "flatten", "unsqueeze", "squeeze", "permute", "expand", "select", "slice", "split",
                           "same", "dropout", "index", "where"})  # fmt: skip
WEIGHTLESS: Final = MOVING | {"add", "subtract", "multiply", "divide", "concat", "stack", "reduce", "clip", "layernorm",
                              "rmsnorm"}  # fmt: skip
STILL: Final = ("view", "same")
UNREAL: Final = frozenset({"shape", "nothing", "compare"})  # what is made hangs on shapes, or is a mask
FARTHEST: Final = 100
FLAT: Final = 2


class Projection(NamedTuple):
    """A matrix product with an array: what it reads and makes, its weight and bias, its operators.

    `flat`: what makes one axis of several positions before it.
    """

    reads: str
    makes: str
    weight: Held
    bias: Held | None
    ops: tuple[Op, ...]
    flat: tuple[Op, ...] = ()


class Graph:
    """Makers and readers of tensors, and the tensors that flow: those that hang on an input."""

    def __init__(self, program: Program) -> None:
        """Look everything up once."""
        self.program, self.shapes = program, program.shapes
        self.makers = {name: op for op in program.ops for name in op.makes}
        self.places = {id(op): place for place, op in enumerate(program.ops)}
        self.wholes = {array.key: array for array in program.held.values()}
        self.order = {key: place for place, key in enumerate(self.wholes)}
        self.inputs = {name: shape for name, shape, _ in program.inputs}
        _, self.batch = leading(program)
        self.readers = readers_of(program.ops)
        self.flowing = set(self.inputs)
        for op in program.ops:
            if op.word not in UNREAL and self.flowing.intersection(op.reads):
                self.flowing.update(op.makes)

        self.used = set(program.outputs)
        for op in reversed(program.ops):
            if self.used.intersection(op.makes):
                self.used.update(op.reads)

    def going_on(self, name: str) -> list[Op]:
        """List the readers of a tensor that make others which flow, and are of use."""
        return [op for op in self.readers.get(name, ()) if any(
            made in self.flowing and made in self.used for made in op.makes)]  # fmt: skip

    def shape(self, name: str) -> Shape | None:
        """Give the shape of a tensor, where the file states it."""
        return self.shapes.get(name) or self.inputs.get(name)

    def unflattened(self, name: str) -> str:
        """Go back to where positions that are one axis were several, as exporters have them for a product."""
        op, shape = self.makers.get(name), self.shape(name)
        if op is None or op.word not in ("view", "flatten") or not op.reads or not shape or len(shape) != FLAT:
            return name
        came = self.shape(op.reads[0])
        return op.reads[0] if came and len(came) > FLAT and came[-1] == shape[-1] else name

    def multiplies(self, op: Op) -> bool:
        """Say whether an operator is a product of two tensors that flow."""
        return op.word in ("matmul", "einsum") and len(op.reads) == 2 and self.flowing.issuperset(op.reads)

    def between(self, name: str, sought: Callable[[Op], Sequence[Op]]) -> tuple[list[Op], tuple[Op, ...]]:
        """Go back over what weighs nothing, to the one that is sought: what lies on the way, and its operators.

        What stands beside the way, as a mask, is passed over; nothing is given where there are several.
        """
        passed, ends, asked = dict[int, Op](), dict[int, tuple[Op, ...]](), [name]
        while asked and len(passed) < FARTHEST:
            each = asked.pop()
            op = self.makers.get(each)
            if op is None or each not in self.flowing or id(op) in passed:
                continue
            if found := sought(op):
                ends[id(op)] = tuple(found)
            elif op.word in WEIGHTLESS:
                passed[id(op)] = op
                asked += op.reads
        if len(ends) != 1:
            return [], ()
        (end,) = ends.values()
        return list(self._onward(end[-1], passed)), end

    def _onward(self, end: Op, passed: dict[int, Op]) -> Iterator[Op]:
        """List those of some operators that hang on what one of them makes."""
        made = set(end.makes)
        for op in sorted(passed.values(), key=lambda each: self.places[id(each)]):
            if made.intersection(op.reads):
                made.update(op.makes)
                yield op

    def onward(self, name: str) -> tuple[list[Op], Op | None]:
        """Go on over what only moves values, or takes them times a number, to the one that reads them."""
        passed: list[Op] = []
        while len(passed) < FARTHEST:
            readers = self.going_on(name)
            if len(readers) != 1:
                return passed, None
            (op,) = readers
            scaled = op.word in ("multiply", "divide") and len(self.flowing.intersection(op.reads)) == 1
            if (op.word not in MOVING and not scaled) or len(op.makes) != 1:
                return passed, op
            passed.append(op)
            name = op.makes[0]
        return passed, None

    def projection(self, op: Op) -> Projection | None:
        """Take an operator for a matrix product with an array, or for the sum with a bias behind one."""
        if op.word == "add":
            found = next((made for name in op.reads if (made := self._product(name)) is not None), None)
            return found if found is not None and found.ops[-1] is op else None
        weight = self.array(op.reads[1]) if op.word in ("fc", "matmul") and len(op.reads) > 1 else None
        if weight is None or op.reads[0] not in self.flowing or len(weight.shape) != FLAT:
            return None
        reads = self.unflattened(op.reads[0])
        flat = (self.makers[op.reads[0]],) if reads != op.reads[0] else ()
        if op.word == "fc":
            bias = self.array(op.reads[2]) if len(op.reads) > 2 and op.reads[2] else None
            return Projection(reads, op.makes[0], weight, bias, (op,), flat)
        behind, bias = self._biased(op)
        return Projection(reads, (behind or (op,))[-1].makes[0], weight, bias, (op, *behind), flat)

    def _product(self, name: str) -> Projection | None:
        """Go back over views to a matrix product with an array."""
        for _ in range(FARTHEST):
            op = self.makers.get(name)
            if op is None or op.word not in STILL or not op.reads:
                return self.projection(op) if op is not None and op.word == "matmul" else None
            name = op.reads[0]
        return None

    def _biased(self, op: Op) -> tuple[tuple[Op, ...], Held | None]:
        """Go on from a product, over views, to the sum with a row of numbers that is learned."""
        passed: list[Op] = []
        while len(readers := self.going_on((passed or [op])[-1].makes[0])) == 1 and len(passed) < FARTHEST:
            passed.append(readers[0])
            if readers[0].word == "add":
                rows = (self.array(name) for name in readers[0].reads if name not in self.flowing)
                found = next((each for each in rows if each is not None and len(each.shape) == 1), None)
                return (tuple(passed), found) if found is not None else ((), None)
            if readers[0].word not in STILL:
                break
        return (), None

    def array(self, name: str, passed: int = 0) -> Held | None:
        """Give an array that is read, as it is, or as it is turned, taken apart or set in part before."""
        held, maker = self.program.held.get(name), self.makers.get(name)
        if held is not None or maker is None or name in self.flowing:
            return held
        found = self.array(maker.reads[0], passed + 1) if maker.reads and passed < FARTHEST else None
        if found is None:
            return None
        if maker.word == "permute":
            return found._replace(shape=found.shape[::-1], turned=not found.turned) if len(found.shape) == 2 else None
        if maker.word == "split":
            return self._part(maker, name, found)
        made = self.shapes.get(name) or ()
        repeated = maker.word in ("expand", "view") and made[-len(found.shape) :] == found.shape  # for each example
        return found if maker.word == "same" or repeated or made == found.shape else None

    def _part(self, op: Op, name: str, whole: Held) -> Held | None:
        """Give the rows of an array that are taken from the others, as where queries read another volume than keys."""
        if op.given.get("axis") or not whole.shape:
            return None
        sizes = op.given.get("sizes") or [-(-whole.shape[0] // len(op.makes))] * len(op.makes)
        place = op.makes.index(name)
        return whole._replace(shape=(sizes[place], *whole.shape[1:])) if place < len(sizes) else None

    def learned(self, names: Sequence[str]) -> tuple[list[Held], list[Op]]:
        """Give the arrays that tensors which do not flow are made of, and the operators that make them."""
        held, ops, asked = dict[str, Held](), dict[int, Op](), [name for name in names if name not in self.flowing]
        while asked:
            name = asked.pop()
            array, op = self.program.held.get(name), self.makers.get(name)
            if array is not None and array.learned and not array.computed:
                held[array.key] = array
            elif op is not None and id(op) not in ops:
                ops[id(op)] = op
                asked += [each for each in op.reads if each not in self.flowing]
        listed = sorted(held, key=lambda key: self.order[key])  # as the file has them
        return [held[key] for key in listed], list(ops.values())

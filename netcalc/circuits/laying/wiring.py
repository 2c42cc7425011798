"""A program laid out as a circuit: parts in order of evaluation, each knowing what it reads."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from math import prod
from typing import Final

from netcalc import problems
from netcalc.circuits.laying.told import told
from netcalc.circuits.ops import ALIKE, FUNCTIONS, NAMED, PAIRED
from netcalc.circuits.reading.places import wrong
from netcalc.circuits.reading.program import PRODUCT, Program, Stage
from netcalc.circuits.reading.syntax import Applied, Indexed
from netcalc.circuits.shapes import Misshapen, Shape, bounded, shape_of
from netcalc.reference.circuit.keys import Key, spelt
from netcalc.reference.circuit.parts import Part
from netcalc.text.numbers.expression import Constant, Name, Operation, Tree

ARRAY: Final = "out"  # another array that nobody named
MOST_PARTS: Final = 20_000
DEEPEST_LAID: Final = 250  # a tree is no deeper than 200

Scope = Mapping[str, int]  # the inputs of a function of the text's own


class Wiring:
    """Lays the gates of a program in a row; a name used twice is one input."""

    def __init__(self, program: Program, shapes: Mapping[str, Shape]) -> None:
        """Wire this program, with inputs of these shapes."""
        self.program, self.text, self.shapes = program, program.text, shapes
        self.taken = {*shapes, *program.names}
        self.parts: list[Part] = []
        self.places: dict[str, int] = {}
        self.trees: dict[int, Tree] = {}  # what a gate was laid for
        self.counts: Counter[str] = Counter()
        self.held = self.work = self.depth = 0

    def lay_all(self) -> None:
        """Lay all stages; the output is then the last part."""
        last = -1
        for stage in self.program.stages:
            last = self._stage(stage)
        if last != len(self.parts) - 1:
            self.gate("identity", last, column=self.program.stages[-1].tree.column)

    def _stage(self, stage: Stage) -> int:
        before = len(self.parts)
        made = self.lay(stage.tree, {}, stage.name)
        if stage.name is None:
            self._called_out(made, before)
            return made
        if made < before or self.parts[made].name != stage.name:
            made = self.gate("identity", made, column=stage.at, name=stage.name)
        self.places[stage.name] = made
        return made

    def _called_out(self, made: int, before: int) -> None:
        """Give an array that is the output, and that nobody named, its name."""
        part = self.parts[made]
        if made >= before and part.op not in ("", "matmul") and part.shape and ARRAY not in self.taken:
            self.parts[made] = replace(part, name=ARRAY)

    def lay(self, tree: Tree, scope: Scope, name: str | None = None) -> int:
        """Lay a tree; its number comes back. The gate that ends it bears the name."""
        if isinstance(tree, Constant):
            return self.constant(self._float(tree, 1), tree.column)
        if isinstance(tree, Name):
            return scope[tree.name] if tree.name in scope else self._input(tree)
        operands = tree.operands
        if tree.op == "neg" and isinstance(operands[0], Constant):
            return self.constant(self._float(operands[0], -1), tree.column)
        made = self._laid(tree, self._read(operands, scope), name)
        self.trees.setdefault(made, tree)
        return made

    def _laid(self, tree: Operation, read: list[int], name: str | None) -> int:
        if isinstance(tree, Applied):
            return self._applied(tree, read, name)
        if isinstance(tree, Indexed):
            return self._indexed(tree, read[0], name)
        return self._operation(tree, read, name)

    def _read(self, operands: tuple[Tree, ...], scope: Scope) -> list[int]:
        """Lay what an operation is applied to."""
        self.depth += 1
        if self.depth > DEEPEST_LAID:
            message = f"with the functions that it calls this nests deeper than {DEEPEST_LAID}"
            raise wrong(self.text, operands[0].column, message, code=problems.LIMIT_EXCEEDED)
        read = [self.lay(operand, scope) for operand in operands]
        self.depth -= 1
        return read

    def _operation(self, tree: Operation, read: list[int], name: str | None) -> int:
        op = self._op(tree, read)
        made = read[0]
        if len(read) == 1:
            return self.gate(op, made, column=tree.column, name=name)
        for place, operand in enumerate(read[1:], start=2):
            last = name if place == len(read) else None
            made = self.gate(op, made, operand, column=tree.column, name=last)
        return made

    def _op(self, tree: Operation, read: list[int]) -> str:
        """Say which gate a sign or a word stands for; that may hang on the shapes."""
        op = NAMED.get(tree.op, tree.op)
        numbers = [not self.parts[number].shape for number in read]
        if op == "dot":
            return "mul" if any(numbers) else "matmul"
        if op in PAIRED and len(read) == 1 and numbers[0]:
            hint = f"{op}(x) of one array is its {'largest' if op == 'max' else 'smallest'} value"
            raise wrong(self.text, tree.column, f"{op} takes two inputs or more, not 1", hint=hint)
        if op in FUNCTIONS and op not in PAIRED and len(read) > 1:
            raise wrong(self.text, tree.column, f"{op} takes one input, not {len(read)}")
        return ALIKE.get(op, op) if len(read) == 1 and numbers[0] else op

    def _applied(self, tree: Applied, read: list[int], name: str | None) -> int:
        function = self.program.functions[tree.name]
        if len(read) != len(function.parameters):
            message = f"{tree.name} takes {len(function.parameters)} inputs, not {len(read)}"
            raise wrong(self.text, tree.column, message)
        self.depth += 1
        made = self.lay(function.tree, dict(zip(function.parameters, read, strict=True)), name)
        self.depth -= 1
        return made

    def _indexed(self, tree: Indexed, read: int, name: str | None) -> int:
        """Put a place of an array, once however often it is read."""
        called = name or f"{self.parts[read].name}[{spelt(tree.key)}]"
        if called not in self.places:
            self.places[called] = self.gate("index", read, column=tree.column, name=called, key=tree.key)
        return self.places[called]

    def gate(self, op: str, *inputs: int, column: int, name: str | None = None, key: Key = ()) -> int:
        """Put a gate after what it reads."""
        made = self._name(op)
        read = [self.parts[number] for number in inputs]
        try:
            shape, work = shape_of(op, *(part.shape for part in read), key=key)
            self.work += work
            bounded(self.held + prod(shape), self.work, len(self.shapes))
            self._few()
        except Misshapen as misfit:
            about = f"{name or made} reads {' and '.join(map(self._told, inputs))}: {misfit}"
            raise wrong(self.text, column, about, code=misfit.code, gate=name or made, hint=misfit.hint) from None
        return self._put(Part(name or made, op, inputs, shape, column=column, work=work, key=key))

    def _told(self, number: int) -> str:
        """Call a part in a sentence by what somebody wrote for it."""
        part = self.parts[number]
        named = number not in self.trees or part.name in self.program.names
        return part.name if named else told(self.trees[number]) or part.name

    def constant(self, value: float, column: int) -> int:
        """Put a number."""
        return self._put(Part(f"{value:.15g}", constant=value, column=column))

    def _few(self) -> None:
        if len(self.parts) >= MOST_PARTS:
            message = f"more than {MOST_PARTS:,} gates"
            raise Misshapen(message, problems.LIMIT_EXCEEDED)

    def _put(self, part: Part) -> int:
        self.held += prod(part.shape)
        self.parts.append(part)
        return len(self.parts) - 1

    def _input(self, tree: Name) -> int:
        if tree.name not in self.places:
            self.places[tree.name] = self._put(Part(tree.name, shape=self.shapes[tree.name], column=tree.column))
        return self.places[tree.name]

    def _name(self, op: str) -> str:
        """Call a gate after its kind and its place among its kind; a product of matrices D."""
        while True:
            self.counts[op] += 1
            count = self.counts[op]
            name = f"{op}{count}" if op != "matmul" else PRODUCT if count == 1 else f"{PRODUCT}{count}"
            if name not in self.taken:
                return name

    def _float(self, tree: Constant, sign: int) -> float:
        try:
            return float(sign * tree.value)
        except OverflowError:
            message = "this number is too large"
            raise wrong(self.text, tree.column, message, code=problems.NOT_FINITE) from None

"""An expression laid out as a circuit: parts in order of evaluation, each knowing what it reads."""

from collections import Counter
from collections.abc import Mapping
from math import prod
from typing import Final

from netcalc import problems
from netcalc.circuits.notation import original, wrong
from netcalc.circuits.ops import ALIASES, FUNCTIONS, NAMED, PAIRED
from netcalc.circuits.shapes import Misshapen, Shape, bounded, shape_of
from netcalc.problems import Problem, SpecError
from netcalc.reference.circuit.parts import Part
from netcalc.text.nearness import slipped
from netcalc.text.numbers.expression import Constant, Name, Operation, Tree

PRODUCT: Final = "D"  # what the lecture calls a product of matrices


class Wiring:
    """Lays the gates of a tree in a row; a name used twice is one input."""

    def __init__(self, text: str, shapes: Mapping[str, Shape]) -> None:
        """Wire this text, with inputs of these shapes."""
        self.text, self.shapes = text, shapes
        self.parts: list[Part] = []
        self.places: dict[str, int] = {}
        self.counts: Counter[str] = Counter()
        self.held = self.work = 0

    def lay(self, tree: Tree) -> int:
        """Lay a tree; its number comes back."""
        if isinstance(tree, Constant):
            return self.constant(self._float(tree, 1), tree.column)
        if isinstance(tree, Name):
            return self._input(tree)
        operands = tree.operands
        if tree.op == "neg" and isinstance(operands[0], Constant):
            return self.constant(self._float(operands[0], -1), tree.column)
        op = NAMED.get(tree.op, tree.op)
        self._counted(tree, op)
        made = self.lay(operands[0])
        if len(operands) == 1:
            return self.gate(op, made, column=tree.column)
        for operand in operands[1:]:
            made = self.gate(op, made, self.lay(operand), column=tree.column)
        return made

    def gate(self, op: str, *inputs: int, column: int) -> int:
        """Put a gate after what it reads."""
        name = self._name(op)
        read = [self.parts[number] for number in inputs]
        try:
            shape, work = shape_of(op, *(part.shape for part in read))
            self.work += work
            bounded(self.held + prod(shape), self.work, len(self.shapes))
        except Misshapen as misfit:
            about = f"{name} reads {' and '.join(part.name for part in read)}: {misfit}"
            raise wrong(self.text, original(self.text, column), about, code=misfit.code, gate=name) from None
        return self._put(Part(name, op, inputs, shape, column=column, work=work))

    def constant(self, value: float, column: int) -> int:
        """Put a number."""
        return self._put(Part(f"{value:.15g}", constant=value, column=column))

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
            if name not in self.shapes:
                return name

    def _float(self, tree: Constant, sign: int) -> float:
        try:
            return float(sign * tree.value)
        except OverflowError:
            message = "this number is too large"
            raise wrong(self.text, original(self.text, tree.column), message, code=problems.NOT_FINITE) from None

    def _counted(self, tree: Operation, op: str) -> None:
        if op in FUNCTIONS and (len(tree.operands) == 1) == (op in PAIRED):
            takes = "two inputs or more" if op in PAIRED else "one input"
            message = f"{op} takes {takes}, not {len(tree.operands)}"
            raise wrong(self.text, original(self.text, tree.column), message)


def names(tree: Tree) -> dict[str, int]:
    """Give the names of a tree, in order, with the column where each is first used."""
    if isinstance(tree, Name):
        return {tree.name: tree.column}
    found: dict[str, int] = {}
    for operand in tree.operands if isinstance(tree, Operation) else ():
        for name, column in names(operand).items():
            found.setdefault(name, column)
    return found


def check_names(text: str, tree: Tree, given: Mapping[str, object]) -> None:
    """Refuse names without a value, and values without a name, all at once."""
    used = names(tree)
    found: list[Problem] = []
    for name, column in used.items():
        if name not in given:
            message, hint = f"{name} has no value", _hint(name, given)
            error = wrong(text, original(text, column), message, code=problems.UNKNOWN_REFERENCE, hint=hint)
            found += error.problems
    for name in given:
        if name not in used:
            message = f"{name} has a value, but is not in the expression"
            near = slipped(name, used)
            hint = f"did you mean {near}?" if near else ""
            found.append(Problem(code=problems.UNKNOWN_REFERENCE, message=message, hint=hint))
    if found:
        raise SpecError(found)


def _hint(name: str, given: Mapping[str, object]) -> str:
    factors = [(name[:place], name[place:]) for place in range(1, min(len(name), 100))]
    product = next((f"{one} * {other}" for one, other in factors if one in given and other in given), None)
    if product:
        return f"a product is written with a sign: {product}"
    function = name if name in FUNCTIONS else ALIASES.get(name.lower())
    near = slipped(name, given)
    if function or near:
        return f"write {function}(...)" if function else f"did you mean {near}?"
    return "e to the power of x is written exp(x)" if name == "e" else f"give {name}=VALUE"

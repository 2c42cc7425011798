"""One circuit in other gates: sigmoid and its like broken into primitive ones, or grouped again."""

from dataclasses import replace

from netcalc.circuits.laying.wiring import Wiring
from netcalc.circuits.reading.program import Program
from netcalc.reference.circuit.keys import Key
from netcalc.text.numbers.expression import Constant, Operation, Tree


class Expanded(Wiring):
    """Lays primitive gates where a function is made of them."""

    def gate(self, op: str, *inputs: int, column: int, name: str | None = None, key: Key = ()) -> int:
        """Put the primitive gates of a gate; the last bears the name."""
        made = self._primitive(op, inputs[0], column, name)
        return super().gate(op, *inputs, column=column, name=name, key=key) if made is None else made

    def _primitive(self, op: str, u: int, column: int, name: str | None) -> int | None:
        match op:
            case "sigmoid":
                return self._sigmoid(u, column, name)
            case "tanh":
                return self._tanh(u, column, name)
            case "relu":
                return self.gate("max", self.constant(0, column), u, column=column, name=name)
            case "leaky_relu":
                leak = self.gate("mul", self.constant(0.01, column), u, column=column)
                return self.gate("max", leak, u, column=column, name=name)
        return None

    def _sigmoid(self, u: int, column: int, name: str | None) -> int:
        """Lay 1 / (1 + exp(-u))."""
        grown = self._exp_of_minus(u, column)
        below = self.gate("add", self.constant(1, column), grown, column=column)
        return self.gate("div", self.constant(1, column), below, column=column, name=name)

    def _tanh(self, u: int, column: int, name: str | None) -> int:
        """Lay (exp(u) - exp(-u)) / (exp(u) + exp(-u)), in which u and both exponentials fork."""
        up = self.gate("exp", u, column=column)
        down = self._exp_of_minus(u, column)
        above = self.gate("sub", up, down, column=column)
        return self.gate("div", above, self.gate("add", up, down, column=column), column=column, name=name)

    def _exp_of_minus(self, u: int, column: int) -> int:
        return self.gate("exp", self.gate("neg", u, column=column), column=column)


def all_grouped(program: Program) -> Program:
    """Group the sigmoids of every stage and function."""
    stages = tuple(replace(stage, tree=grouped(stage.tree)) for stage in program.stages)
    functions = {name: replace(each, tree=grouped(each.tree)) for name, each in program.functions.items()}
    return replace(program, stages=stages, functions=functions)


def grouped(tree: Tree) -> Tree:
    """Put one sigmoid for every 1 / (1 + exp(-u)), as the lecture advises.

    >>> from netcalc.circuits.reading.program import understood
    >>> grouped(understood("1 / (1 + exp(-x))").stages[0].tree).op
    'sigmoid'
    """
    if not isinstance(tree, Operation):
        return tree
    u = _inside(tree)
    if u is not None:
        return Operation("sigmoid", (grouped(u),), tree.column)
    return replace(tree, operands=tuple(map(grouped, tree.operands)))


def _inside(tree: Operation) -> Tree | None:
    """Give u where a tree is 1 / (1 + exp(-u)) or (1 + exp(-u)) ** -1."""
    left, below = tree.operands if len(tree.operands) == 2 else (tree, tree)
    if tree.op == "**" and isinstance(below, Operation) and below.op == "neg" and _one(below.operands[0]):
        left, below = below.operands[0], left
    elif tree.op != "/":
        return None
    if not _one(left) or not isinstance(below, Operation) or below.op != "+":
        return None
    one, grown = below.operands if _one(below.operands[0]) else reversed(below.operands)
    if not _one(one) or not isinstance(grown, Operation) or grown.op != "exp" or len(grown.operands) != 1:
        return None
    return _negated(grown.operands[0])


def _one(tree: Tree) -> bool:
    return isinstance(tree, Constant) and tree.value == 1


def _negated(tree: Tree) -> Tree | None:
    """Give u where a tree is -u: the sign may stand before a product's, or a sum's, first part."""
    if not isinstance(tree, Operation):
        return None
    if tree.op == "neg":
        return tree.operands[0]
    if tree.op not in ("*", "/", "@", "-"):
        return None
    first, second = tree.operands
    u = _negated(first)
    if u is None:
        return None
    if tree.op == "*" and _one(u):
        return second
    return Operation("+" if tree.op == "-" else tree.op, (u, second), tree.column)

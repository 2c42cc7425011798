"""Shapes that follow from others: X is 10x3 and dD is 5x3, so W is 5x10 in D = W @ X."""

from collections.abc import Mapping
from typing import Final

from netcalc.circuits.laying.told import told
from netcalc.circuits.ops import NAMED
from netcalc.circuits.reading.places import wrong
from netcalc.circuits.reading.program import Program
from netcalc.circuits.reading.syntax import Applied, Indexed
from netcalc.circuits.shapes import Misshapen, Shape, shape_of, spoken
from netcalc.problems import SHAPE_MISMATCH, SpecError
from netcalc.text.counted import counted
from netcalc.text.numbers.expression import Constant, Name, Operation, Tree

SAME: Final = frozenset({
    "exp", "log", "sqrt", "sigmoid", "tanh", "relu", "leaky_relu", "step", "abs", "sin", "cos", "neg", "softmax",
    "log_softmax",
})  # fmt: skip
MOST_ROUNDS: Final = 50


def following(program: Program, known: Mapping[str, Shape], upstream: Shape | None) -> dict[str, Shape]:
    """Work out the shapes of names that have none, as far as they follow; `upstream` is that of the last stage."""
    found = _Shapes(program, dict(known))
    for _ in range(MOST_ROUNDS):
        before = len(found.known)
        for stage in program.stages:
            shape = found.of(stage.tree)
            if shape is not None and stage.name:
                found.learn(stage.name, shape)
        found.wanted(program.stages[-1].tree, upstream)
        for stage in reversed(program.stages):
            found.wanted(stage.tree, found.known.get(stage.name or ""))
        if len(found.known) == before:
            break
    return {name: shape for name, shape in found.known.items() if name not in known and name not in program.names}


class _Shapes:
    """The shapes that are known so far."""

    def __init__(self, program: Program, known: dict[str, Shape]) -> None:
        self.program, self.known = program, known
        self.seen: dict[int, Shape | None] = {}

    def learn(self, name: str, shape: Shape) -> None:
        """Take it that a name has a shape, unless it has one."""
        if name not in self.known:
            self.known[name] = shape
            self.seen.clear()

    def of(self, tree: Tree) -> Shape | None:
        """Give the shape of what a tree makes; None where it is not known, or does not fit."""
        if id(tree) not in self.seen:
            self.seen[id(tree)] = self._of(tree)
        return self.seen[id(tree)]

    def _of(self, tree: Tree) -> Shape | None:
        if isinstance(tree, Constant):
            return ()
        if isinstance(tree, Name):
            return self.known.get(tree.name)
        if isinstance(tree, Applied):
            return None
        shapes = [self.of(each) for each in tree.operands]
        op = NAMED.get(tree.op, tree.op)
        read = [shape for shape in shapes if shape is not None]
        if op == "dot":
            op = "mul" if () in read else "matmul"
        if len(read) < len(shapes):
            return None
        try:
            made = shape_of(op, *read[:2], key=tree.key if isinstance(tree, Indexed) else ())[0]
            for shape in read[2:]:
                made = shape_of(op, made, shape)[0]
        except Misshapen:
            return None
        return made

    def wanted(self, tree: Tree, shape: Shape | None) -> None:
        """Take it that a tree makes this shape, and learn what its names are."""
        if shape is None or isinstance(tree, Constant):
            return
        if isinstance(tree, Name):
            self.learn(tree.name, shape)
        elif tree.op in SAME:
            self.wanted(tree.operands[0], shape)
        elif tree.op == "transpose":
            self.wanted(tree.operands[0], shape[::-1])
        elif tree.op in ("@", "dot"):
            self._product(tree, shape)
        elif tree.op in NAMED and len(tree.operands) == 2:
            self._together(tree, shape)

    def _product(self, tree: Operation, shape: Shape) -> None:
        """Learn one side of W @ X from the other: 5x3 = 5x10 @ 10x3; a dot's is an array, not a number."""
        left, right = (self.of(each) for each in tree.operands)
        if left is None and right:
            if len(right) > 1 and shape[-1:] != right[-1:]:
                raise self._none_fits(tree, 0, right, shape, f", so the product has {counted(right[-1], 'column')}")
            if len(right) == 1 and len(shape) > 1:
                raise self._none_fits(tree, 0, right, shape, ", so the product has one axis at most")
            left = (*(shape if len(right) == 1 else shape[:-1]), right[0])
        elif right is None and left:
            if shape[: len(left) - 1] != left[:-1]:
                raise self._none_fits(tree, 1, left, shape, f", so the product has {counted(left[0], 'row')}")
            if len(left) == 1 and len(shape) > 1:
                raise self._none_fits(tree, 1, left, shape, ", so the product has one axis at most")
            right = (left[-1], *shape[len(left) - 1 :])
        self.wanted(tree.operands[0], left)
        self.wanted(tree.operands[1], right)

    def _none_fits(self, tree: Operation, place: int, known: Shape, made: Shape, so: str) -> SpecError:
        """Say that no array can stand on one side of a gate, and why."""
        mine, other = (told(each) or "the other side" for each in (tree.operands[place], tree.operands[1 - place]))
        message = f"this cannot be {spoken(made)}, whatever {mine} is: {other} is {spoken(known)}{so}"
        return wrong(self.program.text, tree.operands[place].column, message, code=SHAPE_MISMATCH)

    def _together(self, tree: Operation, shape: Shape) -> None:
        """Learn one side where the other is a number: then nothing is stretched."""
        one, other = (self.of(each) for each in tree.operands)
        known = one if other is None else other if one is None else None
        if known is not None and not _stretched(known, shape):
            raise self._none_fits(tree, 0 if one is None else 1, known, shape, "")
        self.wanted(tree.operands[0], shape if one is None and other == () != shape else one)
        self.wanted(tree.operands[1], shape if other is None and one == () != shape else other)


def _stretched(one: Shape, made: Shape) -> bool:
    """Say whether an array may be stretched to a shape, value by value."""
    try:
        return shape_of("add", one, made)[0] == made
    except Misshapen:
        return False

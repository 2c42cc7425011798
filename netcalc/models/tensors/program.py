"""What a graph of operators says, whichever tool wrote it: operators by our words, tensors by name."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from netcalc.models.entry import Path

Shape: TypeAlias = tuple[int, ...]


class Held(NamedTuple):
    """An array of the file: what it is told by, its shape, whether it is trained.

    `turned`: its axes are swapped. `computed`: its name is an exporter's, so that it may be no weight but a constant.
    `numbers`: those of a short row, which may be factors and no weights.
    """

    key: str
    shape: Shape
    learned: bool = True
    turned: bool = False
    computed: bool = False
    numbers: tuple[Any, ...] | None = None

    @property
    def size(self) -> int:
        """How many numbers it holds."""
        made = 1
        for extent in self.shape:
            made *= extent
        return made


class Fixed(NamedTuple):
    """A tensor that hangs on no input and is no array of the model: its shape, and its numbers where they are few."""

    shape: Shape
    numbers: tuple[Any, ...] | None = None


class Op(NamedTuple):
    """An operator: our word (empty: not known), its own name, tensors by name, what else it is given, where it stands.

    What is given has the same names whichever tool wrote it: size, stride, pads (all begins, then all ends), dilation,
    groups, ceil, axis, axes, keep, numbers.
    """

    word: str
    name: str
    reads: tuple[str, ...]
    makes: tuple[str, ...]
    given: Mapping[str, Any]
    path: Path
    place: str


class Branch(NamedTuple):
    """A graph inside an operator: its own operators, what leaves it, what it reads of the graph around it."""

    ops: tuple[Op, ...]
    makes: tuple[str, ...]
    reads: tuple[str, ...]


class Program(NamedTuple):
    """A graph: what comes in (whole numbers are told), arrays, constants, stated shapes, operators, what leaves.

    `depths` says which axis of a tensor the depth is, where the file does. `resolve` puts what an operator is given in
    our words when what it reads is known. `misfit` says why an operator cannot take the shapes that it reads, None
    where they are not certain: `guessed` are those whose shape nobody states.
    """

    inputs: tuple[tuple[str, Shape, bool], ...]
    outputs: tuple[str, ...]
    held: Mapping[str, Held]
    fixed: Mapping[str, Fixed]
    shapes: Mapping[str, Shape]
    ops: tuple[Op, ...]
    classes: Mapping[Path, str]
    unread: tuple[Held, ...] = ()
    depths: Mapping[str, int] = MappingProxyType({})
    resolve: "Callable[[Op, Mapping[str, Any]], Op]" = lambda op, _: op
    misfit: "Callable[[Op, Mapping[str, Any], Sequence[Shape | None]], str]" = lambda _, __, ___: ""
    guessed: frozenset[str] = frozenset()


def readers_of(ops: Sequence[Op]) -> dict[str, list[Op]]:
    """Say who reads each tensor, in branches too; an operator that reads one twice is there twice."""
    readers: dict[str, list[Op]] = {}
    waiting = list(reversed(ops))
    while waiting:
        op = waiting.pop()
        for name in op.reads:
            readers.setdefault(name, []).append(op)
        for branch in reversed(op.given.get("branches", ())):
            waiting += reversed(branch.ops)
    return readers

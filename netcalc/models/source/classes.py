"""The classes of a program: one for all uses of a block that are alike, with what differs as its parameters."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from netcalc.models.source.naming import free
from netcalc.models.source.piece import NEEDED, Arg, Constant
from netcalc.models.source.tree import Item, Leaf, Use, args, shapes

MOST_TIMES: Final = 8


class Parameter(NamedTuple):
    """A parameter of a class: its name, the argument that it is, its default where it has one."""

    name: str
    column: int
    default: object = NEEDED


class Taken(NamedTuple):
    """A parameter as an argument takes it: so many times, or half of it."""

    name: str
    times: int = 1
    half: bool = False

    @property
    def text(self) -> str:
        """Write it as arithmetic."""
        if self.half:
            return f"{self.name} // 2"
        return self.name if self.times == 1 else f"{self.times} * {self.name}"


@dataclass(frozen=True, slots=True)
class Class:
    """A class: its name, what stands in it, its parameters, and what each argument in it is written as.

    `taken` has one entry an argument: a parameter as it is taken, or None for a constant.
    """

    name: str
    items: tuple[Item, ...]
    reads: tuple[int, ...]
    makes: tuple[int, ...]
    constants: tuple[Arg, ...]
    parameters: tuple[Parameter, ...] = ()
    taken: tuple[Taken | None, ...] = field(default=())

    def written(self, column: int) -> str:
        """Write an argument of what stands in the class."""
        found = self.expression(column)
        return literal(self.constants[column].value) if found is None else found

    def expression(self, column: int) -> str | None:
        """Write an argument over the parameters; None where it is a constant."""
        found = self.taken[column] if self.taken else None
        return None if found is None else found.text

    def left_out(self, column: int) -> bool:
        """Whether an argument has always the value that it has by itself."""
        arg = self.constants[column]
        return (not self.taken or self.taken[column] is None) and arg.default is not NEEDED and arg.value == arg.default


def literal(value: object) -> str:
    """Write a constant; a decimal as Python does."""
    return f'"{value}"' if isinstance(value, str) else repr(value)


def key(use: Use) -> object:
    """Give what the uses of one class have in common."""
    return use.kind, shapes(use.items, use.reads)


def uses(items: Sequence[Item]) -> Iterator[Use]:
    """Give all blocks in use, what stands in one before it."""
    for each in items:
        if not isinstance(each, Leaf):
            yield from uses(each.items)
        if isinstance(each, Use):
            yield each


def classes(
    items: Sequence[Item], taken: frozenset[str], called: Callable[[str, Collection[str]], str]
) -> dict[object, Class]:
    """Make the classes of all blocks in use, each behind those that stand in it.

    `taken` are names there are, `called` names a class after a block, unlike those there are.
    """
    alike: dict[object, list[Use]] = {}
    for use in uses(items):
        alike.setdefault(key(use), []).append(use)
    made: dict[object, Class] = {}
    names = set(taken)
    for found, every in alike.items():
        name = called(every[0].kind, names)
        names.add(name)
        made[found] = _class(name, every)
    return made


def _class(name: str, every: Sequence[Use]) -> Class:
    first = every[0]
    columns = list(zip(*(args(use) for use in every), strict=True))
    parameters: list[Parameter] = []
    taken: list[Taken | None] = []
    known: dict[str, tuple[Constant, ...]] = {}
    for column, found in enumerate(columns):
        values = tuple(arg.value for arg in found)
        if all(value == values[0] for value in values):
            taken.append(None)
            continue
        same = _taken(values, known)
        if same is None:
            called = free(found[0].name, set(known))
            known[called] = values
            default = found[0].default if found[0].default in values else NEEDED
            parameters.append(Parameter(called, column, default))
            same = Taken(called)
        taken.append(same)
    ordered = sorted(parameters, key=lambda each: each.default is not NEEDED)
    return Class(name, first.items, first.reads, (first.makes,), args(first), tuple(ordered), tuple(taken))


def _taken(values: tuple[Constant, ...], known: dict[str, tuple[Constant, ...]]) -> Taken | None:
    """Find the parameter that has these values, of which they are so many times, or half."""
    tries = (Taken(name, times) for times in range(1, MOST_TIMES + 1) for name in known)
    halves = (Taken(name, half=True) for name in known)
    return next((each for each in (*tries, *halves) if _fits(values, known[each.name], each)), None)


def _fits(values: Sequence[Constant], others: Sequence[Constant], taken: Taken) -> bool:
    """Say whether each value is what is taken of the other."""
    pairs = list(zip(values, others, strict=True))
    if taken == Taken(taken.name):
        return all(value == other and type(value) is type(other) for value, other in pairs)
    whole = [(value, other) for value, other in pairs if type(value) is int and type(other) is int]
    made = (other // 2 if taken.half else taken.times * other for _, other in whole)
    return len(whole) == len(pairs) and all(value == each for (value, _), each in zip(whole, made, strict=True))

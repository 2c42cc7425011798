"""The classes of a program: one for all uses of a block that are alike, with what differs as its parameters."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from netcalc.models.source.growth import each_pass
from netcalc.models.source.naming import free
from netcalc.models.source.piece import NEEDED, Arg, Constant
from netcalc.models.source.tree import TIMES, Item, Loop, Use, args, shapes

MOST_TIMES: Final = 8
PASSED: Final = "i"  # what counts the passes that went before


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

    `taken` has one entry an argument: a parameter as it is taken, or None for a constant. So has `grows`: the argument
    by which it grows from pass to pass, or 0.
    """

    name: str
    items: tuple[Item, ...]
    reads: tuple[int, ...]
    makes: tuple[int, ...]
    constants: tuple[Arg, ...]
    grows: tuple[int, ...]
    parameters: tuple[Parameter, ...] = ()
    taken: tuple[Taken | None, ...] = field(default=())

    def written(self, column: int) -> str:
        """Write an argument of what stands in the class; one that grows, with what it has grown by."""
        found = self._begins(column)
        return _sum(found, self._begins(self.grows[column])) if self.grows[column] else found

    def _begins(self, column: int) -> str:
        found = self.expression(column)
        return literal(self.constants[column].value) if found is None else found

    def expression(self, column: int) -> str | None:
        """Write an argument over the parameters; None where it is a constant."""
        found = self.taken[column] if self.taken else None
        return None if found is None else found.text

    def left_out(self, column: int) -> bool:
        """Whether an argument has always the value that it has by itself."""
        arg = self.constants[column]
        varies = self.grows[column] or (self.taken and self.taken[column] is not None)
        return not varies and arg.default is not NEEDED and arg.value == arg.default


def whole(name: str, items: Sequence[Item], makes: Sequence[int]) -> Class:
    """Make the class of all that stands in a network: all its arguments are constants."""
    return Class(
        name, tuple(items), (), tuple(makes), tuple(arg for each in items for arg in args(each)), _grows(items)
    )


def _grows(items: Sequence[Item]) -> tuple[int, ...]:
    found: list[int] = []
    for item in items:
        start, count = len(found), len(args(item))
        if isinstance(item, Loop):
            found += [0] * len(item.own)
            found += [start + by if by else 0 for by in item.grows]
        found += [0] * (start + count - len(found))
    return tuple(found)


def _sum(begins: str, step: str) -> str:
    """Write what begins somewhere and grows by a step each pass."""
    sign, size = ("-", step[1:]) if step.startswith("-") else ("+", step)
    grown = PASSED if size == "1" else f"{size} * {PASSED}"
    return grown if (begins, sign) == ("0", "+") else f"{begins} {sign} {grown}"


def literal(value: object) -> str:
    """Write a constant; a decimal as Python does."""
    return f'"{value}"' if isinstance(value, str) else repr(value)


def key(use: Use) -> object:
    """Give what the uses of one class have in common."""
    return use.kind, shapes(use.items, use.reads)


def uses(items: Sequence[Item]) -> Iterator[Use]:
    """Give all blocks in use, what stands in one before it."""
    for each in items:
        for inside in each_pass(each) if isinstance(each, Loop) else ():
            yield from uses(inside)
        if isinstance(each, Use):
            yield from uses(each.items)
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
    counts: dict[str, tuple[Constant, ...]] = {}  # how often, never how deep
    for column, found in enumerate(columns):
        values = tuple(arg.value for arg in found)
        if all(value == values[0] for value in values):
            taken.append(None)
            continue
        among = counts if found[0].name == TIMES else known
        same = _taken(values, among)
        if same is None:
            called = free(found[0].name, {*known, *counts})
            among[called] = values
            default = found[0].default if found[0].default in values else NEEDED
            parameters.append(Parameter(called, column, default))
            same = Taken(called)
        taken.append(same)
    ordered = sorted(parameters, key=lambda each: each.default is not NEEDED)
    constants, grows = tuple(map(_constant, columns)), _grows(first.items)
    return Class(name, first.items, first.reads, (first.makes,), constants, grows, tuple(ordered), tuple(taken))


def _constant(found: Sequence[Arg]) -> Arg:
    """Give the argument of all uses; it is left out only where by itself it is the same in all."""
    alike = all(other.default == found[0].default for other in found)
    return found[0] if alike else found[0]._replace(default=NEEDED)


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

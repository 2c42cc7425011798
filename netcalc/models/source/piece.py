"""What a layer is in source code: the modules that it makes, and the expression that calls them."""

from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

Constant: TypeAlias = "int | float | bool | str | tuple[int, ...] | tuple[tuple[int, ...], ...]"
NEEDED: Final = object()  # an argument without a default


class Arg(NamedTuple):
    """An argument: what it is called in the layer, its value, its keyword, and the value at which it is left out."""

    name: str
    value: Constant
    keyword: str = ""
    default: object = NEEDED


def switch(name: str, value: Constant, *, by_itself: bool, keyword: str = "") -> Arg:
    """Make an argument that is on or off, its keyword its name where nothing is said."""
    return Arg(name, value, keyword or name, by_itself)


def listed(args: Sequence[Arg]) -> str:
    """Write arguments as they stand in a call."""
    kept = (arg for arg in args if arg.value != arg.default)
    return ", ".join(f"{arg.keyword}={arg.value!r}" if arg.keyword else repr(arg.value) for arg in kept)


def turned(numbers: Sequence[int]) -> Constant:
    """Give numbers an axis in the order of frameworks, rows before columns; one number where they are equal."""
    alike = all(each == numbers[0] for each in numbers)
    return numbers[0] if alike else tuple(reversed(numbers))


class Make(NamedTuple):
    """A module: what makes it, and with which arguments; `suffix` tells several of one layer apart."""

    callee: str
    args: tuple[Arg, ...] = ()
    suffix: str = ""


class Piece(NamedTuple):
    """A layer: its modules, and an expression in which `{0}`, `{1}` are what it reads and `{name}` its module.

    `needs` are the names of definitions of our own that it calls. `several` says that the expression is a sum or the
    like, which stands in brackets within another. `owner` is the layer whose module it calls, `{owner}` in the call, by
    its number; `lends` is its own number where its module is another's too, so that it stands in no loop.
    """

    call: str
    makes: tuple[Make, ...] = ()
    needs: tuple[str, ...] = ()
    several: bool = False
    owner: int | None = None
    lends: int | None = None


class Unfit(Exception):
    """What cannot be written in this framework, and why; `hint` says what to write instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Say why."""
        super().__init__(message)
        self.hint = hint

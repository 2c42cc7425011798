"""The shape of what a gate makes, known before anything is computed; or why there is none."""

from itertools import zip_longest
from math import prod
from typing import Final, TypeAlias

from netcalc import problems
from netcalc.reference.circuit.keys import Key, chosen

Shape: TypeAlias = tuple[int, ...]
OVER_ALL: Final = frozenset({"sum", "mean", "norm"})
ALONG: Final = frozenset({"softmax", "log_softmax"})
MOST_VALUES: Final = 1_000_000
MOST_HELD: Final = 5_000_000  # values, in all parts of a circuit
MOST_WORK: Final = 10_000_000_000  # multiplications, in all runs of a circuit


class Misshapen(Exception):
    """A gate cannot take its inputs: a code of `problems.CODES`, a sentence, what to write instead."""

    def __init__(self, message: str, code: str = problems.SHAPE_MISMATCH, hint: str = "") -> None:
        """Say why."""
        super().__init__(message)
        self.code, self.hint = code, hint


def shape_of(op: str, *shapes: Shape, key: Key = ()) -> tuple[Shape, int]:
    """Give the shape of a gate's value, and its multiplications; Misshapen where its inputs do not go together.

    >>> shape_of("matmul", (5, 10), (10, 3)), shape_of("add", (5, 3), (3,)), shape_of("sum", (5, 3))
    (((5, 3), 150), ((5, 3), 15), ((), 15))
    """
    if op == "matmul":
        made, work = _product(*shapes)
    elif len(shapes) == 1:
        made, work = _of_one(op, shapes[0], key) or _together(op, shapes)
    else:
        made, work = _together(op, shapes)
    if prod(made) > MOST_VALUES:
        message = f"{spoken(made)} is more than a circuit may hold"
        raise Misshapen(message, problems.LIMIT_EXCEEDED)
    return made, work


def _of_one(op: str, shape: Shape, key: Key) -> tuple[Shape, int] | None:
    """Give the shape of what is made of a whole array; None for what works value by value."""
    if op == "index":
        try:
            return chosen(shape, key), 0
        except IndexError as error:
            raise Misshapen(str(error)) from None
    if op == "transpose":
        return shape[::-1], 0
    if op in OVER_ALL or op in ("max", "min"):
        return (), prod(shape)
    if op in ALONG and not shape:
        message = f"{op} takes a vector or a matrix, not a number"
        raise Misshapen(message)
    return None


def bounded(held: int, work: int, inputs: int) -> None:
    """Refuse what would take too much memory or time; each input's gradient is checked by two runs more."""
    if held > MOST_HELD or work * (inputs + 4) > MOST_WORK:
        message = "up to here this is more than a circuit may hold or compute"
        raise Misshapen(message, problems.LIMIT_EXCEEDED)


def spoken(shape: Shape) -> str:
    """Write a shape as the course does.

    >>> spoken((5, 10)), spoken((3,)), spoken(())
    ('5x10', 'a vector of 3', 'a number')
    """
    if not shape:
        return "a number"
    return f"a vector of {shape[0]}" if len(shape) == 1 else "x".join(map(str, shape))


def _product(left: Shape, right: Shape) -> tuple[Shape, int]:
    if not left or not right:
        which = "both sides are numbers" if left == right else "one side is a number"
        message = f"@ multiplies matrices and vectors, but {which}: write *"
        raise Misshapen(message)
    inner = right[0]
    if left[-1] != inner:
        message = (
            f"{spoken(left)} @ {spoken(right)} does not fit: {left[-1]} columns on the left, {inner} rows on the right"
        )
        turned = len(left) == len(right) == 2 and left[0] == inner
        raise Misshapen(message, hint="turn the left one round: x.T" if turned else "")
    made = (*left[:-1], *right[1:])
    return made, prod(made) * inner


def _together(op: str, shapes: tuple[Shape, ...]) -> tuple[Shape, int]:
    """Give the shape of values taken place by place, axes of 1 being stretched."""
    extents: list[int] = []
    for axis in zip_longest(*(reversed(shape) for shape in shapes), fillvalue=1):
        wanted = {extent for extent in axis if extent != 1}
        if len(wanted) > 1:
            message = f"{' and '.join(map(spoken, shapes))} do not go together in {op}, which works value by value"
            raise Misshapen(message, hint=_column(shapes))
        extents.append(wanted.pop() if wanted else 1)
    made = tuple(reversed(extents))
    return made, prod(made)


def _column(shapes: tuple[Shape, ...]) -> str:
    """Say what would fit where a vector stands beside a matrix with as many rows."""
    one, other = sorted(shapes, key=len)
    fits = len(one) == 1 and len(other) == 2 and one[0] == other[0]
    return f"a value for each row is a column: {one[0]}x1" if fits else ""

"""Numbers that a graph computes as it goes: operators on small constants are worked out, and are no layers."""

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from netcalc.models.tensors.program import Fixed, Held, Op
from netcalc.models.tensors.value import Thing

Row: TypeAlias = tuple[Any, ...]
WHOLE: Final = range(2, 14)  # how ONNX numbers the types of whole numbers and truths
REALS: Final = (1, 10, 11)
MOST: Final = 1 << 63


def _divided(one: Any, other: Any) -> Any:
    """Divide: whole numbers give a whole one."""
    both = isinstance(one, int) and isinstance(other, int)
    return (one // other if both else one / other) if other else 0


DOES: Final[Mapping[str, Callable[..., Any]]] = {
    "add": operator.add, "subtract": operator.sub, "multiply": operator.mul, "divide": _divided,
    "modulo": lambda one, other: one % other if other else 0,
    "Equal": operator.eq, "Greater": operator.gt, "Less": operator.lt, "GreaterOrEqual": operator.ge,
    "LessOrEqual": operator.le, "And": lambda one, other: bool(one and other), "Or": lambda a, b: bool(a or b),
    "Xor": lambda one, other: bool(one) != bool(other), "Not": operator.not_,
    "Where": lambda asked, one, other: one if asked else other,
    "Neg": operator.neg, "neg": operator.neg, "Abs": abs, "abs": abs, "Max": max, "Min": min,
    "Floor": math.floor, "floor": math.floor, "Ceil": math.ceil, "ceil": math.ceil, "Round": round,
    "Sqrt": math.sqrt, "sqrt": math.sqrt, "Reciprocal": lambda one: 1 / one, "reciprocal": lambda one: 1 / one,
}  # fmt: skip


def worked(op: Op, things: Sequence[Thing | None]) -> Fixed | None:
    """Work out what an operator makes of numbers; None where one of them is not known, or the operator does no such."""
    does = _cast(op) if op.name == "Cast" else DOES.get(op.word) or DOES.get(op.name)
    rows = [_row(each) for each in things]
    if does is None or not rows or None in rows:
        return None
    every = [row for row in rows if row is not None]
    longest = max(len(row) for row in every)
    shapes = {each.shape for each, row in zip(things, rows, strict=True) if each is not None and len(row or ()) > 1}
    if any(len(row) not in (1, longest) for row in every) or len(shapes) > 1:
        return None
    stretched = [row * longest if len(row) == 1 else row for row in every]
    try:
        made = tuple(does(*each) for each in zip(*stretched, strict=True))
    except (ArithmeticError, ValueError, TypeError):
        return None
    if any(isinstance(number, int) and abs(number) > MOST for number in made):
        return None
    shape = max((each.shape for each in things if each is not None), key=lambda shape: (len(shape), shape))
    return Fixed(shape, made)


def _row(thing: Thing | None) -> Row | None:
    """Give the numbers of a constant; an array that may be learned is none."""
    if isinstance(thing, Fixed) or (isinstance(thing, Held) and thing.computed):
        return thing.numbers
    return None


def _cast(op: Op) -> Callable[..., Any] | None:
    """Give the change to another type: whole numbers lose what stands behind the point."""
    to = op.given.get("to")
    if to in REALS:
        return float
    return bool if to == 9 else int if to in WHOLE else None

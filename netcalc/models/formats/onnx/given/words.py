"""The types of what an operator is given, and the numbers of its attributes and constants."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from netcalc.models.tensors.program import Fixed, Held, Op
from netcalc.models.tensors.value import Thing

Env: TypeAlias = Mapping[str, Thing]
Words: TypeAlias = tuple[tuple[str, ...], dict[str, Any]]
Reads: TypeAlias = Mapping[str, Callable[[Op, Env], Words]]  # by our word for an operator


def numbers(op: Op, env: Env, place: int, name: str = "") -> list[Any] | None:
    """Give the numbers of an attribute, or of a constant that is read there."""
    if name in op.given:
        found = op.given[name]
        return list(found) if isinstance(found, list) else [found]
    read = env.get(op.reads[place]) if place < len(op.reads) else None
    return list(read.numbers) if isinstance(read, Fixed | Held) and read.numbers is not None else None


def rank_of(op: Op, env: Env) -> int:
    """Count the axes of what is read first; 0 where it is not known."""
    found = env.get(op.reads[0]) if op.reads else None
    return len(found.shape) if found is not None else 0

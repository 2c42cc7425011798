"""Which tensors may be joined value by value as they are laid out, and what shape that has."""

from netcalc.models.tensors.value import Value, renamed
from netcalc.models.tensors.walk import Walk
from netcalc.volume import Volume


def behind(value: Value, count: int) -> Value:
    """Give a tensor with new axes before its own, as a join stretches it to so many."""
    more = count - len(value.shape)
    order = renamed(value.order, {axis: axis + more for axis in range(len(value.shape))})
    return value._replace(order=order, lead=None if value.lead is None else value.lead + more)


def laid_alike(walk: Walk, one: Value, other: Value) -> bool:
    """Say whether two tensors can be joined as their layers have them."""
    if one.order is None or other.order is None or len(one.shape) != len(other.shape):
        return False
    return fit(walk.volume(one), walk.volume(other)) and one.order[-1:] == other.order[-1:]


def fit(one: Volume, other: Volume) -> bool:
    """Say whether our joins take two volumes: alike, or stretched from 1."""
    if len(one) != len(other):
        return min(len(one), len(other)) == 1 and one.depth == other.depth
    return all(a == b or 1 in (a, b) for a, b in zip(one, other, strict=True))

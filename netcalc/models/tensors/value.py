"""A tensor that flows: the layer that makes it, and which axis of the layer's volume each of its own axes is."""

from typing import Final, Literal, NamedTuple, TypeAlias

from netcalc.models.tensors.program import Fixed, Held, Program, Shape
from netcalc.volume import MOST_AXES, Volume

NORMED: Final = "normed"  # by a norm whose scale and shift come behind it
WINDOWED: Final = "windows by their places"  # of a pool that is told its output
IMAGE: Final = 4  # axes: an example, depth, rows, columns
Layout: TypeAlias = Literal["first", "last"]  # where the depth stands among a tensor's axes
Order: TypeAlias = tuple[int | None, ...]


class Value(NamedTuple):
    """A tensor made by a layer.

    `order` says for each axis of the layer's volume which axis of the tensor it is (None: an extent of 1); None where
    the values were laid out anew since. `lead` is the axis of the batch; None where it was merged. `via` is a function
    of which no layer was made.
    """

    number: int
    shape: Shape
    order: Order | None
    lead: int | None = 0
    via: str = ""


class States(NamedTuple):
    """The states in which a recurrent layer ends: one a layer and direction."""

    shape: Shape
    each: tuple[Value, ...]


Thing: TypeAlias = Value | Held | Fixed | States


class Target(NamedTuple):
    """A volume for a tensor, and which axis of the tensor each of its axes is."""

    volume: Volume
    order: Order


def target(shape: Shape, lead: int | None, batch: int, layout: Layout) -> Target:
    """Give the volume that a tensor is: its depth second, as images have it, or last, as sequences do.

    >>> str(target((1, 3, 28, 30), 0, 1, "first").volume), str(target((1, 12, 16), 0, 1, "last").volume)
    ('30x28x3', '12x16')
    """
    axes = [axis for axis in range(len(shape)) if axis != lead]
    sizes = {axis: shape[axis] for axis in axes}
    if lead is None and batch > 1:
        merged = next((axis for axis in axes if shape[axis] % batch == 0), None)
        if merged is not None:
            sizes[merged] //= batch
    if not axes:
        return Target(Volume((1,)), (None,))
    depth = axes[0] if layout == "first" else axes[-1]
    spatial = [axis for axis in reversed(axes) if axis != depth]
    if len(spatial) <= MOST_AXES:
        order = (*spatial, depth)
        return Target(Volume(max(1, sizes[axis]) for axis in order), order)
    merged_size = 1
    for axis in spatial:
        merged_size *= max(1, sizes[axis])
    return Target(Volume((merged_size, sizes[depth])), (spatial[-1], depth))


def layout_of(program: Program, name: str, shape: Shape, otherwise: Layout = "last") -> Layout:
    """Say where the depth of a tensor stands: as the file says; else first in an image."""
    depth = program.depths.get(name)
    if depth is not None:
        return "first" if depth < IMAGE - 2 else "last"
    return "first" if len(shape) >= IMAGE else otherwise


def alike(order: Order, wanted: Order, shape: Shape) -> bool:
    """Say whether two orders differ in extents of 1 alone."""

    def large(found: Order) -> list[int]:
        return [axis for axis in found if axis is not None and shape[axis] != 1]

    return large(order) == large(wanted)


def renamed(order: Order | None, axes: dict[int, int | None]) -> Order | None:
    """Give an order whose tensor's axes have other numbers now."""
    return None if order is None else tuple(None if axis is None else axes.get(axis) for axis in order)

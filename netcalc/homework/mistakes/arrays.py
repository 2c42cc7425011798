"""What the mistakes about stored arrays do to them: factors left out, other axes, other roles."""

from typing import Final

from netcalc.calculator.changes import Arrays
from netcalc.layers.array import Axis, Parameter, Role

ONE: Final = Axis((("1", 1),))


def without(array: Parameter, *labels: str) -> Parameter:
    """Leave out the factors of an array that have one of these labels, as long as something is left."""
    axes = tuple(_less(axis, labels) for axis in array.axes)
    kept = tuple(axis for axis in axes if axis.factors)
    return Parameter(array.name, array.role, kept, array.uses, array.reads) if kept else array


def _less(axis: Axis, labels: tuple[str, ...]) -> Axis:
    left = tuple(factor for factor in axis.factors if factor[0] not in labels)
    return axis if left == axis.factors else Axis(left)


def reshaped(array: Parameter, *axes: Axis) -> Parameter:
    """Give an array other axes."""
    return Parameter(array.name, array.role, axes, array.uses)


def of_role(arrays: Arrays, role: Role) -> Arrays:
    """Give the arrays that have this role."""
    return tuple(array for array in arrays if array.role == role)

"""Layers that read another one only for its extents; and fields of which exactly one is written."""

from typing import Final

from netcalc import problems
from netcalc.layers.array import Factor, positions
from netcalc.layers.base import Layer, Misfit
from netcalc.problems import Problem, SpecError, invalid
from netcalc.volume import Volume

MARK: Final = "_to"  # the letters of a layer that is measured: W_to, H_to


def measured_extents(*given: Volume) -> tuple[Factor, ...]:
    """Label the extents of the layer that is measured, which comes last; Misfit where its axes are others."""
    read, measured = given[0], given[-1]
    if len(read) != len(measured):
        message = f"`to` is {measured}, which has {len(measured.spatial)} spatial axes, but {read} has {len(read) - 1}"
        raise Misfit(problems.SHAPE_MISMATCH, "to", message, "name a layer with as many axes")
    return positions(measured, MARK) or ()


def alone(layer: Layer) -> None:
    """Insist that of the fields that exclude one another exactly one is written; SpecError else."""
    written = [name for name in layer.one_of if getattr(layer, name) is not None]
    if len(written) == 1:
        return
    listed = ", ".join(f"`{name}`" for name in layer.one_of[:-1]) + f" or `{layer.one_of[-1]}`"
    if not written:
        message, code, field = f"{layer.kind} needs {listed}", problems.MISSING_FIELD, layer.one_of[0]
        raise SpecError([Problem(code=code, message=message, hint=layer.usage(), path=(field,))])
    both = " and ".join(f"`{name}`" for name in written)
    message = f"{both} exclude one another: write one of them"
    raise invalid(message, path=(written[1],))

"""Joins: layers that read several others."""

from typing import ClassVar

from pydantic import Field

from netcalc import problems
from netcalc.arithmetic import Arithmetic, N, NumberRules
from netcalc.layers.array import Axis, axis
from netcalc.layers.base import SEVERAL, Layer, Misfit, Window, WindowOf
from netcalc.layers.fields import Several
from netcalc.layers.labels import Put
from netcalc.layers.unlike import mended
from netcalc.volume import Volume


def _mismatch(kind: str, needs: str, given: tuple[Volume, ...], *, depth: bool = True) -> Misfit:
    volumes = ", ".join(map(str, given[:-1])) + f" and {given[-1]}"
    return Misfit(
        problems.SHAPE_MISMATCH, "from", f"{kind} needs {needs}, but reads {volumes}", mended(given, depth=depth)
    )


class Join(Layer):
    """A kind that makes one volume of several."""

    main = "from"
    volumes = SEVERAL

    from_: Several = Field(validation_alias="from", serialization_alias="from", description="The layers it joins.")


class Add(Join):
    """Add: volumes of equal shape are added, value by value."""

    kind = "add"
    example: ClassVar[str] = "add: [conv1, conv3]"
    saves = ()
    passes = True

    def output(self, *given: Volume, window: Window | None, rules: Arithmetic) -> Volume:
        """Give the one shape; Misfit where there are two."""
        if len(set(given)) > 1:
            raise _mismatch(self.kind, "equal volumes", given)
        return given[0]


class Multiply(Join):
    """Multiply: volumes are multiplied value by value; a spatial extent of 1 is stretched to the other's."""

    kind = "multiply"
    example: ClassVar[str] = "multiply: [conv1, gate]"
    gates = True
    saves = ("inputs",)

    def output(self, *given: Volume, window: Window | None, rules: Arithmetic) -> Volume:
        """Give the stretched shape; Misfit where the shapes differ otherwise."""
        needs = "equal volumes (spatial extents of 1 are stretched)"
        if len({len(volume) for volume in given}) > 1 or len({volume.depth for volume in given}) > 1:
            raise _mismatch(self.kind, needs, given)
        made = super().output(*given, window=window, rules=rules)
        if any(extent not in (1, full) for volume in given for extent, full in zip(volume, made, strict=True)):
            raise _mismatch(self.kind, needs, given)
        return made

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Give the largest extent along each axis: the others are stretched to it."""
        widest = Volume(map(max, zip(*given, strict=True)))
        return super().extents(widest, window=window, rules=rules, put=put)


class Concat(Join):
    """Concatenate: volumes of equal spatial extents are stacked along the depth."""

    kind = "concat"
    example: ClassVar[str] = "concat: [conv1, conv2]"
    saves = ()
    passes = True

    def output(self, *given: Volume, window: Window | None, rules: Arithmetic) -> Volume:
        """Add up the depths; Misfit where the spatial extents differ."""
        if len({volume.spatial for volume in given}) > 1:
            raise _mismatch(self.kind, "equal spatial extents", given, depth=False)
        return super().output(*given, window=window, rules=rules)

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Give the depths of all that is read."""
        return tuple(axis("D", volume.depth) for volume in given)

"""Joins: layers that read several others, value by value or side by side."""

from typing import ClassVar, Final

from pydantic import Field

from netcalc import problems
from netcalc.arithmetic import Arithmetic, N, NumberRules
from netcalc.layers.array import Axis, added, axis
from netcalc.layers.base import SEVERAL, TWO, Layer, Misfit, Sees, Unknown, Wants, Window, WindowOf
from netcalc.layers.labels import LETTERS, Put
from netcalc.layers.parts import stretch
from netcalc.layers.parts.axes import AxisField, place
from netcalc.layers.parts.unlike import mended
from netcalc.layers.written.fields import Pair, Several
from netcalc.layers.written.given import optional
from netcalc.volume import Volume

ON_ITS_OWN: Final = (
    "only an `add` of its own stretches: name both, and write `add: [a, b]`; a gate is `parallel` with `join: multiply`"
)


def mismatch(kind: str, needs: str, given: tuple[Volume, ...], hint: str) -> Misfit:
    """Say that volumes cannot be joined, and what would mend it."""
    volumes = ", ".join(map(str, given[:-1])) + f" and {given[-1]}"
    return Misfit(problems.SHAPE_MISMATCH, "from", f"{kind} needs {needs}, but reads {volumes}", hint)


class Join(Layer):
    """A kind that makes one volume of several."""

    main = "from"
    volumes = SEVERAL

    from_: Several = Field(validation_alias="from", serialization_alias="from", description="The layers it joins.")


class Stretching(Join):
    """A join value by value: what is 1 along an axis is stretched to the others."""

    wants: ClassVar[Wants] = "alike"

    def output(self, *given: Volume, window: Window | None, rules: Arithmetic) -> Volume:
        """Give the shape that all are stretched to; Misfit where there is none."""
        if stretch.stretched(given) is None:
            raise mismatch(
                self.kind, f"equal volumes ({stretch.RULE})", given, mended(given, depth=True, stretched=True)
            )
        return super().output(*given, window=window, rules=rules)

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Give the largest extent along each axis."""
        full = stretch.stretched(given) or given[0]
        return super().extents(full, window=window, rules=rules, put=put)

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Give the largest depth."""
        return (axis("D1", max(volume.depth for volume in given)),)

    def remark(self, *given: Volume) -> str:
        """Say what is stretched."""
        full = stretch.stretched(given)
        return "" if full is None else stretch.remark(given, full)


class Add(Stretching):
    """Add: volumes are added, value by value; an extent or a depth of 1 is stretched to the others'."""

    kind = "add"
    example: ClassVar[str] = "add: [conv1, conv3]"
    saves = ()
    passes = True


class AddAlike(Add):
    """Add, at the end of a residual or of branches: volumes of equal shape are added, value by value."""

    wants: ClassVar[Wants] = "equal"

    def output(self, *given: Volume, window: Window | None, rules: Arithmetic) -> Volume:
        """Give the one shape; Misfit where there are two."""
        if any(volume != given[0] for volume in given):
            hint = mended(given, depth=True) if stretch.stretched(given) is None else ON_ITS_OWN
            raise mismatch(self.kind, "equal volumes", given, hint)
        return given[0]


class Subtract(Stretching):
    """Subtract: the second volume is taken from the first, value by value; an extent or a depth of 1 is stretched."""

    kind = "subtract"
    example: ClassVar[str] = "subtract: [conv1, conv3]"
    volumes = TWO
    saves = ()
    passes = True

    from_: Pair = Field(
        validation_alias="from", serialization_alias="from", description="The two layers, the one taken away last."
    )


class Multiply(Stretching):
    """Multiply: volumes are multiplied value by value; an extent or a depth of 1 is stretched to the others'."""

    kind = "multiply"
    example: ClassVar[str] = "multiply: [conv1, gate]"
    gates = True
    saves = ("factors",)


class Concat(Join):
    """Concatenate: volumes stand side by side along the depth, or along another axis; along the others they agree."""

    kind = "concat"
    example: ClassVar[str] = "concat: [conv1, conv2]"
    saves = ()
    passes = True

    axis: AxisField = optional("depth", "Along which axis: `depth`, or its place in the volume, from 0.")

    def output(self, *given: Volume, window: Window | None, rules: Arithmetic) -> Volume:
        """Add up the extents along the axis; Misfit where the others differ."""
        at = self._along(given)
        if len({(*volume[:at], *volume[at + 1 :], len(volume)) for volume in given}) > 1:
            if at == len(given[0]) - 1:
                raise mismatch(self.kind, "equal spatial extents", given, mended(given, depth=False))
            raise mismatch(self.kind, f"equal volumes but for {_called(at)}", given, mended(given, depth=True))
        return super().output(*given, window=window, rules=rules)

    def _along(self, given: tuple[Volume, ...]) -> int:
        return place(self.axis, given[0], "axis")

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Give the extents of the first, and the sum along the axis."""
        at = self._along(given)
        came = super().extents(given[0], window=window, rules=rules, put=put)
        if at == len(came):
            return came
        return (
            *came[:at],
            added(put(f"{LETTERS[at]}1_{n}", volume[at]) for n, volume in enumerate(given, 1)),
            *came[at + 1 :],
        )

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Give the depths of all that is read, or the depth of each."""
        along = self._along(given) == len(given[0]) - 1
        return (
            tuple(axis(f"D1_{n}", volume.depth) for n, volume in enumerate(given, 1))
            if along
            else super().depth(*given)
        )

    def sees(self, *given: Volume) -> Sees:
        """Say that along the depth a value sees what its own part sees; along space the parts differ."""
        if self._along(given) == len(given[0]) - 1:
            return "own"
        return Unknown("puts its parts one behind the other, and each part sees in its own way")


def _called(at: int) -> str:
    return f"the extent along axis {at} ({LETTERS[at]})"


ENDINGS: Final[dict[str, type[Join]]] = {"add": AddAlike, "multiply": Multiply, "concat": Concat}


def ending(kind: str, name: str | None) -> Layer:
    """Make the join that ends branches; it is told what it reads when it is laid flat."""
    return ENDINGS[kind].model_construct(name=name, from_=())

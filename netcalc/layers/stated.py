"""A layer that netcalc cannot work out, with the numbers that somebody states."""

from typing import ClassVar

from pydantic import Field

from netcalc.arithmetic import Arithmetic, N, NumberRules
from netcalc.layers.array import Axis, Parameter, Products, axis, written_extents
from netcalc.layers.base import Layer, Sees, Unknown, WindowOf
from netcalc.layers.labels import Put
from netcalc.layers.written.fields import Amount, AmountIfKnown, ShapeIfKnown, Text
from netcalc.layers.written.given import optional
from netcalc.volume import Volume


class Stated(Layer):
    """Stated: a layer that netcalc cannot work out, with the numbers that somebody states; `verify` leaves it out."""

    kind = "stated"
    main = "output"
    saves = ()
    volumes = range(1, 10**6)
    example: ClassVar[str] = "stated: {output: 10x10x4, params: 1000, macs: 90000, what: a deformable convolution}"

    output_: ShapeIfKnown = Field(alias="output", description="The volume that leaves it, or `unknown`.")
    params: Amount = optional(0, "The trainable values that it stores, counted as weights.")
    buffers: Amount = optional(0, "The values that it stores and does not train.")
    macs: AmountIfKnown = optional(0, "The multiplications of one example, or `unknown`.")
    what: Text | None = Field(default=None, description="What it is, and who states its numbers.")

    @property
    def stated(self) -> str:
        """What marks it wherever it is shown: what it is, and that its numbers are stated."""
        return "stated" + (f": {self.what}" if self.what else "")

    @property
    def alone(self) -> bool:
        """Say whether it reads nothing and nothing leaves it: arrays of which nobody knows what they are used for."""
        return self.output_ is None

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Give the extents written."""
        return tuple(put(*each) for each in written_extents("output", self._made()))

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Give the depth written."""
        return (axis("output_depth", self._made().depth),)

    def remark(self, *given: Volume) -> str:
        """Say that nothing was worked out."""
        return f"{self.stated}; its numbers are not worked out"

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...]:
        """Give what is stored in two rows, as they were stated."""
        params = Parameter("params", "stated", (axis(str(self.params), self.params),))
        buffers = Parameter("buffers", "statistic", (axis(str(self.buffers), self.buffers),))
        return tuple(array for array in (params, buffers) if array.count)

    def products(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> Products | None:
        """Give the multiplications that were stated."""
        if self.macs is None:
            return None
        return (((str(self.macs), self.macs),),) if self.macs else ()

    def _made(self) -> Volume:
        return self.output_ or Volume((1,))

    def sees(self, *given: Volume) -> Sees:
        """Say that nobody stated what it sees."""
        return Unknown("is stated, and what it sees is not")

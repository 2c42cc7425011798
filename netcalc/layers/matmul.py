"""The matrix product of two volumes: values by values, no weights."""

from typing import ClassVar

from pydantic import Field

from netcalc.arithmetic import Arithmetic, N, NumberRules
from netcalc.layers.array import Axis, Parameter, Products, axis, multiplied
from netcalc.layers.base import TWO, Sees, Unknown, Window, WindowOf
from netcalc.layers.join import Join, mismatch
from netcalc.layers.labels import Put
from netcalc.layers.parts.sequence import is_sequence, laid_in_a_row
from netcalc.layers.written.fields import Pair, Truth
from netcalc.layers.written.given import optional
from netcalc.volume import Volume


class Matmul(Join):
    """Matrix product: T x K by K x N makes T x N; each value is a row of the first times a column of the second."""

    kind = "matmul"
    example: ClassVar[str] = "matmul: {from: [conv1, conv3], transpose_second: true}"
    volumes = TWO
    wants = "sequence"
    saves = ("inputs",)

    from_: Pair = Field(
        validation_alias="from", serialization_alias="from", description="The two layers, in the product's order."
    )
    transpose_second: Truth = optional(default=False, description="Whether the second is N x K, and turned first.")

    def _second(self, given: tuple[Volume, ...]) -> tuple[int, int]:
        """Give the K and N of the second; Misfit where the volumes are no matrices."""
        hints = [laid_in_a_row(volume) for volume in given if not is_sequence(volume)]
        if hints:
            raise mismatch(self.kind, "two matrices, volumes of one spatial axis and a depth", given, hints[0])
        K, N = given[1]
        return (N, K) if self.transpose_second else (K, N)

    def output(self, *given: Volume, window: Window | None, rules: Arithmetic) -> Volume:
        """Give T x N; Misfit where the volumes are no matrices, or their K is not the same."""
        if self._second(given)[0] != given[0].depth:
            second = "N x K" if self.transpose_second else "K x N"
            raise mismatch(self.kind, f"T x K, then {second}, the same K in both", given, self._turned(given))
        return super().output(*given, window=window, rules=rules)

    def _turned(self, given: tuple[Volume, ...]) -> str:
        """Say that the second the other way round would do, where it would."""
        if self._second(given)[1] == given[0].depth:
            return f"`transpose_second: {str(not self.transpose_second).lower()}` takes the second the other way round"
        return f"an `fc: {{units: {self._second(given)[0]}, flatten: false}}` on {given[0]} gives it that depth"

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Give the rows of the first."""
        return super().extents(given[0], window=window, rules=rules, put=put)

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Give the columns of the second."""
        return (axis("N", self._second(given)[1]),)

    def spared(self, *arrays: Parameter, learns: tuple[bool, ...], products: Products) -> int:
        """Spare the gradient on each factor that hangs on no weights: as much work as the product."""
        return learns.count(False) * multiplied(products)

    def products(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> Products | None:
        """Give a row of the first for each value that is made."""
        if made is None:
            return None
        return ((("W1", given[0][0]), ("D1", given[0].depth), ("N", self._second(given)[1])),)

    def sees(self, *given: Volume) -> Sees:
        """Say that a value takes a column from all positions of the second."""
        return Unknown("multiplies rows by columns that run over positions")

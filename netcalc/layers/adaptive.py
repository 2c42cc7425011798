"""Adaptive pooling: as many windows as are asked for, as wide as that makes them."""

from typing import ClassVar

from pydantic import Field

from netcalc.arithmetic import Arithmetic, N, NumberRules, Slide
from netcalc.layers.base import Layer, Sees, Unknown, Window, WindowOf
from netcalc.layers.labels import LETTERS, Put, per_axis_of
from netcalc.layers.parts.sliding import per_axis, spatial
from netcalc.layers.pool import Operation
from netcalc.layers.saved import Saved, entry
from netcalc.layers.written.fields import Size
from netcalc.volume import Volume


class AdaptivePool(Layer):
    """Adaptive pooling: the mean or the largest of windows that share an extent out, as PyTorch's.

    Window i of n runs from floor(i·W/n) to ceil((i + 1)·W/n).
    """

    kind = "adaptive_pool"
    main = "size"
    example: ClassVar[str] = "adaptive_pool: 7"

    size: Size = Field(description="The extents that come out: one number for all axes, or one per axis (7x5).")
    op: Operation = Field(default="avg", description="What it takes of the values under a window.")

    @classmethod
    def meant(cls, field: str, written: object) -> str:
        """Say that every extent is a number: PyTorch's None keeps the one that comes in."""
        if field == "size" and isinstance(written, list | tuple) and None in written:
            return "write the extent that comes in where it is to stay, as in `[7, 14]`: there is no null for it"
        return super().meant(field, written)

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Give the extents that are asked for."""
        spatial(self, given[0])
        return per_axis_of("size", self._sizes(given[0]), put)

    def _sizes(self, given: Volume) -> tuple[int, ...]:
        return per_axis(self.size, given, "size")

    def sees(self, *given: Volume) -> Sees:
        """Say that one window sees all; that nobody can say where windows are of unlike extents."""
        sizes = self._sizes(given[0])
        if max(sizes, default=1) == 1:
            return "all"
        for letter, W, n in zip(LETTERS, given[0].spatial, sizes, strict=False):
            if W % n and n % W:
                return Unknown(f"makes {n} windows along {W} pixels of {letter}: they are of unlike extents")
        return "own"

    def looks(self, *given: Volume, rules: Arithmetic) -> Window | None:
        """Look through windows side by side where they divide the extents; else at values repeated."""
        sizes = self._sizes(given[0])
        if any(W % n and n % W for W, n in zip(given[0].spatial, sizes, strict=True)):
            return None
        return tuple(
            Slide(W // n, W // n) if n <= W else Slide(n // W, n // W, transposed=True)
            for W, n in zip(given[0].spatial, sizes, strict=True)
        )

    def saved(self, *given: Volume, made: Volume) -> tuple[Saved, ...]:
        """Keep what it reads, and where the largest stood; nothing for means of everything."""
        if self.op == "max":
            return ("input", entry("indices", made))
        return () if max(made.spatial) == 1 else ("input",)

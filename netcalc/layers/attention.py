"""Attention: every position asks all others, or those of its tile, and takes a weighted mean of what they say."""

from math import prod
from typing import ClassVar

from pydantic import Field

from netcalc import problems
from netcalc.arithmetic import Arithmetic
from netcalc.layers.array import Axis, Factor, Parameter, Products, axis
from netcalc.layers.base import ONE_OR_TWO, Layer, Misfit, Sees, Unknown, Window
from netcalc.layers.labels import LETTERS
from netcalc.layers.labels import names as named
from netcalc.layers.parts.dividing import divisors
from netcalc.layers.parts.projections import Heads, projections
from netcalc.layers.parts.sliding import per_axis, spatial
from netcalc.layers.saved import Extra, Saved
from netcalc.layers.written.fields import Count, CountOrNone, Margin, SizeOrNone, Truth
from netcalc.layers.written.given import LEFT_OUT, optional
from netcalc.problems import invalid
from netcalc.text.counted import counted
from netcalc.volume import Volume

TILED = "reads the positions of its tile alone, and where they lie differs from position to position"


class Attention(Layer):
    """Attention (Vaswani et al. 2017): softmax(Q·K / √head_size)·V for each head; Q, K, V are learned projections.

    The heads, side by side, are projected once more. `from: [queries, keys]` reads Q from one volume, K and V from
    another. It works on all positions of a volume, whatever its axes, or on those of each tile (Swin).
    """

    kind = "attention"
    main = "heads"
    example: ClassVar[str] = "attention: {heads: 4, causal: true}"
    volumes = ONE_OR_TWO
    wants = "positions"

    heads: Count = Field(description="How many heads ask.")
    kv_heads: CountOrNone = optional(None, "How many heads answer, each asked by as many; left out, as many as ask.")
    head_size: CountOrNone = optional(None, "Values of a head; left out, the depth over the heads.")
    bias: Truth = optional(default=True, description="Whether the projections have biases.")
    causal: Truth = optional(
        default=False,
        description="Whether the query at position i reads the keys up to i alone, both counted from the start.",
    )
    window_: SizeOrNone = Field(
        default=LEFT_OUT, alias="window", description="The tile within which positions read each other; left out, all."
    )
    shift: Margin = optional(0, "How far the map is rolled before it is tiled, less than the tile (Swin).")
    relative_bias: Truth = optional(
        default=False, description="Whether each offset of two positions has a learned bias a head (Swin)."
    )

    def together(self) -> None:
        """Insist on tiles where there is a shift."""
        if self.window_ is None and self.shift != 0:
            message = "`shift` rolls a map before it is tiled, so it needs `window`"
            raise invalid(message, path=("shift",))

    def output(self, *given: Volume, window: Window | None, rules: Arithmetic) -> Volume:
        """Give a volume as that of the queries; Misfit where heads or tiles do not divide."""
        self._headed(given[0])
        if self.window_ is not None or self.relative_bias:
            self._tiles(given)
        return super().output(given[0], window=window, rules=rules)

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...]:
        """Give the projections by PyTorch's names, then the table of relative biases (offsets, heads), if asked for."""
        offsets = tuple(2 * extent - 1 for extent in self._tiles(given)) if self.relative_bias else ()
        keys = given[1] if len(given) > 1 else None
        arrays = projections(self._headed(given[0]), given[0], keys, bias=self.bias, made=made)
        if not self.relative_bias:
            return arrays
        rows = Axis(tuple(zip(named("offsets", offsets), offsets, strict=True)) or (("1", 1),))
        return (*arrays, Parameter("relative_position_bias_table", "shift", (rows, axis("heads", self.heads))))

    def products(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> Products | None:
        """Give queries by keys, and shares by values: a product of two positions for each value of each head."""
        if made is None:
            return None
        asking = ("T", prod(given[0].spatial))
        asked: Factor = ("T_k", prod(given[1].spatial)) if len(given) > 1 else asking
        if self.window_ is not None:
            asked = ("tile", prod(self._tiles(given)))
        return ((asking, asked, *self._headed(given[0]).asking),) * 2

    def even(self) -> bool:
        """Say no: it projects four times."""
        return False

    def spared(self, *arrays: Parameter, learns: tuple[bool, ...], products: Products) -> int | None:
        """Spare the gradients that queries, and keys and values, would give to volumes that hang on no weights."""
        read = (each for each in arrays if each.role == "weight" and each.name != "out_proj.weight")
        asking, *answering = (piece for each in read for piece in each.pieces)
        queries = super().spared(asking, learns=learns[:1], products=products)
        keys = super().spared(*answering, learns=learns[-1:], products=products)
        return None if queries is None or keys is None else queries + keys

    def sees(self, *given: Volume) -> Sees:
        """Say that every position is read, unless there are several tiles."""
        return "all" if self.window_ is None or self._tiles(given) == given[0].spatial else Unknown(TILED)

    def remark(self, *given: Volume) -> str:
        """Say which keys a query reads where they are not as many as the queries."""
        T, T_k = prod(given[0].spatial), prod(given[-1].spatial)
        if not self.causal or T_k == T:
            return ""
        unread = f"; the last {counted(T_k - T, 'key')} nobody reads" if T_k > T else ""
        return f"causal: the query at position i reads the keys up to i, both counted from the start{unread}"

    def saved(self, *given: Volume, made: Volume) -> tuple[Saved, ...]:
        """Keep what is projected, Q, K, V, the heads' answers, and a sum a query and head; or, in tiles, the shares."""
        T, heads = prod(given[0].spatial), self._headed(given[0])
        read: tuple[Saved, ...] = ("input", "inputs") if len(given) > 1 else ("input",)
        asking, answering = heads.size * heads.heads, heads.size * heads.kv_heads
        tiled = self.window_ is not None or self.relative_bias
        shares = T * heads.heads * (prod(self._tiles(given)) if tiled else 1)
        return (
            *read,
            Extra("queries, keys, values", T * asking + 2 * prod(given[-1].spatial) * answering),
            Extra("answers", T * asking),
            Extra("shares" if tiled else "sums", shares),
        )

    def _headed(self, given: Volume) -> Heads:
        """Say how many heads of which size there are; Misfit where they do not divide."""
        if self.head_size is None and given.depth % self.heads:
            message = f"{self.heads} heads do not divide the depth of {given}"
            hint = f"heads that divide {given.depth}: {divisors(given.depth)}; or write `head_size`"
            raise Misfit(problems.GROUPS_DO_NOT_DIVIDE, "heads", message, hint)
        kv_heads = self.kv_heads or self.heads
        if self.heads % kv_heads:
            message = f"{kv_heads} heads that answer do not divide the {self.heads} that ask"
            raise Misfit(
                problems.GROUPS_DO_NOT_DIVIDE,
                "kv_heads",
                message,
                f"kv_heads that divide {self.heads}: {divisors(self.heads)}",
            )
        return Heads(self.heads, self.kv_heads, self.head_size or given.depth // self.heads)

    def _tiles(self, given: tuple[Volume, ...]) -> tuple[int, ...]:
        """Give the tile's extents; Misfit where it does not tile the map."""
        if len(given) > 1:
            field = "relative_bias" if self.window_ is None else "window"
            message = f"`{field}` is of positions of one volume, but attention reads two here"
            raise Misfit(problems.SHAPE_MISMATCH, field, message, f"leave `{field}` out, or read one volume")
        if self.window_ is None:
            return given[0].spatial
        spatial(self, given[0])
        tile, shift = per_axis(self.window_, given[0], "window"), per_axis(self.shift, given[0], "shift")
        for letter, W, w, s in zip(LETTERS, given[0].spatial, tile, shift, strict=False):
            if W % w:
                rest = f"{W % w} {'is' if W % w == 1 else 'are'} left over"
                message = f"tiles of {w} do not tile the {W} positions of {letter}: {rest}"
                hint = f"a window that divides {W} ({divisors(W)}), or `zero_pad` before it"
                raise Misfit(problems.WINDOW_DOES_NOT_FIT, "window", message, hint)
            if s >= w:
                message = f"a shift of {s} is not less than the tile of {w}"
                raise Misfit(problems.INVALID_VALUE, "shift", message, f"half of it, {w // 2}, is Swin's")
        return tile

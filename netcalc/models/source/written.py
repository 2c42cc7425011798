"""What a kind is written from: its layer, the volumes it reads and makes, the window it slides."""

from typing import Any, NamedTuple

from netcalc.arithmetic import Slide
from netcalc.models.source.piece import Unfit
from netcalc.volume import Volume


class Written(NamedTuple):
    """A layer as it is to be written. `layer` has the fields of its kind; `last`: its sequences have the depth last."""

    layer: Any
    given: tuple[Volume, ...]
    made: Volume
    window: tuple[Slide, ...] = ()
    last: bool = False

    @property
    def axes(self) -> int:
        """How many spatial axes the first volume has that it reads."""
        return len(self.given[0].spatial)

    @property
    def depth(self) -> int:
        """How deep the first volume is that it reads."""
        return self.given[0].depth

    @property
    def sides(self) -> list[tuple[int, int]]:
        """Give the padding that the windows read along each axis: before, and behind.

        The last window may need more than is written, where it is one more than would fit.
        """
        found = []
        for extent, slide, positions in zip(self.given[0].spatial, self.window, self.made.spatial, strict=False):
            reach = slide.dilation * (slide.size - 1) + 1
            needed = (positions - 1) * slide.stride + reach - extent - slide.before
            found.append((slide.before, max(slide.after, needed) if slide.rounding != "floor" else slide.after))
        return found

    @property
    def groups(self) -> int:
        """How many groups the filters of a convolution stand in."""
        return self.depth if self.layer.groups == "depth" else int(self.layer.groups)

    @property
    def factors(self) -> tuple[int, ...]:
        """By how much a shuffle changes the extents, rows first."""
        written = self.layer.factor
        return (written,) * self.axes if isinstance(written, int) else tuple(reversed(written))

    @property
    def factor(self) -> int:
        """By how much a shuffle changes every extent; Unfit where it is not the same along all axes."""
        if len(set(self.factors)) > 1:
            raise Unfit("its factor is another along each axis")
        return self.factors[0]

"""The rules with some of them changed, one after the other: another tool's convention, or a mistake."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple, TypeAlias

from netcalc.arithmetic import Rounding, Slide, SlideOf
from netcalc.calculator.rules import Rules
from netcalc.layers.array import Parameter
from netcalc.layers.base import Layer, Window
from netcalc.volume import Volume

Arrays: TypeAlias = tuple[Parameter, ...]


class At(NamedTuple):
    """Where a rule is applied: a layer, the volumes it reads, and the rules that hold there."""

    layer: Layer
    given: tuple[Volume, ...]
    rules: Rules

    @property
    def window(self) -> Window:
        """The window that the layer slides; none for one that slides none."""
        return self.layer.window(*self.given, rules=self.rules) or ()


class Change:
    """A change to the rules: each method is told what a rule gives, and gives that, or something else.

    A change overrides the method of the rule that it changes. It has no state: two of a class are equal.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    def comes_in(self, given: Volume) -> Volume:
        """Change the volume that comes into the network."""
        return given

    def rounds(self, rounding: Rounding) -> Rounding:
        """Change what a window that does not fit means."""
        return rounding

    def lies(self, slide: Slide) -> Slide:
        """Change how a window lies."""
        return slide

    def reach(self, reach: int, slide: SlideOf[int]) -> int:
        """Change how many pixels a window spans."""
        return reach

    def extent(self, extent: int, slide: SlideOf[int]) -> int:
        """Change how many positions a window has."""
        return extent

    def widened(self, field: int, before: int, reach: int) -> int:
        """Change the receptive field behind a window that spans `reach` values of a field as wide as `before`."""
        return field

    def leaves(self, made: Volume, at: At) -> Volume:
        """Change the volume that leaves a layer."""
        return made

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Change what a layer stores."""
        return arrays

    def all_neurons(self, total: int, counted: Sequence[int], given: Sequence[Volume]) -> int:
        """Change the sum of the neurons, counted layer by layer."""
        return total

    def flops(self, flops: int, macs: int) -> int:
        """Change how many operations there are."""
        return flops


@dataclass(frozen=True)
class ChangedRules(Rules):
    """The rules of the course with changes, made in this order: each is told what those before it give."""

    changes: tuple[Change, ...] = ()

    def comes_in(self, given: Volume) -> Volume:
        """Give the volume that comes in, changed."""
        return reduce(lambda found, change: change.comes_in(found), self.changes, super().comes_in(given))

    def rounds(self, own: Rounding | None) -> Rounding:
        """Give what a window that does not fit means, changed."""
        return reduce(lambda found, change: change.rounds(found), self.changes, super().rounds(own))

    def lies(self, slide: SlideOf[int]) -> Slide:
        """Give the window as it lies, changed."""
        written = Slide(
            slide.size,
            slide.stride,
            slide.before,
            slide.after,
            slide.dilation,
            slide.rounding,
            transposed=slide.transposed,
            extra=slide.extra,
        )
        return reduce(lambda found, change: change.lies(found), self.changes, written)

    def reach(self, slide: SlideOf[int]) -> int:
        """Give the span of a window, changed."""
        return reduce(lambda found, change: change.reach(found, slide), self.changes, super().reach(slide))

    def extent(self, W1: int, slide: SlideOf[int]) -> int:
        """Give the positions of a window, changed."""
        made = super().extent(W1, self.lies(slide))
        return reduce(lambda found, change: change.extent(found, slide), self.changes, made)

    def framed(self, W1: int, slide: SlideOf[int]) -> int:
        """Give the pixels within a changed frame."""
        return super().framed(W1, self.lies(slide))

    def left_over(self, W1: int, slide: SlideOf[int]) -> int:
        """Give what the changed window leaves over."""
        return super().left_over(W1, self.lies(slide))

    def jump(self, J: int, slide: SlideOf[int]) -> int:
        """Give the step of the changed window."""
        return super().jump(J, self.lies(slide))

    def widened(self, R: int, slide: SlideOf[int], J: int) -> int:
        """Give the receptive field behind a window, changed."""
        field, reach = super().widened(R, slide, J), self.reach(slide)
        return reduce(lambda found, change: change.widened(found, R, reach), self.changes, field)

    def leaves(self, layer: Layer, given: tuple[Volume, ...], made: Volume) -> Volume:
        """Give the volume that leaves a layer, changed."""
        at = At(layer, given, self)
        return reduce(lambda found, change: change.leaves(found, at), self.changes, made)

    def stores(self, layer: Layer, given: tuple[Volume, ...], arrays: Arrays) -> Arrays:
        """Give what a layer stores, changed."""
        at = At(layer, given, self)
        return reduce(lambda found, change: change.stores(found, at), self.changes, arrays)

    def all_neurons(self, counted: Sequence[int], given: Sequence[Volume]) -> int:
        """Give the sum of the neurons, changed."""
        total = super().all_neurons(counted, given)
        return reduce(lambda found, change: change.all_neurons(found, counted, given), self.changes, total)

    def flops(self, macs: int) -> int:
        """Give the operations, changed."""
        return reduce(lambda found, change: change.flops(found, macs), self.changes, super().flops(macs))

"""The rules with some of them changed, one after the other: another tool's convention, or a mistake."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Final, NamedTuple, TypeAlias

from netcalc.arithmetic import Rounding, Slide, SlideOf
from netcalc.calculator.rules import Rules, Worked
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

    A change overrides the method of the rule that it changes. Two of a class are equal, unless they say otherwise.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    def alters(self, rule: str) -> bool:
        """Say whether it changes this rule."""
        return getattr(type(self), rule) is not getattr(Change, rule)

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

    def multiplies(self, macs: int, worked: Worked) -> int:
        """Change how many multiply-adds count for a layer."""
        return macs

    def operates(self, flops: int, worked: Worked) -> int:
        """Change how many operations count for a layer."""
        return flops

    def all_neurons(self, total: int, counted: Sequence[int], given: Sequence[Volume]) -> int:
        """Change the sum of the neurons, counted layer by layer."""
        return total

    def flops(self, flops: int, macs: int) -> int:
        """Change how many operations there are."""
        return flops


RULES: Final = tuple(name for name in vars(Change) if not name.startswith("_") and name != "alters")


@dataclass(frozen=True)
class ChangedRules(Rules):
    """The rules of the course with changes, made in this order: each is told what those before it give."""

    changes: tuple[Change, ...] = ()

    @cached_property
    def to(self) -> Mapping[str, tuple[Change, ...]]:
        """The changes to each rule, by its name."""
        return {rule: tuple(each for each in self.changes if each.alters(rule)) for rule in RULES}

    def comes_in(self, given: Volume) -> Volume:
        """Give the volume that comes in, changed."""
        return reduce(lambda found, change: change.comes_in(found), self.to["comes_in"], super().comes_in(given))

    def rounds(self, own: Rounding | None) -> Rounding:
        """Give what a window that does not fit means, changed."""
        return reduce(lambda found, change: change.rounds(found), self.to["rounds"], super().rounds(own))

    def lies(self, slide: SlideOf[int]) -> SlideOf[int]:
        """Give the window as it lies, changed."""
        changes = self.to["lies"]
        if not changes:
            return slide
        return reduce(lambda found, change: change.lies(found), changes, _plain(slide))

    def reach(self, slide: SlideOf[int]) -> int:
        """Give the span of a window, changed."""
        return reduce(lambda found, change: change.reach(found, slide), self.to["reach"], super().reach(slide))

    def extent(self, W1: int, slide: SlideOf[int]) -> int:
        """Give the positions of a window, changed."""
        made = super().extent(W1, self.lies(slide))
        return reduce(lambda found, change: change.extent(found, slide), self.to["extent"], made)

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
        return reduce(lambda found, change: change.widened(found, R, reach), self.to["widened"], field)

    def leaves(self, layer: Layer, given: tuple[Volume, ...], made: Volume) -> Volume:
        """Give the volume that leaves a layer, changed."""
        at = At(layer, given, self)
        return reduce(lambda found, change: change.leaves(found, at), self.to["leaves"], made)

    def stores(self, layer: Layer, given: tuple[Volume, ...], arrays: Arrays) -> Arrays:
        """Give what a layer stores, changed."""
        at = At(layer, given, self)
        return reduce(lambda found, change: change.stores(found, at), self.to["stores"], arrays)

    def multiplies(self, macs: int, worked: Worked) -> int:
        """Give the multiply-adds of a layer, changed."""
        return reduce(lambda found, change: change.multiplies(found, worked), self.to["multiplies"], macs)

    def operates(self, flops: int, worked: Worked) -> int:
        """Give the operations of a layer, changed."""
        return reduce(lambda found, change: change.operates(found, worked), self.to["operates"], flops)

    def all_neurons(self, counted: Sequence[int], given: Sequence[Volume]) -> int:
        """Give the sum of the neurons, changed."""
        total = super().all_neurons(counted, given)
        return reduce(lambda found, change: change.all_neurons(found, counted, given), self.to["all_neurons"], total)

    def flops(self, macs: int) -> int:
        """Give the operations, changed."""
        return reduce(lambda found, change: change.flops(found, macs), self.to["flops"], super().flops(macs))


def _plain(slide: SlideOf[int]) -> Slide:
    """Give the numbers of a window, which may be labelled, as a plain one."""
    return Slide(
        slide.size,
        slide.stride,
        slide.before,
        slide.after,
        slide.dilation,
        slide.rounding,
        transposed=slide.transposed,
        extra=slide.extra,
    )

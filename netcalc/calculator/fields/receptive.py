"""Receptive fields followed: what is seen through a window, and over several paths together."""

from collections.abc import Sequence
from math import gcd, lcm
from typing import Final

from netcalc.arithmetic import Arithmetic, Slide
from netcalc.calculator.fields.sight import Sight
from netcalc.calculator.fields.spans import Axes, Seen, both, ends, in_step, reads, repeated, steps, union

MOST_LOOKS: Final = 2_000_000
TOO_MUCH: Final = "its windows have more different spans than netcalc follows"


class Tracker:
    """Follows receptive fields through one network; counts its looks, so that no spec can make them endless."""

    def __init__(self, rules: Arithmetic) -> None:
        """Follow by these rules."""
        self.rules = rules
        self.looks = 0

    def through(self, sight: Sight, window: tuple[Slide, ...]) -> Sight:
        """Give what is seen through a window."""
        if sight.sees != "spans":
            return sight
        seen = [self._slid(before, slide) for before, slide in zip(sight.axes, window, strict=True)]
        axes = tuple([axis for axis in seen if axis is not None])
        if axes == sight.axes:
            return sight
        return sight._replace(axes=axes) if len(axes) == len(seen) else Sight("unknown", note=TOO_MUCH)

    def joined(self, paths: Sequence[Sight], name: str) -> Sight:
        """Give what is seen over several paths: all, where one sees all; unknown, where their steps differ."""
        for sees in ("all", "unknown"):
            for path in paths:
                if path.sees == sees:
                    return path
        together = paths[0]
        for path in paths[1:]:
            if together.order != path.order:
                return Sight("unknown", note=f"paths meet in {name} that look along different axes of the input")
            if not all(map(in_step, together.axes, path.axes)):
                different = f"{_stepped(together.axes)} and {_stepped(path.axes)}"
                return Sight("unknown", note=f"paths of different steps meet in {name}: {different} pixels")
            if not self._affordable(together.axes, path.axes):
                return Sight("unknown", note=TOO_MUCH)
            together = together._replace(
                axes=tuple(map(both, together.axes, path.axes)), note=together.note or path.note
            )
        return together

    def _affordable(self, one: Axes, other: Axes) -> bool:
        self.looks += sum(lcm(len(a.spans), len(b.spans)) for a, b in zip(one, other, strict=True) if a != b)
        return self.looks <= MOST_LOOKS

    def _slid(self, seen: Seen, slide: Slide) -> Seen | None:
        if slide.repeats > 1:
            self.looks += len(seen.spans) * slide.repeats
            if self.looks > MOST_LOOKS:
                return None
            seen = repeated(seen, slide.repeats)
        if len(seen.spans) == 1 and seen.spans[0] and seen.shift > 0 and not slide.transposed:
            return self._regular(seen.spans[0], seen.shift, slide)
        phases = len(seen.spans)
        common = 1 if slide.transposed else gcd(phases, slide.stride)
        made = phases * slide.stride if slide.transposed else phases // common
        self.looks += made * min(slide.size, 2 * phases * abs(slide.stride))
        if self.looks > MOST_LOOKS:
            return None
        shift = seen.shift if slide.transposed else seen.shift * slide.stride // common
        spans = (union(map(seen.at, ends(reads(position, slide), phases))) for position in range(made))
        return Seen(tuple(spans), shift)

    def _regular(self, span: tuple[int, int], jump: int, slide: Slide) -> Seen:
        start = self.rules.start(span[0], slide, jump)
        size = self.rules.widened(span[1] - span[0] + 1, slide, jump)
        return Seen(((start, start + size - 1),), self.rules.jump(jump, slide))


def _stepped(axes: Axes) -> str:
    return "x".join(map(str, steps(axes)))

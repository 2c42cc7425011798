"""Spans: which input pixels the positions of one axis see, a span a phase.

Position o sees pixels [first, last] of phase o mod q, moved on by `shift` pixels for every q positions.
Strides keep q = 1; a transposed window has a phase for each of its strides.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple, TypeAlias

from netcalc.arithmetic import Slide

Span: TypeAlias = tuple[int, int] | None


class Seen(NamedTuple):
    """What the positions of an axis see: a span for each phase (None: nothing), the shift from period to period."""

    spans: tuple[Span, ...] = ((0, 0),)
    shift: int = 1

    def at(self, position: int) -> Span:
        """Give the first and last pixel that a position sees."""
        periods, phase = divmod(position, len(self.spans))
        span = self.spans[phase]
        return span and (span[0] + periods * self.shift, span[1] + periods * self.shift)


Axes: TypeAlias = tuple[Seen, ...]


def union(spans: Iterable[Span]) -> Span:
    """Give the span over all the spans that see anything."""
    seen = [span for span in spans if span]
    if not seen:
        return None
    first, last = zip(*seen, strict=True)
    return min(first), max(last)


def repeated(seen: Seen, times: int) -> Seen:
    """Give what positions see where each value stands so often side by side."""
    return seen._replace(spans=tuple(span for span in seen.spans for _ in range(times)))


def both(one: Seen, other: Seen) -> Seen:
    """Give what the positions of two paths of one step see together."""
    if one == other:
        return one
    phases = lcm(len(one.spans), len(other.spans))
    spans = tuple(union((one.at(position), other.at(position))) for position in range(phases))
    return Seen(spans, one.shift * phases // len(one.spans))


def in_step(one: Seen, other: Seen) -> bool:
    """Say whether neighbouring values lie equally far apart."""
    return one.shift * len(other.spans) == other.shift * len(one.spans)


def steps(axes: Axes) -> tuple[Fraction, ...]:
    """Give how far apart neighbouring values of each axis lie, in input pixels."""
    return tuple(Fraction(seen.shift, len(seen.spans)) for seen in axes)


def ends(found: range, phases: int) -> Iterable[int]:
    """Give as many reads from either end as there are phases: none between them sees further."""
    return found if len(found) <= 2 * phases else (*found[:phases], *found[-phases:])


def reads(position: int, slide: Slide) -> range:
    """Give the positions that a window at this one reads, or that lay values on it where it is transposed."""
    return _laid_by(position, slide) if slide.transposed else covered(position, slide)


def covered(position: int, slide: Slide) -> range:
    """Give the F places that a window covers at this position, d apart: it reads them, or lays values on them."""
    start = position * slide.stride - slide.before
    return range(start, start + slide.size * slide.dilation, slide.dilation)


def _laid_by(position: int, slide: Slide) -> range:
    """Give the positions that lay a filter value on this one: i with i·S + k·d = position + before."""
    target = position + slide.before
    every = slide.stride // gcd(slide.stride, slide.dilation)
    first = next((k for k in range(min(every, slide.size)) if (target - k * slide.dilation) % slide.stride == 0), None)
    if first is None:
        return range(0)
    count, apart = len(range(first, slide.size, every)), every * slide.dilation // slide.stride
    start = (target - first * slide.dilation) // slide.stride
    return range(start, start - count * apart, -apart)

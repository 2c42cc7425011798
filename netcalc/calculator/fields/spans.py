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
    return (min(first for first, _ in seen), max(last for _, last in seen)) if seen else None


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


def ends(reads: range, phases: int) -> Iterable[int]:
    """Give as many reads from either end as there are phases: none between them sees further."""
    return reads if len(reads) <= 2 * phases else (*reads[:phases], *reads[-phases:])


def ordinary_reads(position: int, slide: Slide, phases: int) -> Iterable[int]:
    """Give the positions that a window reads, F of them, d apart."""
    start = position * slide.stride - slide.before
    return ends(range(start, start + slide.size * slide.dilation, slide.dilation), phases)


def transposed_reads(position: int, slide: Slide, phases: int) -> Iterable[int]:
    """Give the positions that lay a filter value on this one: i with i·S + k·d = position + before."""
    target = position + slide.before
    every = slide.stride // gcd(slide.stride, slide.dilation)
    first = next((k for k in range(min(every, slide.size)) if (target - k * slide.dilation) % slide.stride == 0), None)
    if first is None:
        return ()
    values = ends(range(first, slide.size, every), phases)
    return [(target - k * slide.dilation) // slide.stride for k in values]

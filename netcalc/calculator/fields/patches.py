"""Patches: the positions of a volume that one value looks at, a set along each axis; carried back through a layer."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeAlias

from netcalc import problems
from netcalc.arithmetic import Slide
from netcalc.calculator.fields.spans import reads
from netcalc.problems import Problem, SpecError

Positions: TypeAlias = tuple[int, ...]
Patch: TypeAlias = tuple[Positions, ...]
MOST_POSITIONS: Final = 100_000  # along an axis, or looks through one window
MOST_PATCHES: Final = 200
# Where position p lies that stands outside of 0 ... W - 1, by what stands in the padding.
COPIED: Final[dict[str, Callable[[int, int], int]]] = {
    "reflect": lambda p, W: W - 1 - abs(W - 1 - abs(p)),
    "replicate": lambda p, W: min(max(p, 0), W - 1),
    "circular": lambda p, W: p % W,
}


def whole(extents: Sequence[int]) -> Patch:
    """Give all positions of a volume; SpecError where they are too many to name."""
    if max(extents, default=0) > MOST_POSITIONS:
        raise too_much(max(extents), "positions along an axis")
    return tuple(tuple(range(W)) for W in extents)


def under(patch: Patch, window: Sequence[Slide]) -> Patch:
    """Give what the windows at these positions look at, padding too.

    >>> under(((0, 1),), [Slide(3, 2, 1, 1)])
    ((-1, 0, 1, 2, 3),)
    """
    return tuple(_along(positions, slide) for positions, slide in zip(patch, window, strict=True))


def _along(positions: Positions, slide: Slide) -> Positions:
    if len(positions) * slide.size > MOST_POSITIONS * 10:
        raise too_much(len(positions) * slide.size, "looks through one window")
    found = {each for position in positions for each in reads(position, slide)}
    return tuple(sorted({each // slide.repeats for each in found}))


def within(patch: Patch, extents: Sequence[int], mode: str = "zeros") -> Patch:
    """Give the positions that lie in the volume; in padding that copies pixels, those that it copies."""
    copied = COPIED.get(mode)
    if copied is not None:
        patch = tuple(tuple(sorted({copied(p, W) for p in each})) for each, W in zip(patch, extents, strict=True))
    return tuple(tuple(p for p in each if 0 <= p < W) for each, W in zip(patch, extents, strict=True))


def stretched(patch: Patch, extents: Sequence[int]) -> Patch:
    """Give the positions of a volume that is stretched over another, whose positions these are."""
    if not extents:
        return ()
    return tuple(positions if W > 1 else (0,) for positions, W in zip(patch, extents, strict=True))


def turned(patch: Patch, order: Sequence[int]) -> Patch:
    """Turn the axes back: axis i is axis order[i] of what came."""
    return tuple(patch[order.index(axis)] for axis in range(len(order)))


def gathered(patches: Iterable[Patch]) -> tuple[Patch, ...]:
    """Put patches together, without those that are empty or lie within another."""
    found = {patch for patch in patches if all(patch)}
    if len(found) <= 1:
        return tuple(found)
    kept: list[Patch] = []
    sets: list[list[set[int]]] = []
    for patch in sorted(found, key=_size, reverse=True):
        axes = [set(each) for each in patch]
        if not any(all(one <= other for one, other in zip(axes, larger, strict=True)) for larger in sets):
            kept.append(patch)
            sets.append(axes)
    if len(kept) > MOST_PATCHES:
        raise too_much(len(kept), "patches")
    return tuple(kept)


def _size(patch: Patch) -> int:
    made = 1
    for each in patch:
        made *= len(each)
    return made


def too_much(count: int, what: str) -> SpecError:
    """Refuse to follow more than can be named."""
    message = f"this is more than a field is followed through: {count:,} {what}"
    return SpecError([Problem(code=problems.LIMIT_EXCEEDED, message=message)])

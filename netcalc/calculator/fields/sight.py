"""A sight: what the values of a layer see of the network's input, and what a report says of it."""

from fractions import Fraction
from typing import Final, Literal, NamedTuple

from netcalc.calculator.fields.spans import Axes, Seen
from netcalc.report.report import Reach, ReceptiveField, Sees

NONE_SEEN: Final = "nothing of the input reaches it"


class Sight(NamedTuple):
    """What the values of a layer see of the input; only spans have axes, and a note says what else there is to say.

    `order`: along which axis of the input each axis looks; empty where that is its own.
    """

    sees: Sees | Literal["nothing"]
    axes: Axes = ()
    note: str | None = None
    order: tuple[int, ...] = ()

    @property
    def answer(self) -> Sees:
        """Which of a report's three answers it is."""
        return "spans" if self.sees == "nothing" else self.sees


UNSEEING: Final = Sight("nothing", note=NONE_SEEN)


class Path(NamedTuple):
    """What a layer reads along one path: from which layer, how far it extends, what its values see."""

    name: str
    extents: tuple[int, ...]
    sight: Sight


def everything(name: str) -> Sight:
    """Say that this layer reads every position, so that each of its values sees all there is."""
    return Sight("all", note=f"{name} reads every position")


def turned(sight: Sight, order: tuple[int, ...]) -> Sight:
    """Give what is seen where the axes stand in another order."""
    own = tuple(range(len(order)))
    if sight.sees != "spans" or order == own:
        return sight
    looks = tuple((sight.order or own)[at] for at in order)
    note = None if looks == own else f"its axes look along axes {', '.join(map(str, looks))} of the input"
    return Sight("spans", tuple(sight.axes[at] for at in order), note, () if looks == own else looks)


def field_of(sight: Sight, extents: tuple[int, ...]) -> ReceptiveField | None:
    """Put a sight as numbers: the widest span, the step, the first position's start. Nothing is spans of no pixel."""
    if sight.sees == "nothing":
        return tuple(Reach(0, 1, 0) for _ in extents)
    return tuple(map(_reach, sight.axes, extents)) if sight.sees == "spans" else None


def _reach(seen: Seen, extent: int) -> Reach:
    if len(seen.spans) == 1 and seen.spans[0]:
        first, last = seen.spans[0]
        return Reach(last - first + 1, seen.shift, first)
    spans = [span for span in seen.spans[:extent] if span] or [(0, -1)]
    step = Fraction(seen.shift, len(seen.spans))
    start = (seen.spans[0] or min(spans))[0]
    size = max(last - first + 1 for first, last in spans)
    return Reach(size, int(step) if step.denominator == 1 else step, start)

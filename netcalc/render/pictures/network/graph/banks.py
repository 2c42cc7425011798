"""A net that contracts and expands, drawn as a U: down on the left, up on the right, level bridges between."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from netcalc.render.pictures.drawing import THIN, Area, Mark, Path, Point
from netcalc.render.pictures.network.graph.nodes import STACK, Node
from netcalc.render.pictures.network.graph.valley import Valley

GAP: Final = 24.0  # between boxes of an arm
BESIDE: Final = 34.0  # between boxes of a bridge
WIRE: Final = 1.3
TIP: Final = 6.0
HALF: Final = 3.5  # of the back of a tip


class Banks:
    """Where the boxes of a valley stand, and the wires between them."""

    def __init__(self, found: Valley, nodes: Sequence[Node]) -> None:
        """Put like levels at like heights, and each arm as close as its boxes allow."""
        self.found, self.nodes = found, nodes
        self.left, self.right = found.spine[: found.bottom + 1], found.spine[found.bottom + 1 :]
        self.places: dict[int, Point] = {}
        self._across(self._heights())

    def _heights(self) -> dict[int, float]:
        """Give the middle of each box of the arms; level by level, so that the two ends of a bridge are as high."""
        down, up = self.left, tuple(reversed(self.right))
        level = [(bridge.start, bridge.end) for bridge in self.found.bridges] + [(down[-1], up[-1])]
        heights: dict[int, float] = {}
        begun, top = (0, 0), 0.0
        for one, other in level:
            until = down.index(one) + 1, up.index(other) + 1
            arms = down[begun[0] : until[0]], up[begun[1] : until[1]]
            tall = max(map(self._tall, arms))
            for arm in arms:
                heights |= self._spread(arm, top, tall, even=top > 0)
            heights[one] = heights[other] = min(heights[one], heights[other])
            begun, top = until, top + tall
        self.height = top
        return heights

    def _spread(self, arm: Sequence[int], top: float, tall: float, *, even: bool) -> Iterator[tuple[int, float]]:
        """Put boxes below each other, the last at the bottom; evenly, or as close to it as they may be."""
        spare = tall - self._tall(arm)
        y = top + (0.0 if even else spare)
        for each in arm:
            y += self.nodes[each].above * 2 + GAP + (spare / len(arm) if even else 0.0)
            yield each, y - GAP - self.nodes[each].height / 2

    def _tall(self, arm: Sequence[int]) -> float:
        return sum(self.nodes[each].above * 2 + GAP for each in arm)

    def _across(self, heights: dict[int, float]) -> None:
        """Put the arms as far apart as the widest bridge, and what is on a bridge between them."""
        half = [max(self.nodes[each].width / 2 for each in arm) for arm in (self.left, self.right)]
        spans = [sum(self.nodes[each].width + BESIDE for each in bridge.between) for bridge in self.found.bridges]
        apart = half[0] + max(spans) + BESIDE + half[1]
        self.width = half[0] + apart + half[1]
        for x, arm in ((half[0], self.left), (half[0] + apart, self.right)):
            self.places |= {each: (x, heights[each]) for each in arm}
        for bridge, span in zip(self.found.bridges, spans, strict=True):
            x = half[0] + half[0] + (apart - half[0] - half[1] - span + BESIDE) / 2
            for each in bridge.between:
                self.places[each] = (x + self.nodes[each].width / 2, heights[bridge.start])
                x += self.nodes[each].width + BESIDE

    def place(self, node: int) -> Point:
        """Give the middle of a node."""
        return self.places[node]

    def marks(self) -> Iterator[Mark]:
        """Draw the wires: down the left arm, over the bottom and the bridges, up the right arm."""
        for before, node in pairwise(self.left):
            yield from self._down(before, node)
        yield from self._over(self.left[-1], self.right[0])
        for before, node in pairwise(self.right):
            yield from self._up(before, node)
        for bridge in self.found.bridges:
            for before, node in pairwise((bridge.start, *bridge.between, bridge.end)):
                yield from self._over(before, node)

    def _down(self, before: int, node: int) -> Iterator[Mark]:
        x, y = self.places[node]
        tip = y - self.nodes[node].above
        start = self.places[before][1] + self.nodes[before].height / 2
        yield Path((x, start), (((x, tip),),), "soft", WIRE)
        yield _tip((x, tip), (-HALF, -TIP), (HALF, -TIP))

    def _up(self, before: int, node: int) -> Iterator[Mark]:
        x, y = self.places[node]
        tip = y + self.nodes[node].height / 2
        yield Path((x, self.places[before][1] - self.nodes[before].above), (((x, tip),),), "soft", WIRE)
        yield _tip((x, tip), (-HALF, TIP), (HALF, TIP))

    def _over(self, before: int, node: int) -> Iterator[Mark]:
        """Go to the right, at the height at which it enters."""
        (x, _), (to, y) = self.places[before], self.places[node]
        start, end = x + self.nodes[before].width / 2, to - self.nodes[node].width / 2
        start += STACK if self.nodes[before].part.folded else 0.0
        yield Path((start, y), (((end, y),),), "soft", WIRE)
        yield _tip((end, y), (-TIP, -HALF), (-TIP, HALF))


def _tip(at: Point, one: Point, other: Point) -> Area:
    corners = tuple((at[0] + x, at[1] + y) for x, y in (one, other))
    return Area((at, *corners), "soft", role="soft", width=THIN)

"""What tests ask of a drawing: where its words lie, which lie on each other, where its wires run."""

from collections.abc import Iterator
from itertools import pairwise

from netcalc.render.pictures.drawing import Box, Drawing, Path, Point, Words, edges

Edges = tuple[float, float, float, float]


def words(drawing: Drawing) -> list[Words]:
    return [mark for mark in drawing.marks if isinstance(mark, Words)]


def lying_on_another(drawing: Drawing) -> list[tuple[Words, Words]]:
    """Give the pairs of words that touch."""
    placed = sorted(((edges(each), each) for each in words(drawing)), key=lambda pair: pair[0][1])
    found = []
    open_: list[tuple[Edges, Words]] = []
    for box, each in placed:
        open_ = [pair for pair in open_ if pair[0][3] > box[1]]
        found += [(other, each) for around, other in open_ if around[0] < box[2] and box[0] < around[2]]
        open_.append((box, each))
    return found


def off_the_sheet(drawing: Drawing) -> list[Words]:
    def out(each: Words) -> bool:
        left, top, right, bottom = edges(each)
        return left < 0 or top < 0 or right > drawing.width or bottom > drawing.height

    return [each for each in words(drawing) if out(each)]


def around(box: Box) -> Edges:
    return box.x - box.half, box.y - box.high, box.x + box.half, box.y + box.high


def along(path: Path, steps: int = 12) -> Iterator[Point]:
    """Walk along a wire, straight or bent."""
    ends = [path.start, *(step[-1] for step in path.steps)]
    for (start, end), step in zip(pairwise(ends), path.steps, strict=True):
        corners = (start, *step) if len(step) > 1 else (start, start, end, end)
        for place in range(steps + 1):
            t = place / steps
            shares = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
            yield (
                sum(share * corner[0] for share, corner in zip(shares, corners, strict=True)),
                sum(share * corner[1] for share, corner in zip(shares, corners, strict=True)),
            )


def through_boxes(drawing: Drawing) -> list[tuple[Path, Box]]:
    """Give the wires that run through a box: more than a touch of its edge."""
    boxes = [(around(mark), mark) for mark in drawing.marks if isinstance(mark, Box)]
    walks = [(mark, list(along(mark))) for mark in drawing.marks if isinstance(mark, Path)]
    return [
        (path, box)
        for path, walk in walks
        for (left, top, right, bottom), box in boxes
        if any(left + 2 < x < right - 2 and top + 2 < y < bottom - 2 for x, y in walk)
    ]

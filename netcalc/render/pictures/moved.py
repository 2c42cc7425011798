"""A mark put elsewhere."""

from netcalc.render.pictures.drawing import Area, Mark, Path, Point


def moved(mark: Mark, x: float, y: float) -> Mark:
    """Give the same mark, so far to the right and down."""

    def at(point: Point) -> Point:
        return point[0] + x, point[1] + y

    if isinstance(mark, Path):
        return mark._replace(start=at(mark.start), steps=tuple(tuple(map(at, step)) for step in mark.steps))
    if isinstance(mark, Area):
        return mark._replace(points=tuple(map(at, mark.points)))
    return mark._replace(x=mark.x + x, y=mark.y + y)

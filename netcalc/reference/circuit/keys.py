"""Places in an array: `w[0]`, `x[0:2]`, `W[:, 1]`, as they are written, and the shape that they give."""

from typing import TypeAlias

Cut: TypeAlias = tuple[int | None, int | None, int | None]
Key: TypeAlias = tuple[int | Cut, ...]


def spelt(key: Key) -> str:
    """Write places as Python does.

    >>> spelt((0, (None, 2, None))), spelt(((None, None, -1),))
    ('0, :2', '::-1')
    """
    return ", ".join(map(_spelt, key))


def chosen(shape: tuple[int, ...], key: Key) -> tuple[int, ...]:
    """Give the shape of what stands at these places; IndexError says why there is nothing.

    >>> chosen((5, 3), (0,)), chosen((5, 3), ((0, 2, None), 1)), chosen((4,), (-1,))
    ((3,), (2,), ())
    """
    if len(key) > len(shape):
        message = f"{len(key)} places are named in {_axes(len(shape))}"
        raise IndexError(message)
    made = []
    axes = ("place",) if len(shape) == 1 else ("row", "column")
    for place, extent, axis in zip(key, shape, axes, strict=False):
        if isinstance(place, tuple):
            made.append(_length(place, extent, axis))
        elif not -extent <= place < extent:
            message = f"there is no {axis} {place}: they go from 0 to {extent - 1}"
            raise IndexError(message)
    return (*made, *shape[len(key) :])


def slices(key: Key) -> tuple[int | slice, ...]:
    """Give the key that arrays take."""
    return tuple(slice(*place) if isinstance(place, tuple) else place for place in key)


def _length(cut: Cut, extent: int, axis: str) -> int:
    if cut[2] == 0:
        raise IndexError("a slice has no step of 0")
    length = len(range(*slice(*cut).indices(extent)))
    if not length:
        message = f"no {axis} stands at {_spelt(cut)}: they go from 0 to {extent - 1}"
        raise IndexError(message)
    return length


def _spelt(place: int | Cut) -> str:
    if isinstance(place, int):
        return str(place)
    start, stop, step = ("" if end is None else str(end) for end in place)
    return f"{start}:{stop}" + (f":{step}" if step else "")


def _axes(count: int) -> str:
    return "a number" if count == 0 else "a vector, which takes one" if count == 1 else "a matrix, which takes two"

"""Arrays of a circuit changed as people change them: turned round, with the other sign."""

from netcalc.homework.mistakes.base import Rows, Told


def turned_round(value: Told) -> Told:
    """Give a shape from its end, an array with rows and columns changed; None for anything else.

    >>> turned_round((5, 10)), turned_round(((1.0, 2.0), (3.0, 4.0))), turned_round((1.0, 2.0))
    ((10, 5), ((1.0, 3.0), (2.0, 4.0)), None)
    """
    if not isinstance(value, tuple):
        return None
    rows = [tuple(each for each in row if isinstance(each, float)) for row in value if isinstance(row, tuple)]
    if rows and len({len(row) for row in rows}) == 1:
        return tuple(zip(*rows, strict=True))
    sizes = [each for each in value if isinstance(each, int)]
    return tuple(reversed(sizes)) if len(sizes) == len(value) else None


def negative(value: Told) -> Told:
    """Turn the sign of every number of an array.

    >>> negative(((1.0, -2.0),))
    ((-1.0, 2.0),)
    """
    return (
        _negative(tuple(each for each in value if isinstance(each, tuple | float)))
        if isinstance(value, tuple)
        else None
    )


def _negative(rows: Rows) -> Rows:
    return tuple(_negative(each) if isinstance(each, tuple) else -each for each in rows)

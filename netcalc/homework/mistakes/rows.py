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
    return _scaled(_rows(value), -1) if isinstance(value, tuple) else None


def _rows(value: tuple[object, ...]) -> Rows:
    return tuple(each for each in value if isinstance(each, tuple | float))


def scaled(value: Told, times: float) -> Told:
    """Multiply a number, or every number of an array; None for anything else.

    >>> scaled(((1.0, -2.0),), 0.5)
    ((0.5, -1.0),)
    """
    if isinstance(value, float | int) and not isinstance(value, bool):
        return value * times
    return _scaled(_rows(value), times) if isinstance(value, tuple) else None


def _scaled(rows: Rows, times: float) -> Rows:
    return tuple(_scaled(each, times) if isinstance(each, tuple) else each * times for each in rows)


def matrix_times(matrix: Told, vector: Told) -> Told:
    """Multiply a matrix by a vector; None where they are not, or do not fit.

    >>> matrix_times(((1.0, 2.0), (3.0, 4.0)), (1.0, -1.0))
    (-1.0, -1.0)
    """
    if not isinstance(matrix, tuple) or not isinstance(vector, tuple):
        return None
    numbers = [each for each in vector if isinstance(each, float)]
    rows = [[each for each in row if isinstance(each, float)] for row in matrix if isinstance(row, tuple)]
    fits = rows and numbers and all(len(row) == len(numbers) == len(vector) for row in rows)
    return tuple(sum(w * x for w, x in zip(row, numbers, strict=True)) for row in rows) if fits else None

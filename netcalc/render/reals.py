"""How real numbers are written: in a table to four digits, in a sentence as on the slides."""

from netcalc.circuits.shapes import Shape, spoken
from netcalc.circuits.values import Known

MOST_SPELT = 12
MOST_WIDE = 26


def real(value: float) -> str:
    """Write a number to four digits.

    >>> real(-12.0), real(0.7310585786)
    ('-12', '0.7311')
    """
    return f"{value + 0.0:.4g}"


def slide(value: float, places: int = 2) -> str:
    """Write a number as the slides do: whole where it is, else to two decimals (or `places`), small ones to two digits.

    >>> slide(-12.0), slide(-0.19661), slide(0.00123), slide(-0.19661, 4)
    ('-12', '-0.20', '0.0012', '-0.1966')
    """
    if abs(value) >= 1e6 or 0 < abs(value) < 0.01:
        return f"{value:.{places}g}"
    return f"{value + 0.0:.0f}" if value == int(value) else f"{value:.{places}f}"


def signed(written: str) -> str:
    """Put a negative number into brackets, as it stands behind another sign.

    >>> signed("-2"), signed("2")
    ('(-2)', '2')
    """
    return f"({written})" if written.startswith("-") else written


def array(value: Known, shape: Shape) -> str:
    """Write a number, a small array in full, or the shape of a large one."""
    if isinstance(value, float):
        return real(value)
    count = 1
    for extent in shape:
        count *= extent
    return spoken(shape) if value is None or count > MOST_SPELT else _spelt(value)


def few(value: Known, shape: Shape) -> str:
    """Write a number, a small array in full, of a larger one the first values.

    >>> few(((0.126, -0.132, 0.64, 7.0),) * 5, (5, 4)), few((1.0, 2.0), (2,))
    ('[[0.126, …], …]', '[1, 2]')
    """
    written = array(value, shape)
    if not isinstance(value, tuple) or (written != spoken(shape) and len(written) <= MOST_WIDE):
        return written
    row = value[0]
    if not isinstance(row, tuple):
        return _begun(value, 2)
    return f"[{_begun(row, 1)}, …]" if len(value) > 1 else f"[{_begun(row, 2)}]"


def _begun(row: tuple[Known, ...], most: int) -> str:
    """Write the first values of a row."""
    shown = ", ".join(f"{each:.3g}" for each in row[:most] if isinstance(each, float))
    return f"[{shown}, …]" if len(row) > most else f"[{shown}]"


def _spelt(value: Known) -> str:
    return f"[{', '.join(map(_spelt, value))}]" if isinstance(value, tuple) else real(value or 0.0)

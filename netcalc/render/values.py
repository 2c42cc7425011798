"""How single values are written: numbers in groups of three, volumes with x, bytes with a binary unit."""

from fractions import Fraction
from typing import Final

from netcalc.report.query import Value
from netcalc.report.report import Reach
from netcalc.volume import Volume

UNITS: Final = ("bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB")
SCALES: Final = ("", "k", "M", "G", "T", "P", "E")
NOTHING: Final = "-"


def number(value: int | Fraction | None) -> str:
    """Write a number: 61,706; a fraction to two decimals; - where nobody knows.

    >>> number(61706), number(None), number(Fraction(7, 3))
    ('61,706', '-', '2.33')
    """
    if value is None:
        return NOTHING
    return f"{value:,}" if isinstance(value, int) else f"{float(value):.2f}"


def rounded(value: int | None) -> str:
    """Write a number to four digits, with k, M, G, T for thousands: 15.47G."""
    if value is None:
        return NOTHING
    size, scale = float(value), 0
    while size >= 999.95 and scale < len(SCALES) - 1:
        size, scale = size / 1000, scale + 1
    return f"{size:.4g}{SCALES[scale]}" if scale and size < 1e5 else number(value)


def size(value: int | None) -> str:
    """Write bytes with a binary unit: 241.0 KiB is 241 times 1,024 bytes."""
    if value is None:
        return NOTHING
    held, unit = Fraction(value), 0
    while held >= 1024 and unit < len(UNITS) - 1:
        held, unit = held / 1024, unit + 1
    return f"{number(value)} bytes" if unit == 0 else f"{float(held):,.1f} {UNITS[unit]}"


def value(found: Value) -> str:
    """Write the answer to a query, digits not grouped, so that programs can read it."""
    if found is None:
        return NOTHING
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, Fraction):
        return f"{float(found):.2f}"
    if isinstance(found, Volume | int | str):
        return str(found)
    return _several(found)


def _several(found: tuple[object, ...]) -> str:
    if not found:
        return NOTHING
    if all(isinstance(part, int | Fraction) for part in found):
        return "x".join(map(str, found))
    if all(isinstance(part, Reach) for part in found):
        return "x".join(str(part.size) for part in found if isinstance(part, Reach))
    return ", ".join(NOTHING if part is None else str(part) for part in found)

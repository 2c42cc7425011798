"""How many decimals a circuit's numbers have in sentences: two, as on the slides, or as many as somebody typed."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from netcalc.circuits.result import Circuit
from netcalc.circuits.values import Known

SLIDES: Final = 2
MOST: Final = 8
QUOTIENT: Final = 4  # 1/3 has no end


def places_of(circuit: Circuit) -> int:
    """Give the decimals: two, or those of the number that was given with most of them."""
    given = (each.value for each in circuit.inputs if not each.drawn and not each.worked_out)
    found = max((_places(number) for value in given for number in _numbers(value)), default=SLIDES)
    return max(SLIDES, found if found <= MOST else QUOTIENT)


def _numbers(value: Known) -> Iterator[float]:
    if isinstance(value, tuple):
        for each in value:
            yield from _numbers(each)
    elif value is not None:
        yield value


def _places(number: float) -> int:
    """Count the decimals of a number, of a small one its digits."""
    _, digits, exponent = Decimal(repr(number)).as_tuple()
    return (-exponent if abs(number) >= 0.01 else len(digits)) if isinstance(exponent, int) else 0

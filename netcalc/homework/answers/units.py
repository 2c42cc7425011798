"""Whether the unit behind an answer is one of what is asked; the grammar of units is that of all numbers."""

from typing import Final, NamedTuple

from netcalc.report.query import measures
from netcalc.text.numbers import quantity

WORK: Final = frozenset({"macs", "flops"})
VALUES: Final = "values"


class Unit(NamedTuple):
    """A unit: what it measures, and the word that was written."""

    measures: str
    word: str


def asked(word: str) -> str | None:
    """Say what a number asked by this word of a query measures; None where a unit has no place.

    >>> asked("memory.params"), asked("totals.weighted_layers"), asked("conv1.buffers"), asked("x")
    ('bytes', 'layers', 'buffers', None)
    """
    last = word.rpartition(".")[2]
    found = measures(word) or measures(last)
    return last if found == VALUES else found


def suits(unit: Unit | None, word: str, *, flop: str = "2mac") -> bool:
    """Say whether a number asked by this word of a query may have this unit; `flop`: what a flop is to the sheet.

    >>> neurons, macs = Unit("neurons", "neurons"), Unit("macs", "MACs")
    >>> suits(neurons, "totals.params"), suits(None, "totals.params")
    (False, True)
    >>> suits(macs, "totals.flops"), suits(macs, "totals.flops", flop="mac")
    (False, True)
    """
    if unit is None:
        return True
    meant = asked(word)
    one = flop == "mac" and {unit.measures, meant} <= WORK
    return one or (meant is not None and quantity.suits(unit.measures, meant))

"""Units that stand behind an answer: by the one grammar of numbers, and glued to their prefix (MFLOPs, GMACs)."""

from typing import Final, NamedTuple

from netcalc.text.numbers import quantity
from netcalc.text.numbers.quantity import BYTES, SCALES, NotANumber

WORK: Final = frozenset({"macs", "flops"})
MEASURED: Final = {"weighted_layers": "layers"}


class Unit(NamedTuple):
    """A unit: what it measures, and the word that was written."""

    measures: str
    word: str


def scaled(rest: str) -> tuple[int, Unit | None]:
    """Take what stands behind a number for a scale and a unit; NotANumber where it is neither.

    >>> scaled("KiB"), scaled("MFLOPs"), scaled("million")
    ((1024, Unit(measures='bytes', word='KiB')), (1000000, Unit(measures='flops', word='MFLOPs')), (1000000, None))
    """
    try:
        scale, measures = quantity.unit(rest)
    except NotANumber:
        scale, measures = _with_prefix(rest)
    return scale, Unit(measures, rest.rsplit(maxsplit=1)[-1]) if measures else None


def _with_prefix(rest: str) -> tuple[int, str | None]:
    """Read a noun that is glued to its prefix, or a scale before a noun of no known measure; NotANumber for others."""
    first, _, noun = rest.partition(" ")
    if noun and (scale := quantity.unit(first)[0]) > 1:
        return scale, None
    scale, measures = quantity.unit(rest[1:])
    if rest[0] not in SCALES or measures is None:
        message = f"not a unit: {rest}"
        raise NotANumber(message)
    return SCALES[rest[0]] * scale, measures


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
    asked = _measured(word)
    return (flop == "mac" and {unit.measures, asked} <= WORK) or quantity.suits(unit.measures, asked)


def _measured(word: str) -> str:
    """Say what the number that a word asks for measures."""
    if word.startswith("memory."):
        return BYTES
    last = word.rpartition(".")[2]
    return "pixels" if word.startswith("receptive_field") else MEASURED.get(last, last)

"""The words behind a number: its scale, what it measures, and words that say nothing; whether that is what is asked."""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from netcalc.homework.answers.links.vocabulary import ANY, FILLERS, NOUNS
from netcalc.report.query import measures
from netcalc.text.numbers import quantity
from netcalc.text.numbers.quantity import BYTES, NotANumber

WORK: Final = frozenset({"macs", "flops"})
VALUES: Final = "values"
PARAMS: Final = frozenset({"weights", "biases"})
PERCENT: Final = "percent"
LETTERS: Final = {"m": 10**6, "g": 10**9, "mln": 10**6, "bil": 10**9, "thousands": 10**3, "millions": 10**6,
                  "billions": 10**9, "trillion": 10**12, "hundred": 100,
                  "tausend": 10**3, "tsd": 10**3, "millionen": 10**6, "mrd": 10**9, "milliarden": 10**9,
                  "mille": 10**3, "milliard": 10**9, "milliards": 10**9, "millones": 10**6}  # fmt: skip
SAID: Final = {"kilo": 10**3, "mega": 10**6, "giga": 10**9, "tera": 10**12,
               "kibi": 2**10, "mebi": 2**20, "gibi": 2**30}  # fmt: skip
LAYER: Final = re.compile(r"(?:conv|pool|fc|relu|layer|dense|linear|norm|flatten|conv2d|maxpool)_?[0-9]{1,3}")
TRANSLATED: Final = {
    **dict.fromkeys(("gewicht", "gewichte", "poids", "pesos"), "weights"),
    **dict.fromkeys(("parametern", "paramètre", "paramètres", "parametres", "parámetros", "parametros"), "params"),
    **dict.fromkeys(("neuronen", "neurone", "neurones", "neuronas"), "neurons"),
    **dict.fromkeys(("biais", "sesgos"), "biases"),
    **dict.fromkeys(("pixeln",), "pixels"),
    **dict.fromkeys(("schichten", "couches", "capas"), "layers"),
    **dict.fromkeys(("octet", "octets"), "bytes"),
}  # German, French and Spanish
IN_BITS: Final = {
    f"{scale}{bit}": Fraction(times, 8)
    for scale, times in {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "ki": 2**10, "mi": 2**20}.items()
    for bit in ("bit", "bits")
}


class Unit(NamedTuple):
    """A unit: what it measures, and the word that was written."""

    measures: str
    word: str


class Behind(NamedTuple):
    """What stands behind a number: the scale, the unit, and whether there is a scale at all."""

    scale: Fraction = Fraction(1)
    unit: Unit | None = None


def behind(words: Sequence[str], asked: str | None) -> Behind:
    """Read the words behind a number; NotANumber where one is not known.

    >>> behind(["M", "params"], "params").scale, behind(["trainable", "params"], "params").unit.word
    (Fraction(1000000, 1), 'params')
    """
    found = Behind()
    for place, word in enumerate(words):
        found = _with(found, word, asked, first=place == 0)
    return found


def _with(found: Behind, word: str, asked: str | None, *, first: bool) -> Behind:
    scale, measured = _one(word, asked)
    if scale is None:
        return found
    if not first and (scale != 1 or (measured == BYTES and word in quantity.OF_BYTES)):
        message = f"`{word[:40]}` stands where no unit is due"
        raise NotANumber(message)
    unit = found.unit if measured is None else Unit(measured, word)
    if found.unit and unit and (found.unit.measures, _is_operations(word)) == ("macs", True):
        unit = found.unit
    if found.unit and unit and {found.unit.measures, unit.measures} == PARAMS:
        unit = Unit("params", f"{found.unit.word} and {word}")
    return Behind(found.scale * scale, unit)


def _is_operations(word: str) -> bool:
    """Say whether a word is `operations`, which may stand behind `MAC`."""
    return word.lower() in ("operation", "operations", "ops")


def _one(word: str, asked: str | None) -> tuple[Fraction | None, str | None]:
    """Give a word's scale and what it measures; no scale where the word says nothing."""
    word = TRANSLATED.get(word.lower(), word)
    small = word.lower()
    if small in IN_BITS:
        return IN_BITS[small], BYTES
    if small in LETTERS and word not in quantity.SCALES:
        return Fraction(LETTERS[small]), None
    if small in FILLERS or LAYER.fullmatch(small):
        return None, None
    if small[:4] in SAID and (small[4:] in quantity.MEASURED or small[4:] in IN_BITS):
        part, measured = _one(small[4:], asked)
        return (part or Fraction(1)) * SAID[small[:4]], measured
    try:
        scale, measured = quantity.unit(word, asked)
    except NotANumber:
        if small not in NOUNS:
            raise
        return Fraction(1), small
    return Fraction(scale), measured


def is_known(word: str, asked: str | None) -> bool:
    """Say whether a word is a unit, a noun, or one that says nothing."""
    try:
        behind([word], asked)
    except NotANumber:
        return False
    return True


def asked(word: str) -> str | None:
    """Say what a number asked by this word of a query measures; None where a unit has no place.

    >>> asked("memory.params"), asked("totals.weighted_layers"), asked("conv1.buffers"), asked("x")
    ('bytes', 'layers', 'buffers', None)
    """
    if word.endswith(f".{PERCENT}"):
        return PERCENT
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
    if unit is None or unit.measures in ANY:
        return True
    if unit.measures == PERCENT:
        return asked(word) in (PERCENT, None)
    meant = asked(word)
    if (meant is None and unit.measures != BYTES) or (unit.measures, meant) == ("weights", "params"):
        return True
    one = flop == "mac" and {unit.measures, meant} <= WORK
    return one or (meant is not None and quantity.suits(unit.measures, meant))

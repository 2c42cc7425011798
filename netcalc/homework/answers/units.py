"""Units that stand behind a number: what they measure, and how many of the basic unit they are."""

from dataclasses import dataclass
from typing import Final

NAMES: Final = {
    "neurons": "neuron neurons units unit",
    "weights": "weight weights",
    "biases": "bias biases",
    "params": "param params parameter parameters",
    "connections": "connection connections",
    "macs": "mac macs multiply-adds multiplications madds",
    "flops": "flop flops operations ops",
    "activations": "activation activations values",
    "pixels": "px pixel pixels",
    "bytes": "byte bytes",
}
PREFIXES: Final = {
    "": 1, "k": 10**3, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12,
    "Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "Ti": 2**40,
}  # fmt: skip
LEARNED: Final = frozenset({"weights", "biases", "params"})
WORK: Final = frozenset({"macs", "flops"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: what it measures, its scale, the word that was written."""

    measures: str
    scale: int
    word: str


UNITS: Final = {word: Unit(measured, 1, word) for measured, words in NAMES.items() for word in words.split()}
BYTES: Final = {f"{prefix}B": Unit("bytes", scale, f"{prefix}B") for prefix, scale in PREFIXES.items() if prefix}


def unit_of(text: str) -> Unit | None:
    """Find the unit a text stands for; None where it is none."""
    return BYTES.get(text) or UNITS.get(text.lower())


def suits(unit: Unit | None, word: str, *, flop: str = "2mac") -> bool:
    """Say whether a number asked by this word of a query may have this unit; `flop`: what a flop is to the sheet.

    >>> suits(unit_of("neurons"), "totals.params"), suits(None, "totals.params")
    (False, True)
    >>> suits(unit_of("MACs"), "totals.flops"), suits(unit_of("MACs"), "totals.flops", flop="mac")
    (False, True)
    """
    if unit is None:
        return True
    if word.startswith("memory."):
        return unit.measures == "bytes"
    asked = word.rpartition(".")[2]
    if word.startswith("receptive_field"):
        return unit.measures == "pixels"
    if flop == "mac" and {unit.measures, asked} <= WORK:
        return True
    return unit.measures == asked or (asked in LEARNED and unit.measures == "params")

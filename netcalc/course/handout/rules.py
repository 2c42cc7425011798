"""How the questions of a sheet want to be answered: its conventions, in sentences, as far as they are asked about."""

from collections.abc import Iterator
from typing import Final

from netcalc.homework.key.key import Key
from netcalc.homework.sheet.conventions import Conventions

ORDERS: Final = {
    "whd": ("width x height x depth", "32x24x3"),
    "hwd": ("height x width x depth", "24x32x3"),
    "dhw": ("depth x height x width", "3x24x32"),
}
FLOPS: Final = {"mac": "A multiply-add is one operation.", "2mac": "A multiply-add is two operations."}
ROUNDING: Final = {
    "exact": "A window that does not fit evenly does not fit.",
    "floor": "Where a window does not fit evenly, the division is rounded down.",
    "ceil": "Where a window does not fit evenly, the division is rounded up.",
}
KINKS: Final = {
    "first": "at a tie the first input gets the gradient, and a slope at a kink is that on its left",
    "both": "at a tie both inputs get the gradient, and a slope at a kink is that on its right",
    "half": "at a kink a slope is the mean of those on both sides",
    "left": "at a kink a slope is that on its left",
    "right": "at a kink a slope is that on its right",
}


def rules(key: Key) -> tuple[str, ...]:
    """Give the sentences."""
    words = [solution.word for solution in key.solutions.values()]
    asks_network = any(item.query is not None for item in key.sheet.items)
    real = any(item.question.circuit is not None for item in key.sheet.items)
    return tuple(_rules(key.sheet.conventions, words, asks_network=asks_network, real=real))


def _rules(means: Conventions, words: list[str], *, asks_network: bool, real: bool) -> Iterator[str]:
    parts = {part for word in words for part in word.split(".")}
    if {"output", "input"} & parts:
        order, example = ORDERS[means.volume]
        yield f"Write a volume as {order}: {example}."
    if asks_network:
        yield "Where something does not fit, write: cannot."
    if means.rounding is not None:
        yield ROUNDING[means.rounding]
    if {"flops", "training_flops"} & parts:
        yield FLOPS[means.flop]
    if "connections" in parts:
        yield f"A bias counts as {'a' if means.bias_counts_as_connection else 'no'} connection."
    if "memory" in parts:
        yield f"Memory is in {means.memory}."
    if real:
        yield "Give a real number with two digits at least; 2/3 and exp(-1) are numbers too."
    if means.kink is not None:
        yield f"For gradients: {KINKS[means.kink]}."

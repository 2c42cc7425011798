"""Advice on sigmoid and tanh: where they follow one another, gradients fade."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from netcalc.calculator.advice.view import View
from netcalc.layers.activation import Sigmoid, Tanh
from netcalc.problems import SATURATING, Problem

MANY: Final = 3


class Chain(NamedTuple):
    """How many saturating activations lie behind one another, and whether weights came after the last."""

    length: int = 0
    weighed: bool = True


def saturating(view: View) -> Iterator[Problem]:
    """Find the third sigmoid or tanh on a path with weights between them; gates are none."""
    chains: list[Chain] = []
    for number, node in view:
        before = max((chains[read] for read in node.reads if read >= 0), default=Chain())
        chains.append(_after(view, number, before))
        if chains[-1].length == MANY > before.length:
            message = f"{node.name} is the third sigmoid or tanh in a row: each of them flattens the gradient further"
            yield view.advise(number, SATURATING, message, "relu does not saturate; or put a batchnorm before each")


def _after(view: View, number: int, before: Chain) -> Chain:
    layer = view.nodes[number].layer
    if isinstance(layer, Sigmoid | Tanh):
        return Chain(before.length + 1, weighed=False) if before.weighed and not _gate(view, number) else before
    if view.activates(number):
        return Chain()
    return Chain(before.length, weighed=before.weighed or bool(view.layers[number].neurons))


def _gate(view: View, number: int) -> bool:
    """Say whether a value is a factor of what a multiply makes."""
    return any(view.nodes[reader].layer.kind == "multiply" for reader in view.readers[number])

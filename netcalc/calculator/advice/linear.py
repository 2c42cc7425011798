"""Advice on weights with nothing between them: two linear layers in a row are one."""

from collections.abc import Iterator
from typing import Final

from netcalc.calculator.advice.view import View, linear
from netcalc.layers.conv import Conv
from netcalc.layers.fc import FC
from netcalc.problems import LINEAR_ON_LINEAR, Problem

THROUGH: Final = ("flatten", "dropout", "batchnorm", "scale")


def linear_on_linear(view: View) -> Iterator[Problem]:
    """Find an fc or conv that reads another with no activation between, unless the first is a bottleneck."""
    bends = view.loss is not None or any(view.activates(number) for number, _ in view)
    for second, node in view:
        first = _below(view, second) if linear(node.layer) else None
        if first is None or _bottleneck(view, first, second):
            continue
        both_slide = isinstance(node.layer, Conv) and isinstance(view.nodes[first].layer, Conv)
        if bends or not both_slide:
            message = f"{node.name} reads {view.nodes[first].name} with no activation between: together they are linear"
            yield view.advise(second, LINEAR_ON_LINEAR, message, "put an activation between them, such as relu")


def _below(view: View, number: int) -> int | None:
    """Find the linear layer that a layer reads, directly or through what stays linear."""
    below = view.nodes[number].reads[0]
    while below >= 0 and view.nodes[below].layer.kind in THROUGH:
        below = view.nodes[below].reads[0]
    return below if below >= 0 and linear(view.nodes[below].layer) else None


def _bottleneck(view: View, first: int, second: int) -> bool:
    """Say whether the first makes fewer channels than it reads and than the second makes."""
    given, between, made = view.given(first), view.made(first), view.made(second)
    if given is None or between is None or made is None:
        return True
    layer = view.nodes[first].layer
    reads = given.values if isinstance(layer, FC) and layer.flatten else given.depth
    return between.depth < reads and between.depth < made.depth

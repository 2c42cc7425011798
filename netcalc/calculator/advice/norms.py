"""Advice on norms: what they take away again need not be learned."""

from collections.abc import Iterator

from netcalc.calculator.advice.view import View
from netcalc.layers.conv import Conv
from netcalc.layers.fc import FC
from netcalc.layers.norm import BatchNorm, GroupNorm, InstanceNorm
from netcalc.problems import BIAS_BEFORE_NORM, Problem


def bias_before_norm(view: View) -> Iterator[Problem]:
    """Find a bias of a conv or fc that only norms read which take each channel's mean away."""
    for number, node in view:
        biased = isinstance(node.layer, Conv | FC) and node.layer.bias
        readers = view.readers[number]
        if biased and readers and number not in view.outputs and all(_centres(view, reader) for reader in readers):
            norm = view.nodes[readers[0]].name
            message = f"{norm} takes the mean of each channel away, and with it the biases of {node.name}"
            yield view.advise(number, BIAS_BEFORE_NORM, message, f"write `bias: false` for {node.name}")


def _centres(view: View, number: int) -> bool:
    """Say whether a norm takes away the mean of each channel by itself."""
    layer, given = view.nodes[number].layer, view.given(number)
    if isinstance(layer, GroupNorm):
        return given is not None and layer.groups == given.depth
    return isinstance(layer, BatchNorm | InstanceNorm)

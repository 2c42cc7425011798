"""Advice on the last layer: what the loss does itself, and what it needs as it is."""

from collections.abc import Iterator

from netcalc.calculator.advice.view import View, softmax
from netcalc.problems import ACTIVATION_ON_SCORES, SOFTMAX_TWICE, Problem


def softmax_twice(view: View) -> Iterator[Problem]:
    """Find a softmax whose probabilities the loss puts through a softmax again."""
    for number in view.outputs:
        if view.loss == "softmax" and softmax(view.nodes[number].layer):
            message = f"{view.nodes[number].name} is a softmax, and the softmax loss takes another one of what it makes"
            yield view.advise(number, SOFTMAX_TWICE, message, "leave the last softmax out: the loss reads the scores")


def activation_on_scores(view: View) -> Iterator[Problem]:
    """Find an activation between the scores and a loss that reads any real number."""
    for number in view.outputs:
        layer = view.nodes[number].layer
        if view.loss in ("softmax", "svm") and view.activates(number) and not softmax(layer):
            message = f"{view.nodes[number].name} bends the scores that the {view.loss} loss reads"
            hint = f"end with the scores themselves: leave the last {layer.kind} out"
            yield view.advise(number, ACTIVATION_ON_SCORES, message, hint)

"""Memory: bytes of parameters, of activations, of a step of training."""

from typing import Any, Final

from netcalc.course.quiz.draws import Draws
from netcalc.course.quiz.question import Kind, Question, of_network

FLOAT: Final = "A value in single precision (float32) takes four bytes"
PARAMS: Final = f"Count the parameters, biases too. {FLOAT}."
VALUES: Final = "Each layer's output is held, and the input; a ReLU works in place."
HELD: Final = f"{VALUES} {FLOAT}."
BATCH: Final = f"{HELD} Every example of the batch has activations of its own."
BILL: Final = f"Weights, their gradients; activations, their gradients: each once. {FLOAT}."


def _conv(draws: Draws) -> tuple[str, dict[str, Any]]:
    width, filters = draws.one(16, 28, 32), draws.between(4, 24)
    text = f"A {width}x{width}x3 image, {filters} filters of 3x3 with pad 1, a ReLU, a 2x2 pool"
    layers = [{"conv": {"filters": filters, "size": 3, "pad": 1}}, "relu", {"pool": 2}]
    return text, {"input": f"{width}x{width}x3", "layers": layers}


def weights(draws: Draws) -> Question:
    """Ask for the bytes of a fully connected layer."""
    inputs, units = draws.one(100, 400, 784), draws.one(10, 50, 100)
    net = {"input": inputs, "layers": [{"fc": units}]}
    layer = f"A fully connected layer of {inputs} inputs and {units} neurons"
    text = f"{layer}, in float32: how many bytes do its parameters take?"
    return of_network(text, "memory.params", net, PARAMS)


def filters(draws: Draws) -> Question:
    """Ask for the bytes of a convolution's parameters."""
    text, net = _conv(draws)
    return of_network(f"{text}, in float32: how many bytes do the parameters take?", "memory.params", net, PARAMS)


def held(draws: Draws) -> Question:
    """Ask for the values that are held for the backward pass."""
    text, net = _conv(draws)
    asked = f"{text}: how many values are held for the backward pass, the input among them?"
    return of_network(asked, "totals.activations", net, VALUES)


def activations(draws: Draws) -> Question:
    """Ask for the bytes of the activations."""
    text, net = _conv(draws)
    asked = f"{text}, in float32: how many bytes do the activations take, the input among them?"
    return of_network(asked, "memory.activations", net, HELD)


def batch(draws: Draws) -> Question:
    """Ask for the bytes of the activations of a batch."""
    text, net = _conv(draws)
    size = draws.one(8, 16, 32, 64)
    asked = f"{text}, in float32, a batch of {size}: how many bytes do the activations take, the inputs among them?"
    return of_network(asked, "memory.activations", net, BATCH)._replace(sheet={"batch": size})


def training(draws: Draws) -> Question:
    """Ask for the course's bill of a training step."""
    inputs, hidden = draws.one(10, 20, 50), draws.one(10, 30, 100)
    net = {"input": inputs, "layers": [{"fc": hidden}, "relu", {"fc": 10}]}
    text = (
        f"A net of {inputs}-{hidden}-10 with a ReLU, in float32, one example, plain gradient descent: how many bytes "
        "do weights, activations (the input too) and the gradients of both take?"
    )
    return of_network(text, "memory.training", net, BILL)


MEMORY: Final[tuple[tuple[Kind, ...], ...]] = ((weights, filters), (held, activations), (batch, training))

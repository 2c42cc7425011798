"""How a gradient becomes an update: one short rule each, PyTorch's numbers."""

from collections.abc import Callable
from typing import Final

from netcalc.network.training.recipe import Optimizer
from netcalc.training.updates.adaptive import Adagrad, Adam, RMSprop
from netcalc.training.updates.descent import SGD, Momentum, Nesterov, Update

UPDATES: Final[dict[Optimizer, Callable[[float], Update]]] = {
    "sgd": lambda _: SGD(),
    "momentum": Momentum,
    "nesterov": Nesterov,
    "adagrad": lambda _: Adagrad(),
    "rmsprop": lambda _: RMSprop(),
    "adam": lambda _: Adam(),
    "perceptron": lambda _: SGD(),  # its corrections are its own, the step is plain
}

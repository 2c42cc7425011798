"""A student's functions called in the course's form, and what they give made into arrays."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, TypeAlias

import numpy as np

from netcalc.reference.tape.gate import Array, Gate

Function: TypeAlias = Callable[..., Any]


class NotOfTheForm(ValueError):
    """What a function gave is not what the course's form has it give; the message says how."""


def called(forward: Function, inputs: list[Array], extra: tuple[Any, ...]) -> tuple[Array, Any]:
    """Call the forward function on copies, so that nothing it changes is seen elsewhere."""
    found = forward(*(x.copy() for x in inputs), *deepcopy(extra))
    if not isinstance(found, tuple) or len(found) != 2:
        values = f"a tuple of {len(found)}" if isinstance(found, tuple) else f"one {type(found).__name__}"
        message = f"forward must give two values, out and cache, not {values}"
        raise NotOfTheForm(message)
    return real(found[0]), found[1]


def given_back(given: Any) -> list[Array]:
    """Take what the backward function gave, one array or several."""
    gradients = given if isinstance(given, tuple | list) else (given,)
    if any(gradient is None for gradient in gradients):
        message = "backward gave None in place of an array"
        raise NotOfTheForm(message)
    return [real(gradient) for gradient in gradients]


def real(values: Any) -> Array:
    """Make an array of real numbers."""
    return np.asarray(values, dtype=np.float64)


class Written(Gate):
    """A student's functions as a gate: what it gives forward, and the gradients that it gave."""

    def __init__(self, function: Function, extra: tuple[Any, ...]) -> None:
        """Call this function, and hand this over after the arrays."""
        self.function, self.extra = function, extra

    def forward(self, *inputs: Array) -> tuple[Array, None]:
        """Call it."""
        return called(self.function, list(inputs), self.extra)[0], None

"""The tape: gates run forward in order, and backward in reverse, each gradient added into its input.

The engine of scalar circuits and of networks alike.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from netcalc.reference.tape.gate import Array, Gate


@dataclass(slots=True)
class Step:
    """One entry of a tape: a value, the gate that made it of earlier entries (None: it was given), its gradient."""

    name: str
    value: Array
    gate: Gate | None = None
    inputs: tuple[int, ...] = ()
    cache: Any = None
    gradient: Array | None = None


class Tape:
    """A calculation as it happened, step by step.

    >>> from netcalc.reference.tape.gates import Add, Mul
    >>> tape = Tape()
    >>> x, y, z = (tape.give(value) for value in (-2.0, 5.0, -4.0))
    >>> f = tape.run(Mul(), tape.run(Add(), x, y), z)
    >>> tape.backward(f)
    >>> float(tape[f].value), [float(tape[i].gradient) for i in (x, y, z)]
    (-12.0, [-4.0, -4.0, 3.0])
    """

    def __init__(self) -> None:
        """Start an empty tape."""
        self.steps: list[Step] = []

    def __getitem__(self, number: int) -> Step:
        """Give a step by its number."""
        return self.steps[number]

    def give(self, value: Any, name: str = "") -> int:
        """Put a value that is given on the tape; its number comes back."""
        self.steps.append(Step(name, np.asarray(value)))
        return len(self.steps) - 1

    def run(self, gate: Gate, *inputs: int, name: str = "") -> int:
        """Run a gate on earlier steps and put what it makes on the tape; its number comes back."""
        value, cache = gate.forward(*(self.steps[number].value for number in inputs))
        self.steps.append(Step(name, value, gate, inputs, cache))
        return len(self.steps) - 1

    def backward(self, number: int, dout: Any = 1.0, watch: Callable[[Step], None] | None = None) -> None:
        """Send a gradient back from a step into everything it was made of.

        `watch` is shown each step when its gradient is complete, which is then let go.
        """
        self.back(((number, dout),), watch)

    def learn(self, number: int, data: Collection[int]) -> None:
        """Send a gradient of 1 back into all but data: what only a gate that reads it would tell is not worked out."""
        self._start(((number, 1.0),))
        for step, gradient in self._backwards():
            if step.gate is not None and step.inputs[0] in data:
                self._spread(step.inputs[1:], step.gate.learned(gradient, step.cache))
            elif step.gate is not None:
                self._spread(step.inputs, step.gate.backward(gradient, step.cache))

    def back(self, douts: Iterable[tuple[int, Any]], watch: Callable[[Step], None] | None = None) -> None:
        """Send gradients back from several steps at once, each by its number."""
        self._start(douts)
        for step, gradient in self._backwards():
            if watch is not None:
                watch(step)
            if step.gate is not None:
                self._spread(step.inputs, step.gate.backward(gradient, step.cache))
            if watch is not None:
                step.gradient = None

    def _start(self, douts: Iterable[tuple[int, Any]]) -> None:
        for step in self.steps:
            step.gradient = None
        for number, dout in douts:
            self._spread((number,), (np.asarray(dout, dtype=self.steps[number].value.dtype),))

    def _backwards(self) -> Iterator[tuple[Step, Array]]:
        """Go through the steps that a gradient came back to, the last first, each when its gradient is whole."""
        for step in reversed(self.steps):
            if step.gradient is not None:
                yield step, step.gradient

    def _spread(self, inputs: tuple[int, ...], gradients: tuple[Array | None, ...]) -> None:
        for number, gradient in zip(inputs, gradients, strict=True):
            step = self.steps[number]
            if gradient is not None:  # where a value forks, its gradients add
                step.gradient = gradient if step.gradient is None else step.gradient + gradient

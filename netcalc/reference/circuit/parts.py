"""What a circuit is made of: gates on earlier parts; and a whole circuit as one gate."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from netcalc.reference.circuit.keys import Key, slices
from netcalc.reference.kinds.activation.rectified import LeakyReLU, ReLU
from netcalc.reference.kinds.activation.squashed import Sigmoid, Step, Tanh
from netcalc.reference.tape import arrays, functions, gates
from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.tape import Tape

GATES: Final[dict[str, type[Gate]]] = {
    "add": gates.Add, "sub": gates.Sub, "mul": gates.Mul, "div": gates.Div, "pow": gates.Pow, "neg": gates.Neg,
    "matmul": gates.MatMul, "exp": functions.Exp, "log": functions.Log, "sqrt": functions.Sqrt, "sin": functions.Sin,
    "cos": functions.Cos, "abs": functions.Abs, "max": functions.Max, "min": functions.Min,
    "sigmoid": Sigmoid, "tanh": Tanh, "relu": ReLU, "leaky_relu": LeakyReLU, "step": Step,
    "identity": arrays.Identity, "transpose": arrays.Transpose, "sum": arrays.Sum, "mean": arrays.Mean,
    "norm": arrays.Norm, "softmax": arrays.Softmax, "log_softmax": arrays.LogSoftmax,
}  # fmt: skip
OVER_ALL: Final[dict[str, type[Gate]]] = {"max": arrays.Largest, "min": arrays.Smallest}  # of one array


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a circuit: a gate (`op`) on earlier parts; without `op` an input, or a constant."""

    name: str
    op: str = ""
    inputs: tuple[int, ...] = ()
    shape: tuple[int, ...] = ()
    constant: float | None = None
    column: int = 1
    work: int = 0  # multiplications
    key: Key = ()

    @property
    def given(self) -> bool:
        """Whether it is an input."""
        return not self.op and self.constant is None

    def gate(self) -> Gate:
        """Make its gate."""
        if self.op == "index":
            return arrays.Index(slices(self.key))
        if len(self.inputs) == 1 and self.op in OVER_ALL:
            return OVER_ALL[self.op]()
        return GATES[self.op]()


class Whole(Gate):
    """A circuit as one gate of its inputs."""

    def __init__(self, parts: Sequence[Part]) -> None:
        """Run these parts."""
        self.parts = parts

    def forward(self, *inputs: Array) -> tuple[Array, Tape]:
        """Run the parts on a fresh tape; it is the cache."""
        tape, given = Tape(), iter(inputs)
        with np.errstate(all="ignore"):
            for part in self.parts:
                if part.op:
                    tape.run(part.gate(), *part.inputs, name=part.name)
                else:
                    tape.give(next(given) if part.constant is None else np.float64(part.constant), part.name)
        return tape.steps[-1].value, tape

    def backward(self, dout: Array, cache: Tape) -> Gradients:
        """Run the tape backward; give the gradients of the inputs."""
        with np.errstate(all="ignore"):
            cache.backward(len(self.parts) - 1, dout)
        return self.gradients(cache)

    def gradients(self, cache: Tape) -> Gradients:
        """Give the gradients of the inputs, which came back on a tape."""
        pairs = zip(self.parts, cache.steps, strict=True)
        return tuple(step.gradient for part, step in pairs if part.given)

    def choices(self, cache: Tape) -> Array | None:
        """Say which piece every gate is on; None where all are smooth."""
        found = [step.gate.choices(step.cache) for step in cache.steps if step.gate is not None]
        pieces = [np.ravel(each) for each in found if each is not None]
        return np.concatenate(pieces) if pieces else None

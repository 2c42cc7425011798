"""What a circuit is made of: gates on earlier parts; and a whole circuit as one gate."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from netcalc.reference.kinds.activation.rectified import LeakyReLU, ReLU
from netcalc.reference.kinds.activation.squashed import Sigmoid, Step, Tanh
from netcalc.reference.tape import functions, gates
from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.tape.tape import Tape

GATES: Final[dict[str, type[Gate]]] = {
    "add": gates.Add, "sub": gates.Sub, "mul": gates.Mul, "div": gates.Div, "pow": gates.Pow, "neg": gates.Neg,
    "matmul": gates.MatMul, "exp": functions.Exp, "log": functions.Log, "sqrt": functions.Sqrt, "sin": functions.Sin,
    "cos": functions.Cos, "abs": functions.Abs, "max": functions.Max, "min": functions.Min,
    "sigmoid": Sigmoid, "tanh": Tanh, "relu": ReLU, "leaky_relu": LeakyReLU, "step": Step,
}  # fmt: skip


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
                    tape.run(GATES[part.op](), *part.inputs, name=part.name)
                else:
                    tape.give(next(given) if part.constant is None else np.float64(part.constant), part.name)
        return tape.steps[-1].value, tape

    def backward(self, dout: Array, cache: Tape) -> Gradients:
        """Run the tape backward; give the gradients of the inputs."""
        with np.errstate(all="ignore"):
            cache.backward(len(self.parts) - 1, dout)
        pairs = zip(self.parts, cache.steps, strict=True)
        return tuple(step.gradient for part, step in pairs if not part.op and part.constant is None)

    def choices(self, cache: Tape) -> Array | None:
        """Say which piece every gate is on; None where all are smooth."""
        found = [step.gate.choices(step.cache) for step in cache.steps if step.gate is not None]
        pieces = [np.ravel(each) for each in found if each is not None]
        return np.concatenate(pieces) if pieces else None

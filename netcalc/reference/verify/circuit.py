"""Circuits on the tape that networks run on: values forward, gradients backward, and differences to hold them to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from typing import Any, Final

import numpy as np

from netcalc.reference.kinds.activation.rectified import LeakyReLU, ReLU
from netcalc.reference.kinds.activation.squashed import Sigmoid, Step, Tanh
from netcalc.reference.tape import gates
from netcalc.reference.tape.gate import Array, Elementwise, Gate, Gradients
from netcalc.reference.tape.tape import Step as Entry
from netcalc.reference.tape.tape import Tape
from netcalc.reference.verify.gradient import LONGER, GradientCheck, Plan, Ran, check_input, typical

GATES: Final[dict[str, type[Gate]]] = {
    "add": gates.Add, "sub": gates.Sub, "mul": gates.Mul, "div": gates.Div, "pow": gates.Pow, "neg": gates.Neg,
    "matmul": gates.MatMul, "exp": gates.Exp, "log": gates.Log, "sqrt": gates.Sqrt, "sin": gates.Sin,
    "cos": gates.Cos, "abs": gates.Abs, "max": gates.Max, "min": gates.Min, "sigmoid": Sigmoid, "tanh": Tanh,
    "relu": ReLU, "leaky_relu": LeakyReLU, "step": Step,
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


@dataclass(slots=True)
class NotFinite(Exception):
    """A part of which something is not a finite number: `what`, on the input at `place` where there is one."""

    number: int
    inputs: tuple[Array, ...]
    what: str = "value"
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """What flowed through a gate: its value, its gradient, and for each input the local gradient and what it got."""

    value: Array
    gradient: Array
    local: tuple[Array | None, ...]
    passed: Gradients
    on_kink: bool


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


def drawn(shapes: Mapping[str, tuple[int, ...]], seed: int) -> dict[str, Array]:
    """Draw values for inputs of which only the shape is given: standard normal."""
    rng = np.random.default_rng(seed)
    return {name: rng.standard_normal(shape) for name, shape in shapes.items()}


def run(parts: Sequence[Part], given: Sequence[Any], seed: int) -> tuple[list[Flow], Array]:
    """Run a circuit forward and backward; the flow at every part, and the gradient that was sent back.

    That gradient is 1, where the output is an array as large an array drawn at random. NotFinite.
    """
    whole = Whole(parts)
    value, tape = _ran(whole, given)
    dout = np.ones(()) if value.ndim == 0 else np.random.default_rng([seed, 1]).standard_normal(value.shape)
    whole.backward(dout, tape)
    flows = [_flow(tape, number) for number in reversed(range(len(parts)))]  # where it first goes wrong
    return flows[::-1], dout


def _ran(whole: Whole, given: Sequence[Any]) -> tuple[Array, Tape]:
    value, tape = whole.forward(*(np.asarray(each, np.float64) for each in given))
    for number, step in enumerate(tape.steps):
        if not np.isfinite(step.value).all():
            raise NotFinite(number, _inputs(tape, step))
    return value, tape


def _inputs(tape: Tape, step: Entry) -> tuple[Array, ...]:
    return tuple(tape[number].value for number in step.inputs)


def _flow(tape: Tape, number: int) -> Flow:
    step = tape[number]
    gradient = np.zeros_like(step.value) if step.gradient is None else step.gradient
    if not np.isfinite(gradient).all():
        raise NotFinite(number, _inputs(tape, step), "gradient")
    if step.gate is None:
        return Flow(step.value, gradient, (), (), on_kink=False)
    inputs = _inputs(tape, step)
    with np.errstate(all="ignore"):
        passed = step.gate.backward(gradient, step.cache)
        local = step.gate.local(step.value, *inputs) if isinstance(step.gate, Elementwise) else (None,) * len(inputs)
    for place, each in enumerate(zip(local, passed, strict=True)):
        if not all(one is None or np.isfinite(one).all() for one in each):
            raise NotFinite(number, inputs, "local gradient", place)
    return Flow(step.value, gradient, local, passed, on_kink=_on_kink(step, inputs))


def _on_kink(step: Entry, inputs: tuple[Array, ...]) -> bool:
    """Say whether an input lies where two pieces of the gate's function meet: at 0, or on a tie."""
    if step.gate is None or step.gate.choices(step.cache) is None:
        return False
    return bool(np.any(inputs[0] == (inputs[1] if len(inputs) > 1 else 0)))


def differences(parts: Sequence[Part], given: Sequence[Any], dout: Array) -> list[GradientCheck]:
    """Hold the gradient of each input against centred differences of the whole circuit."""
    whole = Whole(parts)
    inputs = [np.asarray(each, np.float64) for each in given]
    value, tape = whole.forward(*inputs)
    back = whole.backward(dout, tape)
    ran = Ran(whole, inputs, value, tape, dout, back, _rounded(whole, inputs, tape))
    plan = Plan(np.random.default_rng(0), work=sum(part.work for part in parts))
    names = [part.name for part in parts if not part.op and part.constant is None]
    with np.errstate(all="ignore"):
        return [check_input(ran, place, plan, name) for place, name in enumerate(names)]


def _rounded(whole: Whole, inputs: Sequence[Array], tape: Tape) -> float:
    """Give the size of all that is rounded on the way, as the output feels it; close by, since at 0 nothing is."""
    with np.errstate(all="ignore"):
        nearby = whole.forward(*(x + LONGER * typical(x) for x in inputs))[1]
        felt = sum(
            _squared(a.gradient * b.value)
            for a, b in zip(tape.steps, nearby.steps, strict=True)
            if a.gradient is not None
        )
    return sqrt(felt) if isfinite(felt) else 0.0


def _squared(values: Array) -> float:
    return float(np.vdot(values, values))


def outputs(parts: Sequence[Part], given: Sequence[Any]) -> Array:
    """Give a circuit's value alone, for many inputs at once; NotFinite."""
    return _ran(Whole(parts), given)[0]

"""A circuit run forward and backward: what flows through each gate, and where a number is not finite."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from netcalc.reference.circuit.parts import Part, Whole
from netcalc.reference.tape.arrays import Largest
from netcalc.reference.tape.gate import Array, Elementwise, Gradients
from netcalc.reference.tape.tape import Step as Entry
from netcalc.reference.tape.tape import Tape


@dataclass(slots=True)
class NotFinite(Exception):
    """A part of which something is not a finite number, or does not exist: `what`, on the input at `place`, if any."""

    number: int
    inputs: tuple[Array, ...]
    what: str = "value"
    place: int | None = None
    exists: bool = True


@dataclass(frozen=True, slots=True)
class Flow:
    """What flowed through a gate: its value, its gradient, and for each input the local gradient and what it got."""

    value: Array
    gradient: Array
    local: tuple[Array | None, ...]
    passed: Gradients
    on_kink: bool


def drawn(shapes: Mapping[str, tuple[int, ...]], seed: int) -> dict[str, Array]:
    """Draw values for inputs of which only the shape is given: standard normal."""
    rng = np.random.default_rng(seed)
    return {name: rng.standard_normal(shape) for name, shape in shapes.items()}


class Pass(NamedTuple):
    """A circuit that was run: the flow at every part, the gradient that was sent back, and the tape."""

    flows: list[Flow]
    dout: Array
    tape: Tape


def run(parts: Sequence[Part], given: Sequence[Any], dout: Any, seed: int) -> Pass:
    """Run a circuit forward and backward.

    The gradient that is sent back is `dout`; left out it is 1, for an array as large an array drawn at random.
    NotFinite.
    """
    whole = Whole(parts)
    value, tape = _ran(whole, given)
    dout = upstream(value.shape, seed) if dout is None else np.asarray(dout, np.float64)
    whole.backward(dout, tape)
    moves = moving(parts)
    flows = [_flow(tape, number, moves) for number in reversed(range(len(parts)))]  # where it first goes wrong
    return Pass(flows[::-1], dout, tape)


def upstream(shape: tuple[int, ...], seed: int) -> Array:
    """Give the gradient that comes from above where none is given."""
    return np.ones(()) if not shape else np.random.default_rng([seed, 1]).standard_normal(shape)


def moving(parts: Sequence[Part]) -> list[bool]:
    """Say of each part whether it hangs on an input; what does not has no gradient to speak of."""
    found: list[bool] = []
    for part in parts:
        found.append(part.given or any(found[number] for number in part.inputs))
    return found


def outputs(parts: Sequence[Part], given: Sequence[Any]) -> Array:
    """Give a circuit's value alone, for many inputs at once; NotFinite."""
    return _ran(Whole(parts), given)[0]


def _ran(whole: Whole, given: Sequence[Any]) -> tuple[Array, Tape]:
    value, tape = whole.forward(*(np.asarray(each, np.float64) for each in given))
    for number, step in enumerate(tape.steps):
        if not np.isfinite(step.value).all():
            raise NotFinite(number, _inputs(tape, step))
    return value, tape


def _inputs(tape: Tape, step: Entry) -> tuple[Array, ...]:
    return tuple(tape[number].value for number in step.inputs)


def _flow(tape: Tape, number: int, moves: Sequence[bool]) -> Flow:
    step = tape[number]
    gradient = np.zeros_like(step.value) if step.gradient is None else step.gradient
    if moves[number] and not np.isfinite(gradient).all():
        raise NotFinite(number, _inputs(tape, step), "gradient")
    if step.gate is None:
        return Flow(step.value, gradient, (), (), on_kink=False)
    inputs = _inputs(tape, step)
    with np.errstate(all="ignore"):
        passed = step.gate.backward(gradient, step.cache)
        local = step.gate.local(step.value, *inputs) if isinstance(step.gate, Elementwise) else (None,) * len(inputs)
    for place, each in enumerate(zip(local, passed, strict=True)):
        found = [one for one in each if one is not None] if moves[step.inputs[place]] else []
        if found and place in step.gate.flawed(*inputs):
            raise NotFinite(number, inputs, "gradient", place, exists=False)
        if not all(np.isfinite(one).all() for one in found):
            raise NotFinite(number, inputs, "local gradient", place)
    return Flow(step.value, gradient, local, passed, on_kink=_on_kink(step, inputs))


def _on_kink(step: Entry, inputs: tuple[Array, ...]) -> bool:
    """Say whether an input lies where two pieces of the gate's function meet: at 0, or on a tie."""
    if step.gate is None or step.gate.choices(step.cache) is None:
        return False
    if isinstance(step.gate, Largest):
        return bool(np.count_nonzero(inputs[0] == step.value) > 1)
    return bool(np.any(inputs[0] == (inputs[1] if len(inputs) > 1 else 0)))

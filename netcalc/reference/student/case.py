"""One call of a student's functions, and the gate that knows the truth of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from netcalc.reference.tape.gate import Array, Gate, Gradients
from netcalc.reference.windows.window import Window

Function: TypeAlias = Callable[..., Any]
Judged: TypeAlias = Callable[[Array, "Made"], bool]


@dataclass(frozen=True, slots=True)
class Case:
    """One call: the arrays by name, what else is handed over, the gate that knows the truth (None does); its window.

    `left` must stand in the last of `extra` after the call. At a tie or a kink `kindly` says which gradients are right
    there; no differences are taken. `at` stands behind the names of arrays where there is no backward pass to look at.
    `seeded`: two calls give the same. `knowing` finds the gate where what came out decides it. `overflow` is said of
    what is no number.
    """

    shape: str
    inputs: dict[str, Array]
    extra: tuple[Any, ...] = ()
    gate: Gate | None = None
    window: tuple[Window, ...] = ()
    left: Mapping[str, Array] = field(default_factory=dict)
    kindly: Judged | None = None
    at: str = ""
    seeded: bool = False
    knowing: Callable[[Array], Gate] | None = None
    overflow: str = ""

    def truth(self, out: Array) -> Gate | None:
        """Give the gate that knows the truth; that of dropout needs to see what was dropped."""
        return self.gate if self.knowing is None else self.knowing(out)

    @property
    def gradients(self) -> tuple[str, ...]:
        """The names of the gradients that are due."""
        return tuple(f"d{name}" for name in self.inputs)


@dataclass(frozen=True, slots=True)
class Made:
    """What a broken rule has to go by: the case, the gate, the upstream gradient, and all that is right."""

    case: Case
    gate: Gate
    out: Array
    dout: Array
    gradients: Mapping[str, Array]
    array: str = "out"

    @property
    def x(self) -> Array:
        """The first input."""
        return next(iter(self.case.inputs.values()))

    @property
    def truth(self) -> Array:
        """The array as it should be."""
        return {"out": self.out, "loss": self.out, "scores": self.out, **self.case.left, **self.gradients}[self.array]

    @property
    def param(self) -> Any:
        """The last that is handed over: bn_param, conv_param ...; eps and momentum are the course's if not given."""
        given = self.case.extra[-1]
        return {"eps": 1e-5, "momentum": 0.9, **given} if isinstance(given, dict) else given

    def back(self, dout: Array | None = None, **changed: Array) -> Array:
        """Give this array's gradient for another upstream gradient, or other inputs."""
        inputs = {**self.case.inputs, **changed}
        found = gradients(self.gate, inputs, self.dout if dout is None else dout)
        return found[self.array]


def gradients(gate: Gate, inputs: Mapping[str, Array], dout: Array) -> dict[str, Array]:
    """Run a gate forward and backward: its gradients by name."""
    found: Gradients = gate.backward(dout, gate.forward(*inputs.values())[1])
    return {f"d{name}": np.asarray(one) for name, one in zip(inputs, found, strict=False) if one is not None}


class Mistake(NamedTuple):
    """The truth of an array with one thing broken: what is said of it, and what it gives (None: nothing, here)."""

    array: str
    sentence: str
    rule: Callable[[Made], Array | None]


class Form(NamedTuple):
    """A function of the course's assignments: how it is written, what it is called with, how it goes wrong.

    `value` is the name of what comes out; a loss gives its gradient itself. `excuse` says why the call broke off, where
    that can be told.
    """

    written: str
    cases: Callable[[np.random.Generator, Function], Iterator[Case]]
    mistakes: tuple[Mistake, ...] = ()
    value: str = "out"
    excuse: Callable[[Function, Case], str] | None = None

    @property
    def loss(self) -> bool:
        """Whether it is one function that gives a loss and its gradient."""
        return self.value == "loss"


def drawn(rng: np.random.Generator, **shapes: tuple[int, ...]) -> dict[str, Array]:
    """Draw arrays by name from the normal distribution."""
    return {name: rng.standard_normal(shape) for name, shape in shapes.items()}


def extents(shape: tuple[int, ...]) -> str:
    """Write a shape: 2x3x4."""
    return "x".join(map(str, shape))

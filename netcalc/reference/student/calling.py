"""A student's functions called in the course's form, and what they give made into arrays."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any, Final, NamedTuple, Protocol

import numpy as np

from netcalc.reference.student.case import Case, Function
from netcalc.reference.tape.gate import Array, Gate

STUB: Final = "it is not written yet"


class NotOfTheForm(ValueError):
    """What a function gave is not what the course's form has it give; the message says how."""


class NotWritten(NotOfTheForm):
    """A function is the stub that was handed out."""


class Broke(Exception):
    """A student's code raised something, which is the cause."""

    def __init__(self, error: BaseException) -> None:
        """Keep it."""
        super().__init__(type(error).__name__)
        self.error = error


class Called(NamedTuple):
    """What a call gave: the value, what goes to the backward pass, the bytes of a number, what else it changed."""

    out: Array
    cache: Any
    bytes: int
    changed: tuple[str, ...] = ()
    extra: tuple[Any, ...] = ()


class Student(Protocol):
    """A student's code of one kind, whatever its form."""

    @property
    def functions(self) -> Sequence[Function]:
        """The functions it is made of."""

    def call(self, case: Case) -> Called:
        """Run it forward."""

    def back(self, dout: Array, cache: Any) -> list[Array] | None:
        """Run it backward; None where there is nothing to run."""


class Layer(NamedTuple):
    """Two functions: forward gives out and cache, backward takes dout and cache."""

    forward: Function
    backward: Function | None

    @property
    def functions(self) -> Sequence[Function]:
        """Give both."""
        return [one for one in self if one is not None]

    def call(self, case: Case) -> Called:
        """Call the forward function on copies, so that nothing it changes is seen elsewhere."""
        return called(self.forward, case, ("forward", "out", "cache"))

    def back(self, dout: Array, cache: Any) -> list[Array] | None:
        """Call the backward function."""
        return None if self.backward is None else given_back(run(self.backward, dout, cache))


class Loss(NamedTuple):
    """One function that gives the loss and its gradient."""

    function: Function

    @property
    def functions(self) -> Sequence[Function]:
        """Give it."""
        return [self.function]

    def call(self, case: Case) -> Called:
        """Call it; its gradient is what it keeps for the backward pass."""
        made = called(self.function, case, ("the function", "loss", case.gradients[0]))
        if not made.out.any() and made.cache is not None and not np.any(real(made.cache)):
            message = f"{STUB}: loss is 0, and {case.gradients[0]} is all 0"
            raise NotWritten(message)
        return made

    def back(self, dout: Array, cache: Any) -> list[Array] | None:
        """Give what it gave."""
        return given_back((cache,))


def called(function: Function, case: Case, words: tuple[str, str, str]) -> Called:
    """Call a function that gives two values, the first of them numbers."""
    given, extra = {name: x.copy() for name, x in case.inputs.items()}, deepcopy(case.extra)
    made = measured(two(run(function, *given.values(), *extra), words), words)
    changed = tuple(name for name, x in given.items() if not np.array_equal(x, case.inputs[name], equal_nan=True))
    return made._replace(changed=changed, extra=extra)


def measured(found: tuple[Any, Any], words: tuple[str, str, str]) -> Called:
    """Make numbers of the first of two values."""
    if found[0] is None:
        message = f"{STUB}: {words[0]} gives None"
        raise NotWritten(message)
    made = real(found[0])
    if words[1] == "loss" and made.size != 1:
        if np.size(found[1]) == 1 and _holds(found[1]):
            message = f"{words[0]} gives {words[2]} first: it must give loss, then {words[2]}"
            raise NotOfTheForm(message)
        message = f"the loss is one number, not an array of {made.shape}"
        raise NotOfTheForm(message)
    kind = np.asarray(found[0]).dtype
    return Called(made.reshape(()) if words[1] == "loss" else made, found[1], kind.itemsize if kind.kind == "f" else 8)


def run(function: Function, *given: Any, **named: Any) -> Any:
    """Call a student's function; Broke where it raises anything. What is not finite is found, and not warned of."""
    try:
        with np.errstate(all="ignore"):
            return function(*given, **named)
    except (KeyboardInterrupt, Broke, NotOfTheForm):
        raise
    except BaseException as error:  # noqa: BLE001  a student's code may raise anything
        raise Broke(error) from None


def two(found: Any, words: tuple[str, str, str]) -> tuple[Any, Any]:
    """Take two values apart: who gives them, the first, the second are the words."""
    who, first, second = words
    if found is None or found is NotImplemented:
        message = f"{STUB}: {who} gives None"
        raise NotWritten(message)
    if not isinstance(found, tuple) or len(found) != 2:
        values = f"a tuple of {len(found)}" if isinstance(found, tuple) else f"one {type(found).__name__}"
        message = f"{who} must give two values, {first} and {second}, not {values}"
        raise NotOfTheForm(message)
    if found[0] is None:
        message = f"{STUB}: {first} is None"
        raise NotWritten(message)
    if _holds(found[1]) and not _holds(found[0]):
        message = f"{who} gives {second} first: it must give {first}, then {second}"
        raise NotOfTheForm(message)
    return found


def _holds(value: Any) -> bool:
    return isinstance(value, np.ndarray | np.generic | float | int | list)


def given_back(given: Any) -> list[Array]:
    """Take what the backward function gave, one array or several."""
    gradients = given if isinstance(given, tuple | list) else (given,)
    if gradients and all(gradient is None for gradient in gradients):
        message = f"backward gave None in place of an array: {STUB}"
        raise NotWritten(message)
    if any(gradient is None for gradient in gradients):
        message = "backward gave None in place of an array"
        raise NotOfTheForm(message)
    return [real(gradient) for gradient in gradients]


def real(values: Any) -> Array:
    """Make an array of real numbers."""
    if isinstance(values, dict | set | str | bytes):
        message = f"it gives a {type(values).__name__} where an array is due"
        raise NotOfTheForm(message)
    return np.asarray(values, dtype=np.float64)


class Written(Gate):
    """A student's code as a gate: what it gives forward, and the gradients that it gave."""

    def __init__(self, student: Student, case: Case) -> None:
        """Call this code, as in this case."""
        self.student, self.case = student, case

    def forward(self, *inputs: Array) -> tuple[Array, None]:
        """Call it on other inputs."""
        moved = replace(self.case, inputs=dict(zip(self.case.inputs, inputs, strict=True)))
        return self.student.call(moved).out, None

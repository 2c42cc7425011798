"""Slips in circuits of vectors and matrices: the circuit worked out again with an array, or a gate, changed."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from netcalc.homework.mistakes.backward import Slip
from netcalc.homework.mistakes.base import Example, Told
from netcalc.homework.mistakes.forward import constant
from netcalc.homework.mistakes.rows import matrix_times, scaled, turned_round

if TYPE_CHECKING:
    from netcalc.circuits import Circuit

MATRIX: Final = "circuit: {expression: W @ x, at: {W: [[0.1, 0.5], [-0.3, 0.8]], x: [0.2, 0.4]}}"
LOSS: Final = "circuit: {expression: 'sum((W @ x)**2)', at: {W: [[0.1, 0.5], [-0.3, 0.8]], x: [0.2, 0.4]}}"
NEURONS: Final = "circuit: {expression: W @ x + b, at: {W: [[1, 2], [3, 4]], x: [1, -1], b: [0.5, 0.25]}}"
RECTIFIED: Final = "circuit: {expression: 'relu(W @ x)', at: {W: [[1, 2], [3, 1]], x: [1, -2], dout: [1, 1]}}"
POWERS: Final = re.compile(r"\s*(?:\*\*|\^)\s*[0-9.]+")
RECTIFIER: Final = re.compile(r"\brelu\s*\(|\b(?:np\.)?max(?:imum)?\s*\(\s*0\s*,")
MOST_GATES: Final = 40


@dataclass(frozen=True, slots=True)
class AskingArray:
    """What is asked of a circuit that has arrays: the part, which of its numbers, what is right.

    `again` works the same out where inputs, or the expression, are others; None where that cannot be.
    """

    circuit: "Circuit"
    name: str
    what: str
    right: Told
    expression: str
    again: Callable[[str, Mapping[str, object]], Told]

    def with_input(self, name: str, value: object) -> Told:
        """Work it out where an input is another."""
        return self.again(self.expression, {name: value})


class OfArrays(Slip):
    """A slip that shows where there are arrays."""

    __slots__ = ()
    alone = True

    def arrays(self, asking: AskingArray) -> Iterable[Told]:
        """Give what comes of it."""
        return ()


class TurnedMatrix(OfArrays):
    """W·x takes the rows of W, and its gradient is Wᵀ times the upstream: here the matrix is turned round."""

    __slots__ = ()
    code = "turned-matrix"
    example = Example("value", "[-0.1, 0.42]", MATRIX)

    def arrays(self, asking: AskingArray) -> Iterable[Told]:
        """Turn each matrix round that is multiplied."""
        read = {name for gate in asking.circuit.gates if gate.op == "matmul" for name in gate.inputs}
        for each in asking.circuit.inputs:
            turned = turned_round(each.value) if each.name in read and each.name != asking.name else None
            if turned is not None:
                yield asking.with_input(each.name, turned)
        if asking.what == "gradient":
            yield from self._backward(asking)

    def _backward(self, asking: AskingArray) -> Iterator[Told]:
        """Multiply the upstream gradient by the matrix itself, going forward as is right."""
        gates = [gate for gate in asking.circuit.gates if asking.name in gate.inputs]
        if len(gates) == 1 and gates[0].op == "matmul" and gates[0].inputs[1] == asking.name:
            first = next((each for each in asking.circuit.parts if each.name == gates[0].inputs[0]), None)
            yield matrix_times(first.value if first else None, gates[0].gradient)


class LeftOutATerm(OfArrays):
    """A term of the sum is left out: every one that is added counts."""

    __slots__ = ()
    code = "left-out-a-term"
    vague = True
    example = Example("value", "[-1, -1]", NEURONS)

    def arrays(self, asking: AskingArray) -> Iterable[Told]:
        """Put zeros in the place of each input that is added."""
        read = {name for gate in asking.circuit.gates if gate.op == "add" for name in gate.inputs}
        for each in asking.circuit.inputs:
            if asking.what == "value" and each.name in read and each.value is not None:
                yield asking.with_input(each.name, scaled(each.value, 0.0))


class PassedThroughRelu(OfArrays):
    """A relu lets nothing below 0 through, neither the value forward nor the gradient backward."""

    __slots__ = ()
    code = "passed-through-relu"
    example = Example("value", "[-3, 1]", RECTIFIED)

    def arrays(self, asking: AskingArray) -> Iterable[Told]:
        """Let everything through."""
        bare = RECTIFIER.sub("(", asking.expression)
        return (asking.again(bare, {}),) if bare != asking.expression else ()


class ForgotThePowerOfArrays(OfArrays):
    """A power is left out on the way forward."""

    __slots__ = ()
    code = "forgot-the-power"
    example = Example("value", "0.48", LOSS)

    def arrays(self, asking: AskingArray) -> Iterable[Told]:
        """Leave every exponent out."""
        bare = POWERS.sub("", asking.expression)
        return (asking.again(bare, {}),) if asking.what == "value" and bare != asking.expression else ()


class AnotherArraysNumbers(OfArrays):
    """Those are the numbers of another array of this circuit, or of another pass through it."""

    __slots__ = ()
    code = "another-arrays-numbers"
    vague = True
    example = Example("gradients.a", "[-1, -1]", NEURONS.replace("W @ x + b", "'q = W @ x; a = q + b; L = sum(a**2)'"))

    def arrays(self, asking: AskingArray) -> Iterable[Told]:
        """Give the values and gradients of all parts."""
        if asking.what == "shape" or not isinstance(asking.right, tuple):
            return []
        parts = asking.circuit.parts
        return [found for each in parts for found in (each.value, each.gradient) if isinstance(found, tuple)]


class AnotherArraysShape(OfArrays):
    """That is the shape of another array: a gradient is shaped as what it is of, (n, k) by (k, m) makes (n, m)."""

    __slots__ = ()
    code = "another-arrays-shape"
    vague = True
    example = Example("dW.shape", "10x5", "circuit: {expression: D = X @ W, at: {X: 10x3, W: 3x5}}")

    def arrays(self, asking: AskingArray) -> Iterable[Told]:
        """Give the shapes of the other parts."""
        return [each.shape for each in asking.circuit.parts if each.shape] if asking.what == "shape" else ()


class ForgotPowerFactorOfArrays(OfArrays):
    """The power rule puts the exponent in front: the derivative of x^n is n·x^(n-1)."""

    __slots__ = ()
    code = "forgot-power-factor"
    example = Example("gradients.x", "[-0.056, 0.318]", LOSS)

    def arrays(self, asking: AskingArray) -> Iterable[Told]:
        """Leave an exponent out that stands on every way back."""
        if asking.what == "gradient":
            yield from (scaled(asking.right, 1 / power) for power in _powers(asking.circuit, asking.name))


def _powers(circuit: "Circuit", name: str) -> Iterator[float]:
    """Give the exponents through which all of an input's gradient comes."""
    for gate in circuit.gates[:MOST_GATES]:
        power = constant(gate.inputs[1]) if gate.op == "pow" else None
        if power and not _reaches(circuit, name, around=gate.name):
            yield power


def _reaches(circuit: "Circuit", name: str, *, around: str) -> bool:
    """Say whether an input reaches the output on a way around a gate."""
    reached = {name}
    for gate in circuit.gates:
        if gate.name != around and reached.intersection(gate.inputs):
            reached.add(gate.name)
    return circuit.output in reached

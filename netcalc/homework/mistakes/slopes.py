"""Slips in a derivative: the power rule, the slopes of a quotient, of sigmoid and tanh."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from netcalc.homework.mistakes.backward import Asking, Slip
from netcalc.homework.mistakes.base import Example
from netcalc.homework.mistakes.forward import constant

if TYPE_CHECKING:
    from netcalc.circuits import GateReport

OVER: Final = "circuit: {expression: 1/x, at: {x: 1.37}}"
POWER: Final = "circuit: {expression: x**3, at: {x: 2}}"
SIGMOID: Final = "circuit: {expression: sigmoid(x), at: {x: 1}}"
TANH: Final = "circuit: {expression: tanh(x), at: {x: 0.5}}"
NEURON: Final = "circuit: {expression: 1/(1 + exp(-x)), at: {x: 1}}"


class ForgotSquare(Slip):
    """The derivative of 1/x is -1/x²: the denominator is squared."""

    __slots__ = ()
    code = "forgot-square"
    example = Example("gradients.x", "-0.73", OVER)

    def locals(self, found: list[float], gate: "GateReport") -> list[float]:
        """Leave the denominator as it is."""
        return [found[0], found[1] / found[0]] if gate.op == "div" and found[0] else found


class ForgotPowerFactor(Slip):
    """The power rule puts the exponent in front: the derivative of x^n is n·x^(n-1)."""

    __slots__ = ()
    code = "forgot-power-factor"
    example = Example("gradients.x", "4", POWER)

    def locals(self, found: list[float], gate: "GateReport") -> list[float]:
        """Leave the exponent in front out."""
        power = constant(gate.inputs[1]) if gate.op == "pow" else None
        return [found[0] / power, *found[1:]] if power else found


class KeptThePower(Slip):
    """The power rule takes one from the exponent: the derivative of x^n is n·x^(n-1)."""

    __slots__ = ()
    code = "kept-the-power"
    example = Example("gradients.x", "24", POWER)

    def locals(self, found: list[float], gate: "GateReport") -> list[float]:
        """Keep the exponent."""
        power = constant(gate.inputs[1]) if gate.op == "pow" else None
        kept = power is not None and isinstance(gate.value, int | float)
        return [(power or 0) * float(gate.value), *found[1:]] if kept and isinstance(gate.value, float) else found


class HalfOfTheSigmoidSlope(Slip):
    """The slope of a sigmoid is σ·(1 - σ), both factors."""

    __slots__ = ()
    code = "half-of-the-sigmoid-slope"
    example = Example("gradients.x", "0.27", SIGMOID)

    def locals(self, found: list[float], gate: "GateReport") -> list[float]:
        """Take 1 - σ."""
        return [1 - gate.value] if gate.op == "sigmoid" and isinstance(gate.value, float) else found


class SigmoidForItsSlope(HalfOfTheSigmoidSlope):
    """The slope of a sigmoid is σ·(1 - σ), not its value."""

    __slots__ = ()
    example = Example("gradients.x", "0.73", SIGMOID)

    def locals(self, found: list[float], gate: "GateReport") -> list[float]:
        """Take σ."""
        return [gate.value] if gate.op == "sigmoid" and isinstance(gate.value, float) else found


class SquareForTheSigmoidSlope(HalfOfTheSigmoidSlope):
    """The slope of a sigmoid is σ·(1 - σ), not σ²."""

    __slots__ = ()
    example = Example("gradients.x", "0.5344", SIGMOID)

    def locals(self, found: list[float], gate: "GateReport") -> list[float]:
        """Take the square."""
        return [gate.value**2] if gate.op == "sigmoid" and isinstance(gate.value, float) else found


class AddedInTheSigmoidSlope(HalfOfTheSigmoidSlope):
    """The slope of a sigmoid is σ·(1 - σ), with a minus."""

    __slots__ = ()
    example = Example("gradients.x", "1.2655", SIGMOID)

    def locals(self, found: list[float], gate: "GateReport") -> list[float]:
        """Add in place of taking away."""
        return [gate.value * (1 + gate.value)] if gate.op == "sigmoid" and isinstance(gate.value, float) else found


class HalfOfAWrittenSigmoid(Slip):
    """1/(1 + exp(-x)) is a sigmoid: its slope is σ·(1 - σ), both factors."""

    __slots__ = ()
    code = "half-of-the-sigmoid-slope"
    example = Example("gradients.x", "0.27", NEURON)

    def instead(self, asking: Asking) -> Iterable[float]:
        """Leave out a factor of the slope of the whole."""
        made, ops = asking.circuit.value, [gate.op for gate in asking.circuit.gates[-3:]]
        sigmoid = asking.name is not None and ops == ["exp", "add", "div"] and isinstance(made, float) and 0 < made < 1
        return (asking.right / made, asking.right / (1 - made)) if sigmoid and isinstance(made, float) else ()


class SquareForTheTanhSlope(Slip):
    """The slope of tanh is 1 - tanh²."""

    __slots__ = ()
    code = "wrong-tanh-slope"
    example = Example("gradients.x", "0.2136", TANH)

    def locals(self, found: list[float], gate: "GateReport") -> list[float]:
        """Take the square alone."""
        return [gate.value**2] if gate.op == "tanh" and isinstance(gate.value, float) else found


class SigmoidsForTheTanhSlope(SquareForTheTanhSlope):
    """The slope of tanh is 1 - tanh²; t·(1 - t) is that of a sigmoid."""

    __slots__ = ()
    example = Example("gradients.x", "0.2486", TANH)

    def locals(self, found: list[float], gate: "GateReport") -> list[float]:
        """Take the sigmoid's."""
        return [gate.value * (1 - gate.value)] if gate.op == "tanh" and isinstance(gate.value, float) else found

"""Slips in what a circuit computes, and one number of it taken for another."""

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from netcalc.homework.mistakes.backward import Asking, Slip
from netcalc.homework.mistakes.base import Example
from netcalc.homework.mistakes.forward import constant, unchanged, value

if TYPE_CHECKING:
    from netcalc.circuits import GateReport

LOG: Final = "circuit: {expression: log(x), at: {x: 4}}"
MARGIN: Final = "circuit: {expression: 'max(0, b - a + 1)', at: {a: 3, b: 5.5}}"
UNDER: Final = "circuit: {expression: 'max(0, b - a + 1)', at: {a: 9, b: 5.5}}"
LOSS: Final = "circuit: {expression: -log(p), at: {p: 0.13}}"
DIFFERENCE: Final = "circuit: {expression: ((x + 0.01)**2 - x**2)/0.01, at: {x: 3}}"
PRODUCT: Final = "circuit: {expression: log(x * y), at: {x: 2, y: 5}}"
NEURON: Final = "circuit: {expression: 1/(1 + exp(-x)), at: {x: 1}}"
TINY: Final = 1e-6


class Otherwise(Slip):
    """Another number of the circuit, taken for the one that is asked."""

    __slots__ = ()
    alone = True


class GaveTheValue(Otherwise):
    """That is the value, forward: the gradient is asked for, which says how the value changes."""

    __slots__ = ()
    code = "gave-the-value"
    example = Example("gradients.x", "1.386", LOG)

    def instead(self, asking: Asking) -> Iterable[float]:
        """Give the value of the circuit."""
        made = asking.circuit.value
        return (float(made),) if asking.name is not None and isinstance(made, int | float) else ()


class GaveTheGradient(Otherwise):
    """That is a gradient: the value is asked for, forward."""

    __slots__ = ()
    code = "gave-the-gradient"
    example = Example("value", "0.25", LOG)

    def instead(self, asking: Asking) -> Iterable[float]:
        """Give the gradients of the inputs."""
        found = asking.circuit.gradients.values() if asking.name is None else ()
        return [float(each) for each in found if isinstance(each, int | float)]


class ForgotMargin(Otherwise):
    """The margin counts too: a wrong class must stay below the right one by 1, max(0, s_j - s_y + 1)."""

    __slots__ = ()
    code = "forgot-margin"
    example = Example("value", "2.5", MARGIN)

    def instead(self, asking: Asking) -> Iterable[float]:
        """Leave out the constants that are added, where there is a max."""
        hinged = any(gate.op in ("max", "relu") for gate in asking.circuit.gates)
        found = value(asking.circuit, _without_constant) if asking.name is None and hinged else None
        return () if found is None else (found,)


def _without_constant(gate: "GateReport", operands: tuple[float, ...], made: float) -> float:
    if gate.op != "add":
        return made
    left = [each for each, name in zip(operands, gate.inputs, strict=True) if constant(name) is None]
    return left[0] if len(left) == 1 else made


class ForgotMax(Otherwise):
    """A hinge is never negative: take the larger of 0 and the margin."""

    __slots__ = ()
    code = "forgot-max"
    example = Example("value", "-2.5", UNDER)

    def instead(self, asking: Asking) -> Iterable[float]:
        """Let everything through a max with 0."""
        found = value(asking.circuit, _let_through) if asking.name is None else None
        return () if found is None else (found,)


def _let_through(gate: "GateReport", operands: tuple[float, ...], made: float) -> float:
    if gate.op == "relu":
        return operands[0]
    hinge = gate.op == "max" and any(constant(name) == 0 for name in gate.inputs)
    others = [each for each, name in zip(operands, gate.inputs, strict=True) if constant(name) != 0]
    return others[0] if hinge and others else made


class LogBase10(Otherwise):
    """The logarithm is the natural one, to the base e."""

    __slots__ = ()
    code = "log-base-10"
    example = Example("value", "0.602", LOG)

    def instead(self, asking: Asking) -> Iterable[float]:
        """Take logarithms to the base 10."""
        found = value(asking.circuit, _to_base_10) if asking.name is None else None
        return () if found is None else (found,)


def _to_base_10(gate: "GateReport", _operands: tuple[float, ...], made: float) -> float:
    return made / math.log(10) if gate.op == "log" else made


class GaveTheProbability(Otherwise):
    """That is the probability: the loss is its negative logarithm, -log p."""

    __slots__ = ()
    code = "gave-the-probability"
    example = Example("value", "0.13", LOSS)

    def instead(self, asking: Asking) -> Iterable[float]:
        """Give what the last logarithm reads."""
        logs = [gate for gate in asking.circuit.gates if gate.op == "log"]
        if asking.name is not None or not logs:
            return ()
        read = logs[-1].inputs[0]
        found = next((each.value for each in asking.circuit.parts if each.name == read), None)
        return (float(found),) if isinstance(found, int | float) and 0 < found < 1 else ()


class GaveTheAnalyticGradient(Otherwise):
    """A difference is asked for, with its h: it lies near the derivative, and is not it."""

    __slots__ = ()
    code = "gave-the-analytic-gradient"
    example = Example("value", "6", DIFFERENCE)

    def instead(self, asking: Asking) -> Iterable[float]:
        """Let the step of a difference go to nothing."""
        last = asking.circuit.gates[-1] if asking.circuit.gates else None
        step = constant(last.inputs[-1]) if last and last.op == "div" and asking.name is None else None
        if last is None or not step or abs(step) > 0.5:
            return ()
        names = {name for gate in asking.circuit.gates for name in gate.inputs}
        scaled = {name: number * TINY / step for name in names if (number := constant(name)) in (step, step / 2, -step)}
        found = value(asking.circuit, unchanged, scaled)
        return () if found is None else (float(f"{found:.5g}"),)


class UpstreamAlone(Otherwise):
    """That is the gradient from above: multiply it by the local gradient of the gate."""

    __slots__ = ()
    code = "upstream-gradient-only"
    example = Example("gradients.x", "0.1", PRODUCT)

    def instead(self, asking: Asking) -> Iterable[float]:
        """Give the gradients of the gates that read it."""
        read = (gate for gate in asking.circuit.gates if asking.name is not None and asking.name in gate.inputs)
        return [float(gate.gradient) for gate in read if isinstance(gate.gradient, int | float)]


class ForgotMinus(Otherwise):
    """A minus is left out on the way forward: follow every sign."""

    __slots__ = ()
    code = "forgot-minus"
    example = Example("value", "0.27", NEURON)

    def instead(self, asking: Asking) -> Iterable[float]:
        """Let every negation through."""
        negates = any(gate.op == "neg" for gate in asking.circuit.gates)
        found = value(asking.circuit, _not_negated) if asking.name is None and negates else None
        return () if found is None else (found,)


def _not_negated(gate: "GateReport", operands: tuple[float, ...], made: float) -> float:
    return operands[0] if gate.op == "neg" else made


class ForgotThePower(Otherwise):
    """A power is left out on the way forward."""

    __slots__ = ()
    code = "forgot-the-power"
    example = Example("value", "3", "circuit: {expression: (x + y)**2, at: {x: 1, y: 2}}")

    def instead(self, asking: Asking) -> Iterable[float]:
        """Let every base through."""
        raised = any(gate.op == "pow" for gate in asking.circuit.gates)
        found = value(asking.circuit, _not_raised) if asking.name is None and raised else None
        return () if found is None else (found,)


def _not_raised(gate: "GateReport", operands: tuple[float, ...], made: float) -> float:
    return operands[0] if gate.op == "pow" else made


class StoppedEarly(Otherwise):
    """That is the value of a gate before the last: go on to the end."""

    __slots__ = ()
    code = "stopped-early"
    vague = True
    example = Example("value", "10", PRODUCT)

    def instead(self, asking: Asking) -> Iterable[float]:
        """Give the values of the gates before."""
        gates = asking.circuit.gates[:-1] if asking.name is None else ()
        return [float(gate.value) for gate in gates if isinstance(gate.value, int | float)]


class Inverted(Otherwise):
    """That is the inverse: numerator and denominator have changed places."""

    __slots__ = ()
    code = "inverted"
    vague = True
    example = Example("gradients.x", "4", LOG)

    def instead(self, asking: Asking) -> Iterable[float]:
        """Turn the number over."""
        return (1 / asking.right,) if asking.right and abs(asking.right) != 1 else ()


class LostFactorOfTen(Slip):
    """The digits are right and the place is not: a factor of ten is lost, or one too many."""

    __slots__ = ()
    code = "lost-factor-of-ten"
    vague = True
    example = Example("value", "-120", "circuit: {expression: (x + y) * z, at: {x: -2, y: 5, z: -4}}")

    def instead(self, asking: Asking) -> Iterable[float]:
        """Move the point by one place."""
        return (asking.right * 10, asking.right / 10)

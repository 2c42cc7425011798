"""One number of a circuit taken for another, or the right one written otherwise."""

from collections.abc import Iterable
from typing import Final

from netcalc.homework.mistakes.backward import Asking, Slip
from netcalc.homework.mistakes.base import Example
from netcalc.homework.mistakes.forward import constant, unchanged, value

LOG: Final = "circuit: {expression: log(x), at: {x: 4}}"
LOSS: Final = "circuit: {expression: -log(p), at: {p: 0.13}}"
DIFFERENCE: Final = "circuit: {expression: ((x + 0.01)**2 - x**2)/0.01, at: {x: 3}}"
PRODUCT: Final = "circuit: {expression: log(x * y), at: {x: 2, y: 5}}"
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

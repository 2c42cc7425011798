"""Slips on the way forward: what a circuit computes, with one gate read otherwise."""

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from netcalc.homework.mistakes.backward import Asking
from netcalc.homework.mistakes.base import Example
from netcalc.homework.mistakes.forward import Rule, constant, value
from netcalc.homework.mistakes.taken import Otherwise

if TYPE_CHECKING:
    from netcalc.circuits import GateReport

LOG: Final = "circuit: {expression: log(x), at: {x: 4}}"
MARGIN: Final = "circuit: {expression: 'max(0, b - a + 1)', at: {a: 3, b: 5.5}}"
UNDER: Final = "circuit: {expression: 'max(0, b - a + 1)', at: {a: 9, b: 5.5}}"
NEURON: Final = "circuit: {expression: 1/(1 + exp(-x)), at: {x: 1}}"


def _forward(asking: Asking, rule: Rule, *ops: str) -> Iterable[float]:
    """Give the value with one rule changed, where it is asked and a gate of these computes it."""
    asked = asking.name is None and any(gate.op in ops for gate in asking.circuit.gates)
    found = value(asking.circuit, rule) if asked else None
    return () if found is None else (found,)


class ForgotMargin(Otherwise):
    """The margin counts too: a wrong class must stay below the right one by 1, max(0, s_j - s_y + 1)."""

    __slots__ = ()
    code = "forgot-margin"
    example = Example("value", "2.5", MARGIN)

    def instead(self, asking: Asking) -> Iterable[float]:
        """Leave out the constants that are added, where there is a max."""
        return _forward(asking, _without_constant, "max", "relu")


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
        return _forward(asking, _let_through, "max", "relu")


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
        return _forward(asking, _to_base_10, "log")


def _to_base_10(gate: "GateReport", _operands: tuple[float, ...], made: float) -> float:
    return made / math.log(10) if gate.op == "log" else made


class ForgotMinus(Otherwise):
    """A minus is left out on the way forward: follow every sign."""

    __slots__ = ()
    code = "forgot-minus"
    example = Example("value", "0.27", NEURON)

    def instead(self, asking: Asking) -> Iterable[float]:
        """Let every negation through."""
        return _forward(asking, _not_negated, "neg")


def _not_negated(gate: "GateReport", operands: tuple[float, ...], made: float) -> float:
    return operands[0] if gate.op == "neg" else made


class ForgotThePower(Otherwise):
    """A power is left out on the way forward."""

    __slots__ = ()
    code = "forgot-the-power"
    example = Example("value", "3", "circuit: {expression: (x + y)**2, at: {x: 1, y: 2}}")

    def instead(self, asking: Asking) -> Iterable[float]:
        """Let every base through."""
        return _forward(asking, _not_raised, "pow")


def _not_raised(gate: "GateReport", operands: tuple[float, ...], made: float) -> float:
    return operands[0] if gate.op == "pow" else made

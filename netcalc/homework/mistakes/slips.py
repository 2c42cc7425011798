"""Slips in the backward pass of a circuit."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from netcalc.homework.mistakes.backward import Slip
from netcalc.homework.mistakes.base import Example

if TYPE_CHECKING:
    from netcalc.circuits import GateReport

SUM = "circuit: {expression: (x + y) * z, at: {x: -2, y: 5, z: -4}}"
PRODUCT = "circuit: {expression: x * y, at: {x: 3, y: -5}}"
FORK = "circuit: {expression: x * y + x * z, at: {x: 3, y: 2, z: 7}}"
LARGEST = "circuit: {expression: 'max(x, y) * z', at: {x: 4, y: 2, z: 3}}"


class MulGateNotSwapped(Slip):
    """A multiply gate switches: the gradient of one input is the value of the other."""

    __slots__ = ()
    code = "mul-gate-not-swapped"
    example = Example("gradients.x", "3", PRODUCT)

    def locals(self, found: list[float], gate: "GateReport") -> list[float]:
        """Give each input its own value."""
        return found[::-1] if gate.op == "mul" else found


class LocalGradientOnly(Slip):
    """The chain rule multiplies: the local gradient times the gradient that comes from above."""

    __slots__ = ()
    code = "local-gradient-only"
    example = Example("gradients.x", "1", SUM)

    def passed(self, found: float, local: float, upstream: float) -> float:
        """Leave the upstream gradient out."""
        return local


class OverwroteGradientAtFork(Slip):
    """What is read in several places gets a gradient from each: they add up (+=, not =)."""

    __slots__ = ()
    code = "overwrote-gradient-at-fork"
    example = Example("gradients.x", "2", FORK)

    def gathered(self, found: float, before: float | None, more: float) -> float:
        """Keep the last."""
        return more


class KeptFirstGradientAtFork(OverwroteGradientAtFork):
    """What is read in several places gets a gradient from each: they add up, the first is not all."""

    __slots__ = ()
    example = Example("gradients.x", "7", FORK)

    def gathered(self, found: float, before: float | None, more: float) -> float:
        """Keep the first."""
        return more if before is None else before


class MaxGatePassesToBoth(Slip):
    """A max gate routes: only the input that was the largest gets the gradient, the others get 0."""

    __slots__ = ()
    code = "max-gate-passes-to-both"
    example = Example("gradients.y", "3", LARGEST)

    def locals(self, found: list[float], gate: "GateReport") -> list[float]:
        """Pass the gradient to all."""
        return [1.0] * len(found) if gate.op in ("max", "min") else found


class MaxGatePassesToTheOther(Slip):
    """A max gate routes to the input that was the largest, a min gate to the smallest: that is the other one."""

    __slots__ = ()
    code = "max-gate-passes-to-the-other"
    example = Example("gradients.x", "0", LARGEST)

    def locals(self, found: list[float], gate: "GateReport") -> list[float]:
        """Pass the gradient to the other input."""
        return found[::-1] if gate.op in ("max", "min") else found


class SignSlip(Slip):
    """The size is right and the sign is not: follow the signs of the local gradients."""

    __slots__ = ()
    code = "sign-slip"
    example = Example("gradients.x", "4", SUM)
    hints: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"value": "The size is right and the sign is not: follow the signs from gate to gate."}
    )

    def signed(self, found: float) -> float:
        """Turn the sign round."""
        return -found

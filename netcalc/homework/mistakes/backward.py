"""The backward pass of a circuit, and the mistakes in it: each breaks one of its three rules."""

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from netcalc.circuits import GateReport


class Backward:
    """Local gradient times upstream gradient, added up at a fork."""

    code: ClassVar[str] = ""
    right_where: ClassVar[str] = ""

    def locals(self, gate: "GateReport") -> list[float]:
        """Give the local gradient of each input."""
        return [local if isinstance(local, float | int) else math.nan for local in gate.local_gradients]

    def passed(self, local: float, upstream: float) -> float:
        """Give what a gate passes back to an input."""
        return local * upstream

    def gathered(self, before: float | None, more: float) -> float:
        """Give the gradient of what is read in several places."""
        return more if before is None else before + more

    def signed(self, gradient: float) -> float:
        """Give a gradient as it is written down."""
        return gradient


def gradients(gates: "Iterable[GateReport]", rules: Backward) -> dict[str, float]:
    """Run the gates backward by these rules; the last one is the output."""
    ordered = tuple(gates)
    found: dict[str, float] = {ordered[-1].name: 1.0} if ordered else {}
    for gate in reversed(ordered):
        upstream = found.get(gate.name)
        if upstream is not None:
            for name, local in zip(gate.inputs, rules.locals(gate), strict=False):
                found[name] = rules.gathered(found.get(name), rules.passed(local, upstream))
    return {name: rules.signed(gradient) for name, gradient in found.items()}


class MulGateNotSwapped(Backward):
    """A multiply gate switches: the gradient of one input is the value of the other."""

    code = "mul-gate-not-swapped"

    def locals(self, gate: "GateReport") -> list[float]:
        """Give each input its own value."""
        found = super().locals(gate)
        return found[::-1] if gate.op == "mul" else found


class LocalGradientOnly(Backward):
    """The chain rule multiplies: the local gradient times the gradient that comes from above."""

    code = "local-gradient-only"

    def passed(self, local: float, upstream: float) -> float:
        """Leave the upstream gradient out."""
        return local


class OverwroteGradientAtFork(Backward):
    """What is read in several places gets a gradient from each: they add up (+=, not =)."""

    code = "overwrote-gradient-at-fork"

    def gathered(self, before: float | None, more: float) -> float:
        """Keep the last."""
        return more


class KeptFirstGradientAtFork(OverwroteGradientAtFork):
    """What is read in several places gets a gradient from each: they add up, the first is not all."""

    def gathered(self, before: float | None, more: float) -> float:
        """Keep the first."""
        return more if before is None else before


class MaxGatePassesToBoth(Backward):
    """A max gate routes: only the input that was the largest gets the gradient, the others get 0."""

    code = "max-gate-passes-to-both"

    def locals(self, gate: "GateReport") -> list[float]:
        """Pass the gradient to all."""
        found = super().locals(gate)
        return [1.0] * len(found) if gate.op in ("max", "min") else found


class SignSlip(Backward):
    """The size is right and the sign is not: follow the signs of the local gradients."""

    code = "sign-slip"

    def signed(self, gradient: float) -> float:
        """Turn the sign round."""
        return -gradient


class Displayed(Backward):
    """Every gradient as it is displayed, to two decimals."""

    def locals(self, gate: "GateReport") -> list[float]:
        """Give the local gradients as they are displayed."""
        return [round(local, 2) for local in super().locals(gate)]

    def passed(self, local: float, upstream: float) -> float:
        """Round what is passed back."""
        return round(super().passed(local, upstream), 2)


class GradientsDisplayed(Backward):
    """Gradients that flow are displayed to two decimals; local gradients are exact."""

    def passed(self, local: float, upstream: float) -> float:
        """Round what is passed back."""
        return round(super().passed(local, round(upstream, 2)), 2)


DISPLAYED = (Displayed(), GradientsDisplayed())
SLIPS: tuple[type[Backward], ...] = (
    MulGateNotSwapped, LocalGradientOnly, OverwroteGradientAtFork, KeptFirstGradientAtFork, MaxGatePassesToBoth,
    SignSlip,
)  # fmt: skip

"""The forward pass of a program, a line a gate; what is read once, and not needed again, stands within its reader."""

from collections import Counter
from collections.abc import Collection
from typing import Final

from netcalc.circuits.code.laid import Laid
from netcalc.circuits.code.spelling import ATOM, REPEATED, SUM, forward
from netcalc.circuits.result import GateReport
from netcalc.circuits.shapes import Shape
from netcalc.circuits.values import Known

LONGEST: Final = 60  # of what stands within another expression


class Ahead:
    """The lines, and how each gate is computed in them."""

    def __init__(self, laid: Laid, needed: Collection[str]) -> None:
        """Write them; `needed` are the names that the backward pass reads."""
        self.laid, self.needed = laid, needed
        self.lines: list[str] = []
        self.computed: dict[str, str] = {}
        self._within: dict[str, tuple[str, int]] = {}
        gates = laid.circuit.gates
        self._uses = Counter(name for gate in gates for name in gate.inputs)
        self._repeated = {name for gate in gates if gate.op in REPEATED for name in gate.inputs}
        self._known = {each.name: (each.value, each.shape) for each in laid.circuit.parts}
        for gate in gates:
            if not laid.placed(gate.name):
                self._gate(gate)

    def _gate(self, gate: GateReport) -> None:
        called = self.laid.called[gate.name]
        first, shape = self._known.get(gate.inputs[0], (None, ()))
        read = [self._within.get(name) or self._read(name) for name in gate.inputs]
        text, binds = forward(self.laid.part(gate), read, self.laid.f, first, shape)
        if self._alone(gate) and called not in self.needed and len(text) < LONGEST:
            self._within[gate.name] = (text, binds)
            self.computed[gate.name] = text
        else:
            self.computed[gate.name] = f"{called} = {text}"
            self.lines.append(f"{called} = {text}  # {_short(gate.value, gate.shape)}")

    def _alone(self, gate: GateReport) -> bool:
        """Say whether a gate may stand within the one that reads it."""
        named = gate.stage or gate.name == self.laid.circuit.output
        return not named and self._uses[gate.name] == 1 and gate.name not in self._repeated

    def _read(self, name: str) -> tuple[str, int]:
        text = self.laid.called.get(name, name)
        return text, SUM if text.startswith("-") else ATOM


def _short(value: Known, shape: Shape) -> str:
    if len(shape) == 1:
        return f"a vector of {shape[0]}"
    return "x".join(map(str, shape)) if shape else f"{value:.4g}"

"""The parts of a circuit under the names that they have in a program, and those of their gradients."""

from keyword import iskeyword
from typing import Final

from netcalc.circuits.backward import MATH
from netcalc.circuits.code.spelling import NUMPY
from netcalc.circuits.result import Circuit, GateReport
from netcalc.reference.circuit.keys import spelt
from netcalc.reference.circuit.parts import Part

TAKEN: Final = frozenset({"math", "np", "rng", "print", "max", "min", "abs", "sum"})


class Laid:
    """A circuit, its names in a program, and its parts laid once more under these."""

    def __init__(self, circuit: Circuit) -> None:
        """Find names that nothing else has; a place of an array is written as one, w[0]."""
        self.circuit = circuit
        self.f = NUMPY if any(each.shape for each in circuit.parts) else MATH
        self.gates = {gate.name: gate for gate in circuit.gates}
        taken = {*TAKEN}
        self.called = {each.name: _free(each.name, taken) for each in circuit.parts if not self.placed(each.name)}
        self.gradients = {name: _free(f"d{name}", taken) for name in self.called}
        for gate in circuit.gates:
            if self.placed(gate.name):
                where = f"[{spelt(gate.key)}]"
                self.called[gate.name] = self.called[gate.inputs[0]] + where
                self.gradients[gate.name] = self.gradients[gate.inputs[0]] + where
        self.parts: list[Part] = []
        self._places: dict[str, int] = {}
        self._lay()

    def placed(self, name: str) -> bool:
        """Say whether a gate is a place of an array, such as w[0], and has no name of its own."""
        return name in self.gates and self.gates[name].op == "index" and not self.gates[name].stage

    def part(self, gate: GateReport) -> Part:
        """Give the part of a gate."""
        return self.parts[self._places[gate.name]]

    def root(self, name: str) -> str:
        """Give the array of which a gate is a place."""
        base = self.gates[name].inputs[0]
        return self.root(base) if self.placed(base) else base

    def _lay(self) -> None:
        for each in self.circuit.inputs:
            self._put(each.name, Part(self.called[each.name], shape=each.shape))
        for gate in self.circuit.gates:
            for name in gate.inputs:
                if name not in self._places:
                    self._put(name, Part(name, constant=float(name)))
            read = tuple(self._places[name] for name in gate.inputs)
            self._put(gate.name, Part(self.called[gate.name], gate.op, read, gate.shape, key=gate.key))

    def _put(self, name: str, part: Part) -> None:
        self._places[name] = len(self.parts)
        self.parts.append(part)


def _free(name: str, taken: set[str]) -> str:
    """Find a name that nothing else has."""
    while name in taken or iskeyword(name):
        name += "_"
    taken.add(name)
    return name

"""The backward pass of a program: local gradient times upstream gradient, gate by gate, `+=` where a value forks."""

import re
from collections import Counter
from collections.abc import Iterator

from netcalc.circuits.backward import passed
from netcalc.circuits.code.laid import Laid
from netcalc.circuits.code.literals import literal
from netcalc.circuits.code.spelling import NUMPY
from netcalc.circuits.result import GateReport
from netcalc.reference.circuit.keys import spelt


class Behind:
    """The lines, a gate standing for the comment that names it; `needed` are the names that they read."""

    def __init__(self, laid: Laid) -> None:
        """Write them."""
        self.laid, self.circuit = laid, laid.circuit
        self.needed: set[str] = set()
        self._alive, self._moving = _alive(laid), _moving(laid)
        alive = [gate for gate in self.circuit.gates if gate.name in self._alive]
        self._brought = Counter(name for gate in alive for name in gate.inputs if name in self._moving)
        self._whole = {laid.root(gate.name) for gate in alive if gate.op == "index"}
        self._seen: set[str] = set()
        self.lines: list[str | GateReport] = [*self._first()]
        for gate in reversed(alive):
            if gate.name in self._moving and not laid.placed(gate.name):
                self.lines += self._through(gate)
        self.lines += self._unread()

    def _first(self) -> Iterator[str]:
        """Set the gradient from above, and to 0 those that are gathered place by place."""
        circuit, last = self.circuit, self.laid.gradients.get(self.circuit.output)
        if last is None:  # a mere number
            return
        if circuit.upstream_drawn:
            yield f"{last} = np.random.default_rng([{circuit.seed}, 1]).standard_normal({circuit.shape})  # from above"
        else:
            yield f"{last} = {literal(circuit.upstream, circuit.shape, last)}"
        for name in filter(self._whole.__contains__, self._moving):
            yield f"{self.laid.gradients[name]} = np.zeros_like({self.laid.called[name]})"

    def _through(self, gate: GateReport) -> list[str | GateReport]:
        """Send the gradient back through a gate."""
        up = self.laid.gradients[gate.name]
        sent = (up,) if gate.op == "index" else passed(self.laid.part(gate), self.laid.parts, up, self.laid.f)
        pairs = zip(gate.inputs, sent, strict=True)
        lines = [line for name, text in pairs if name in self._moving for line in self._line(gate, name, text)]
        return [gate, *lines] if lines else []

    def _line(self, gate: GateReport, name: str, text: str) -> list[str]:
        target = self.laid.gradients[name] + (f"[{spelt(gate.key)}]" if gate.op == "index" else "")
        added = name in self._seen or gate.op == "index" or self.laid.placed(name) or name in self._whole
        alone = self._brought[name] == 1 and not added
        self._seen.add(name)
        if alone and name in self.laid.gates and not self.laid.gates[name].stage and text.isidentifier():
            self.laid.gradients[name] = text  # the same gradient, under one name
            return []
        self.needed |= set(re.findall(r"[^\W\d]\w*", text))
        shared = self.laid.f == NUMPY and not added and not alone and (text.isidentifier() or text.endswith(".T"))
        own = f"1.0 * {text}" if shared else text  # not one array under two names
        return [f"{target} {'+=' if added else '='} {own}"]

    def _unread(self) -> Iterator[str]:
        for name in self.circuit.gradients:
            if name not in self._alive and name in self._moving:
                yield f"{self.laid.gradients[name]} = 0.0 * {self.laid.called[name]}  # the output does not hang on it"


def _alive(laid: Laid) -> set[str]:
    """Name what the output hangs on."""
    found = {laid.circuit.output}
    for gate in reversed(laid.circuit.gates):
        if gate.name in found:
            found |= {*gate.inputs}
    return found


def _moving(laid: Laid) -> dict[str, None]:
    """Name what hangs on an input, in order."""
    found = dict.fromkeys(each.name for each in laid.circuit.inputs)
    for gate in laid.circuit.gates:
        if found.keys() & {*gate.inputs}:
            found[gate.name] = None
    return found

"""A circuit as Python: its inputs, the forward pass, the backward pass in reverse, `+=` where a value forks."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from keyword import iskeyword
from typing import Final

from netcalc import problems
from netcalc.circuits.backward import MATH, passed
from netcalc.circuits.code.spelling import ATOM, NUMPY, REPEATED, SUM, forward
from netcalc.circuits.result import Circuit, GateReport
from netcalc.circuits.shapes import Shape
from netcalc.circuits.values import Known
from netcalc.problems import Problem, SpecError
from netcalc.reference.circuit.keys import spelt
from netcalc.reference.circuit.parts import Part

TAKEN: Final = frozenset({"math", "np", "rng", "print", "max", "min", "abs", "sum"})
FORWARD: Final = "# forward pass"
BACKWARD: Final = "# backward pass, in reverse order: local gradient times upstream gradient"
LONGEST: Final = 60  # of what stands within another expression
MOST_PRINTED: Final = 12


def code(circuit: Circuit) -> str:
    """Write a circuit as a program that stands alone; SpecError where its arrays are too large to be written out."""
    program = _Program(circuit)
    backward = list(program.backward())
    forward = list(program.forward())
    back = [line if isinstance(line, str) else program.comment(line) for line in backward]
    text = "\n".join([*program.inputs(), "", FORWARD, *forward, "", BACKWARD, *back, "", *program.shown()])
    imports = [f"import {name}" for name, used in (("math", "math."), ("numpy as np", "np.")) if used in text]
    return "\n".join([*imports, *([""] if imports else []), text, ""])


@dataclass
class _Program:
    """The names and the lines of a program."""

    circuit: Circuit
    parts: list[Part] = field(default_factory=list)
    called: dict[str, str] = field(default_factory=dict)
    gradients: dict[str, str] = field(default_factory=dict)
    needed: set[str] = field(default_factory=set)
    within: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.gates = {gate.name: gate for gate in self.circuit.gates}
        self.f = NUMPY if any(each.shape for each in self.circuit.parts) else MATH
        taken = {*TAKEN}
        for each in self.circuit.parts:
            if not self._placed(each.name):
                self.called[each.name] = _free(each.name, taken)
        for name in self.called:
            self.gradients[name] = _free(f"d{name}", taken)
        for gate in self.circuit.gates:
            if self._placed(gate.name):
                where = f"[{spelt(gate.key)}]"
                self.called[gate.name] = self.called[gate.inputs[0]] + where
                self.gradients[gate.name] = self.gradients[gate.inputs[0]] + where
        self._lay()

    def _placed(self, name: str) -> bool:
        """Say whether a gate is a place of an array, such as w[0], and has no name of its own."""
        return name in self.gates and self.gates[name].op == "index" and not self.gates[name].stage

    def _lay(self) -> None:
        """Lay the parts again, under the names of the program."""
        places: dict[str, int] = {}
        for each in self.circuit.inputs:
            places[each.name] = self._put(Part(self.called[each.name], shape=each.shape))
        for gate in self.circuit.gates:
            for name in gate.inputs:
                if name not in places:
                    places[name] = self._put(Part(name, constant=float(name)))
            read = tuple(places[name] for name in gate.inputs)
            places[gate.name] = self._put(Part(self.called[gate.name], gate.op, read, gate.shape, key=gate.key))
        self.places = places

    def _put(self, part: Part) -> int:
        self.parts.append(part)
        return len(self.parts) - 1

    def inputs(self) -> Iterator[str]:
        """Set the inputs; what was drawn is drawn again."""
        if self.circuit.drawn:
            yield f"rng = np.random.default_rng({self.circuit.seed})  # draws what was not given"
        for name in self.circuit.drawn:
            each = next(each for each in self.circuit.inputs if each.name == name)
            yield f"{self.called[name]} = rng.standard_normal({each.shape})"
        for each in self.circuit.inputs:
            if each.name not in self.circuit.drawn:
                yield f"{self.called[each.name]} = {_literal(each.value, each.shape, each.name)}"

    def forward(self) -> Iterator[str]:
        """Compute each gate; what is read once, and not needed again, stands within its reader."""
        uses = Counter(name for gate in self.circuit.gates for name in gate.inputs)
        repeated = {name for gate in self.circuit.gates if gate.op in REPEATED for name in gate.inputs}
        texts: dict[str, tuple[str, int]] = {}
        for gate in self.circuit.gates:
            if self._placed(gate.name):
                continue
            read = [texts.get(name) or self._read(name) for name in gate.inputs]
            first = next((each for each in self.circuit.parts if each.name == gate.inputs[0]), None)
            part = self.parts[self.places[gate.name]]
            shape = first.shape if first else ()
            text, binds = forward(part, read, self.f, first.value if first else None, shape)
            named = gate.stage or gate.name == self.circuit.output or uses[gate.name] != 1 or gate.name in repeated
            if not named and self.called[gate.name] not in self.needed and len(text) < LONGEST:
                texts[gate.name] = (text, binds)
                self.within[gate.name] = text
            else:
                self.within[gate.name] = f"{self.called[gate.name]} = {text}"
                yield f"{self.called[gate.name]} = {text}  # {_short(gate.value, gate.shape)}"

    def _read(self, name: str) -> tuple[str, int]:
        text = self.called.get(name, name)
        return text, SUM if text.startswith("-") else ATOM

    def comment(self, gate: GateReport) -> str:
        """Say through which gate the gradient goes."""
        return f"# backprop {self.within[gate.name]}"

    def backward(self) -> Iterator[str | GateReport]:
        """Send the gradient back through each gate that the output hangs on."""
        alive, moving = self._alive(), self._moving()
        brought = Counter(
            name for gate in self.circuit.gates if gate.name in alive for name in gate.inputs if name in moving
        )
        yield from self._first(alive, moving)
        seen: set[str] = set()
        for gate in reversed(self.circuit.gates):
            if gate.name in alive and gate.name in moving and not self._placed(gate.name):
                yield from self._through(gate, moving, brought, seen)
        for name in self.circuit.gradients:
            if name not in alive and name in moving:
                yield f"{self.gradients[name]} = 0.0 * {self.called[name]}  # the output does not hang on it"

    def _first(self, alive: set[str], moving: Collection[str]) -> Iterator[str]:
        circuit = self.circuit
        last = self.gradients.get(circuit.output)
        if last is None:  # a mere number
            return
        self.whole = {self._root(gate.name) for gate in circuit.gates if gate.op == "index" and gate.name in alive}
        if circuit.upstream_drawn:
            yield f"{last} = np.random.default_rng([{circuit.seed}, 1]).standard_normal({circuit.shape})  # from above"
        else:
            yield f"{last} = {_literal(circuit.upstream, circuit.shape, last)}"
        for name in filter(self.whole.__contains__, moving):
            yield f"{self.gradients[name]} = np.zeros_like({self.called[name]})"

    def _root(self, name: str) -> str:
        """Give the array of which a gate is a place."""
        base = self.gates[name].inputs[0]
        return self._root(base) if self._placed(base) else base

    def _through(
        self, gate: GateReport, moving: Collection[str], brought: Counter[str], seen: set[str]
    ) -> Iterator[str | GateReport]:
        up, lines = self.gradients[gate.name], []
        part = self.parts[self.places[gate.name]]
        sent = (up,) if gate.op == "index" else passed(part, self.parts, up, self.f)
        for name, text in zip(gate.inputs, sent, strict=True):
            if name in moving:
                lines += self._line(gate, name, text, brought, seen)
        if lines:
            yield gate
            yield from lines

    def _line(self, gate: GateReport, name: str, text: str, brought: Counter[str], seen: set[str]) -> list[str]:
        target = self.gradients[name] + (f"[{spelt(gate.key)}]" if gate.op == "index" else "")
        added = name in seen or gate.op == "index" or self._placed(name) or name in self.whole
        alone = brought[name] == 1 and not added
        if alone and name in self.gates and not self.gates[name].stage and text.isidentifier():
            self.gradients[name] = text  # the same gradient, under one name
            seen.add(name)
            return []
        seen.add(name)
        self.needed |= set(re.findall(r"[^\W\d]\w*", text))
        shared = self.f == NUMPY and not added and not alone and (text.isidentifier() or text.endswith(".T"))
        own = f"1.0 * {text}" if shared else text  # not one array under two names
        return [f"{target} {'+=' if added else '='} {own}"]

    def _alive(self) -> set[str]:
        """Name what the output hangs on."""
        found = {self.circuit.output}
        for gate in reversed(self.circuit.gates):
            if gate.name in found:
                found |= {*gate.inputs}
        return found

    def _moving(self) -> dict[str, None]:
        """Name what hangs on an input, in order."""
        found = dict.fromkeys(each.name for each in self.circuit.inputs)
        for gate in self.circuit.gates:
            if found.keys() & {*gate.inputs}:
                found[gate.name] = None
        return found

    def shown(self) -> Iterator[str]:
        """Print what came of it."""
        names = [self.called.get(self.circuit.output, self.circuit.output)]
        names += [self.gradients[each.name] for each in self.circuit.inputs][: MOST_PRINTED - 1]
        for name in names:
            yield f'print("{name} =", {name})'


def _free(name: str, taken: set[str]) -> str:
    """Find a name that nothing else has."""
    while name in taken or iskeyword(name):
        name += "_"
    taken.add(name)
    return name


def _literal(value: Known, shape: Shape, name: str) -> str:
    if value is None:
        message = f"{name} is too large to be written into a program: give its shape, and it is drawn"
        raise SpecError([Problem(code=problems.LIMIT_EXCEEDED, message=message)])
    return f"np.array({_listed(value)})" if shape else repr(value)


def _listed(value: Known) -> str:
    return f"[{', '.join(map(_listed, value))}]" if isinstance(value, tuple) else repr(value)


def _short(value: Known, shape: Shape) -> str:
    if len(shape) == 1:
        return f"a vector of {shape[0]}"
    return "x".join(map(str, shape)) if shape else f"{value:.4g}"

"""A circuit step by step: forward a gate a line, then backward, each with its sentence."""

from collections.abc import Iterable
from functools import partial
from typing import Final

from netcalc.circuits.ops import FUNCTIONS, OPS
from netcalc.circuits.result import Circuit, GateReport, InputReport
from netcalc.circuits.shapes import Shape, spoken
from netcalc.circuits.values import Known
from netcalc.render.document import Document, Heading, Part, item, sentence
from netcalc.render.pages.circuit.circuit import fork, gradient, has_arrays, remarks, title
from netcalc.render.pages.circuit.circuit_data import circuit_data
from netcalc.render.reals import array, slide

PATTERNS: Final = {
    "add": "add, the distributor: every input gets the gradient",
    "sub": "sub, a distributor: both get the gradient, the second with its sign changed",
    "mul": "mul, the switcher: each gets the other's value times the gradient",
    "matmul": "@, the switcher of matrices: each gets the other, transposed, times the gradient",
    "max": "max, the router: the larger gets all of the gradient",
    "min": "min, a router: the smaller gets all of the gradient",
    "relu": "relu, a router: open above 0, else closed",
}
SIGMOID: Final = "(1 - σ)σ"


def page(circuit: Circuit) -> Document:
    """Make the page that walks forward, then backward."""
    return Document(circuit_data(circuit), partial(_parts, circuit))


def _parts(circuit: Circuit) -> Iterable[Part]:
    yield sentence(title(circuit), "bold")
    yield from _array_steps(circuit) if has_arrays(circuit) else _number_steps(circuit)
    yield from map(sentence, remarks(circuit))


def _listed(heading: str, texts: Iterable[str]) -> Iterable[Part]:
    """Put lines under a heading; nothing where there are none."""
    found = list(texts)
    if found:
        yield Heading(heading)
        yield from map(item, found)


def _number_steps(circuit: Circuit) -> Iterable[Part]:
    values = {each.name: _plain(each.value) for each in circuit.parts}
    given = [f"{each.name} = {values[each.name]}" for each in circuit.inputs]
    yield from _listed("forward", [*given, *(_forward(gate, values) for gate in circuit.gates)])
    back = [text for gate in reversed(circuit.gates) for text in _backward(gate, values, circuit)]
    yield from _listed("backward", [f"the gradient of {circuit.output} on itself is 1", *back])
    yield from _listed("forks: gradients add", (f"{name}: {text}" for name, text in _forks(circuit)))
    yield from _listed("patterns", _patterns(circuit))


def _patterns(circuit: Circuit) -> list[str]:
    ops = {gate.op for gate in circuit.gates}
    return [text for op, text in PATTERNS.items() if op in ops]


def _plain(value: Known) -> str:
    return slide(value) if isinstance(value, float) else ""


def _forward(gate: GateReport, values: dict[str, str]) -> str:
    read = [values.get(name, name) for name in gate.inputs]
    if gate.op not in FUNCTIONS:
        read = [_signed(each) for each in read]
    put = OPS[gate.op].written.format(x=read[0], y=read[-1])
    return f"{gate.name} = {gate.computes} = {put} = {values[gate.name]}"


def _backward(gate: GateReport, values: dict[str, str], circuit: Circuit) -> list[str]:
    upstream = _plain(gate.gradient)
    found = []
    for name, local, passed in zip(gate.inputs, gate.local_gradients, gate.passed, strict=True):
        if name in circuit.constants:
            continue
        product = f"[{_plain(local)}] x [{upstream}] = {_plain(passed)}"
        found.append(f"{gate.name} -> {name}: [local gradient] x [upstream gradient] = {product}")
    if found and gate.op == "sigmoid":
        out = values[gate.name]
        found[0] += f"   {SIGMOID} = (1 - {out}) x {out}"
    return [f"{text}   {gate.op}: {gate.pattern}" if gate.pattern else text for text in found]


def _forks(circuit: Circuit) -> list[tuple[str, str]]:
    """Give, for each value that is used more than once, the sum of what comes back."""
    found = []
    for each in circuit.parts:
        back = [
            _plain(passed)
            for gate in circuit.gates
            for name, passed in zip(gate.inputs, gate.passed, strict=True)
            if name == each.name
        ]
        if len(back) > 1:
            found.append((each.name, f"{' + '.join(_signed(part) for part in back)} = {_plain(each.gradient)}"))
    return found


def _signed(part: str) -> str:
    return f"({part})" if part.startswith("-") else part


def _array_steps(circuit: Circuit) -> Iterable[Part]:
    given = [f"{each.name}{_is(each.value, each.shape)}" for each in circuit.inputs]
    ahead = [f"{gate.name} = {gate.computes}{_is(gate.value, gate.shape)}" for gate in circuit.gates]
    yield from _listed("forward", [*given, *ahead])
    order: list[GateReport | InputReport] = [*reversed(circuit.gates), *circuit.inputs]
    back = [f"{gradient(each.name, circuit)}{_is(each.gradient, each.shape)}" for each in order]
    back += [f"{each.name}: {fork(each)}" for each in circuit.inputs if each.uses > 1]
    yield from _listed("backward", back)
    yield from _listed("patterns", _patterns(circuit))


def _is(value: Known, shape: Shape) -> str:
    """Write a small array's values, else its shape."""
    written = array(value, shape)
    return f": {written}" if written == spoken(shape) else f" = {written}"

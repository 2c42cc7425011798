"""A circuit step by step: forward a gate a line, then backward, each with its sentence."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from netcalc.circuits.nudge import Nudge
from netcalc.circuits.ops import FUNCTIONS, OPS
from netcalc.circuits.result import Circuit, GateReport, InputReport
from netcalc.circuits.shapes import Shape, spoken
from netcalc.circuits.values import Known
from netcalc.render.document import Document, Heading, Part, item, sentence
from netcalc.render.pages.circuit.arrays import gradient, in_full
from netcalc.render.pages.circuit.circuit import has_arrays, title
from netcalc.render.pages.circuit.circuit_data import circuit_data
from netcalc.render.pages.circuit.forks import forks
from netcalc.render.pages.circuit.local_gradients import local_gradient
from netcalc.render.pages.circuit.nudges import nudged
from netcalc.render.pages.circuit.places import places_of
from netcalc.render.pages.circuit.remarks import remarks
from netcalc.render.reals import array, signed, slide

PATTERNS: Final = {
    "add": "add, the distributor: every input gets the gradient",
    "sub": "sub, a distributor: both get the gradient, the second with its sign changed",
    "mul": "mul, the switcher: each gets the other's value times the gradient",
    "matmul": "@, the switcher of matrices: each gets the other, transposed, times the gradient",
    "max": "max, the router: the larger gets all of the gradient",
    "min": "min, a router: the smaller gets all of the gradient",
    "relu": "relu, a router: open above 0, else closed",
}


def page(circuit: Circuit, nudges: Sequence[Nudge] = (), *, full: bool = False) -> Document:
    """Make the page that walks forward, then backward; with `full` all values of its arrays."""
    return Document(circuit_data(circuit, nudges), partial(_parts, circuit, nudges, full=full))


def _parts(circuit: Circuit, nudges: Sequence[Nudge], *, full: bool) -> Iterable[Part]:
    yield sentence(title(circuit), "bold")
    yield from _array_steps(circuit) if has_arrays(circuit) else _number_steps(circuit)
    yield from map(sentence, remarks(circuit))
    yield from map(sentence, map(nudged, nudges))
    yield from in_full(circuit) if full else ()


def _listed(heading: str, texts: Iterable[str]) -> Iterable[Part]:
    """Put lines under a heading; nothing where there are none."""
    found = list(texts)
    if found:
        yield Heading(heading)
        yield from map(item, found)


def _number_steps(circuit: Circuit) -> Iterable[Part]:
    places = places_of(circuit)
    values = {each.name: _plain(each.value, places) for each in circuit.parts}
    gates = [gate for gate in circuit.gates if gate.op != "index"]
    given = [
        f"{each.name} = {array(each.value, each.shape) if each.shape else values[each.name]}" for each in circuit.inputs
    ]
    yield from _listed("forward", [*given, *(_forward(gate, values) for gate in gates)])
    back = [text for gate in reversed(gates) for text in _backward(gate, circuit, places)]
    gathered = [f"d{each.name} = {array(each.gradient, each.shape)}" for each in circuit.inputs if each.shape]
    yield from _listed("backward", [_first(circuit, places), *back, *gathered])
    arrays = {each.name for each in circuit.inputs if each.shape}
    yield from _listed(
        "forks: gradients add", (f"{name}: {text}" for name, text in forks(circuit) if name not in arrays)
    )
    yield from _listed("patterns", _patterns(circuit))


def _first(circuit: Circuit, places: int) -> str:
    up = circuit.upstream
    if up == 1:
        return f"the gradient of {circuit.output} on itself is 1"
    return f"the gradient that comes from above on {circuit.output} is {_plain(up, places)}"


def _patterns(circuit: Circuit) -> list[str]:
    ops = {gate.op for gate in circuit.gates}
    return [text for op, text in PATTERNS.items() if op in ops]


def _plain(value: Known, places: int) -> str:
    return slide(value, places) if isinstance(value, float) else ""


def _forward(gate: GateReport, values: dict[str, str]) -> str:
    read = [values.get(name, name) for name in gate.inputs]
    if gate.op not in FUNCTIONS:
        read = [signed(each) for each in read]
    put = OPS[gate.op].written.format(x=read[0], y=read[-1])
    return " = ".join(dict.fromkeys((gate.name, gate.computes, put, values[gate.name])))


def _backward(gate: GateReport, circuit: Circuit, places: int) -> list[str]:
    upstream = _plain(gate.gradient, places)
    found = []
    for place, (name, local, passed) in enumerate(zip(gate.inputs, gate.local_gradients, gate.passed, strict=True)):
        if name in circuit.constants:
            continue
        product = f"[{_plain(local, places)}] x [{upstream}] = {_plain(passed, places)}"
        pattern = f"   {gate.op}: {gate.pattern}" if gate.pattern else ""
        found.append(f"{gate.name} -> {name}: [local gradient] x [upstream gradient] = {product}{pattern}")
        formula = local_gradient(gate, place, circuit, places)
        found += [f"    local gradient: {formula}"] if formula else []
    return found


def _array_steps(circuit: Circuit) -> Iterable[Part]:
    given = [f"{each.name}{_is(each.value, each.shape)}" for each in circuit.inputs]
    ahead = [f"{_computed(gate)}{_is(gate.value, gate.shape)}" for gate in circuit.gates]
    yield from _listed("forward", [*given, *ahead])
    order: list[GateReport | InputReport] = [*reversed(circuit.gates), *circuit.inputs]
    back = [_sent(each, circuit) for each in order]
    yield from _listed("backward", back)
    yield from _listed("forks: gradients add", (f"{name}: {text}" for name, text in forks(circuit)))
    yield from _listed("patterns", _patterns(circuit))


def _computed(gate: GateReport) -> str:
    return gate.name if gate.computes == gate.name else f"{gate.name} = {gate.computes}"


def _sent(each: GateReport | InputReport, circuit: Circuit) -> str:
    """Write a gradient as an equation, and its value; that from above is its own value."""
    equation = gradient(each.name, circuit)
    alone = each.name == circuit.output and not circuit.shape
    return equation if alone else f"{equation}{_is(each.gradient, each.shape)}"


def _is(value: Known, shape: Shape) -> str:
    """Write a small array's values, else its shape."""
    written = array(value, shape)
    return f": {written}" if written == spoken(shape) else f" = {written}"

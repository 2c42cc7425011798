"""A circuit whose shapes are asked for, step by step: forward, then backward, a shape for each array."""

from collections.abc import Iterable, Iterator

from netcalc.circuits.result import Circuit, GateReport, InputReport
from netcalc.circuits.shapes import spoken
from netcalc.render.document import Heading, Part, item
from netcalc.render.pages.circuit.arrays import gradient


def shape_steps(circuit: Circuit) -> Iterable[Part]:
    """Say the shape of each value, then of each gradient, which is that of its value."""
    yield Heading("forward")
    yield from map(item, _forward(circuit))
    yield Heading("backward")
    order: list[GateReport | InputReport] = [*reversed(circuit.gates), *circuit.inputs]
    yield from (item(_backward(each, circuit)) for each in order)


def _forward(circuit: Circuit) -> Iterator[str]:
    for given in circuit.inputs:
        yield f"{given.name}: {spoken(given.shape)}{', so that the shapes fit' if given.worked_out else ''}"
    for gate in circuit.gates:
        computed = "" if gate.computes == gate.name else f" = {gate.computes}"
        yield f"{gate.name}{computed}: {spoken(gate.shape)}"


def _backward(each: GateReport | InputReport, circuit: Circuit) -> str:
    """Write a gradient as an equation, and whose shape it has."""
    if each.name == circuit.output:
        return f"d{each.name}, from above: {spoken(each.shape)}"
    return f"{gradient(each.name, circuit)}: {spoken(each.shape)}, as {each.name}"

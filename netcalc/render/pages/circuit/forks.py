"""Forks: what each branch brings back, and that it adds."""

from typing import TypeAlias

from netcalc.circuits.result import Circuit, GateReport, InputReport
from netcalc.circuits.values import Known
from netcalc.render.pages.circuit.places import places_of
from netcalc.render.reals import signed, slide

Branch: TypeAlias = tuple[str, Known, str]  # the gate that reads it, what it passes back, how that is written


def forks(circuit: Circuit) -> list[tuple[str, str]]:
    """Give each value that is read more than once, and the sum of what comes back."""
    places = places_of(circuit)
    back: dict[str, list[Branch]] = {}
    for gate in circuit.gates:
        for name, passed, written in zip(gate.inputs, gate.passed, gate.expressions, strict=True):
            back.setdefault(name, []).append((gate.name, passed, written))
    found = [each for each in circuit.parts if len(back.get(each.name, ())) > 1]
    return [(each.name, _sum(back[each.name], each, places)) for each in found]


def _sum(back: list[Branch], each: GateReport | InputReport, places: int) -> str:
    """Write what the branches bring as a sum: numbers, or of arrays the expressions."""
    if isinstance(each.gradient, float):
        brought = [
            f"{signed(slide(passed, places))} from {gate}" for gate, passed, _ in back if isinstance(passed, float)
        ]
        return f"{' + '.join(brought)} = {slide(each.gradient, places)}"
    return " + ".join(written for _, _, written in back)

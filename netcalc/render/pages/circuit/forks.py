"""Forks: what each branch brings back, and that it adds."""

from netcalc.circuits.result import Circuit, GateReport, InputReport
from netcalc.render.reals import slide


def forks(circuit: Circuit) -> list[tuple[str, str]]:
    """Give each value that is read more than once, and the sum of what comes back."""
    found = []
    for each in circuit.parts:
        back = branches(each, circuit)
        if len(back) > 1:
            found.append((each.name, sum_of(back, each)))
    return found


def branches(each: GateReport | InputReport, circuit: Circuit) -> list[tuple[str, object, str]]:
    """Give, for each use of a value, the gate that reads it, what it passes back, and how that is written."""
    return [
        (gate.name, passed, written)
        for gate in circuit.gates
        for name, passed, written in zip(gate.inputs, gate.passed, gate.expressions, strict=True)
        if name == each.name
    ]


def sum_of(back: list[tuple[str, object, str]], each: GateReport | InputReport) -> str:
    """Write what the branches bring as a sum: numbers, or of arrays the expressions."""
    if isinstance(each.gradient, float):
        brought = [f"{_signed(slide(passed))} from {gate}" for gate, passed, _ in back if isinstance(passed, float)]
        return f"{' + '.join(brought)} = {slide(each.gradient)}"
    return " + ".join(written for _, _, written in back)


def _signed(part: str) -> str:
    return f"({part})" if part.startswith("-") else part

"""What is written on each node of a circuit: in it, above it, and beside its wires."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from netcalc.circuits.result import Circuit, GateReport, InputReport
from netcalc.circuits.shapes import Shape
from netcalc.circuits.values import Known
from netcalc.reference.circuit.keys import spelt
from netcalc.render.reals import slide

LONGEST: Final = 14  # of operands in a gate
MOST_OF_A_VECTOR: Final = 28
IN_ORDER: Final = ("sub", "div", "pow", "matmul")  # gates of which it matters which is first
SIGNS: Final = {
    "add": "+", "sub": "−", "mul": "*", "div": "/", "pow": "**", "neg": "*-1", "matmul": "@", "sigmoid": "σ",
    "identity": "=", "transpose": ".T",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """A node as it is drawn, and what it reads, in order, with the gradient that each wire brings back."""

    label: str
    name: str
    above: str
    below: str
    gate: bool
    stage: bool
    reads: tuple[int, ...]
    back: tuple[str, ...]
    sent: tuple[float | None, ...] = ()


def nodes_of(circuit: Circuit) -> list[Node]:
    """Give the nodes of a circuit; constants stand in their gates."""
    places = {part.name: place for place, part in enumerate(circuit.parts)}
    made = [_gate(part, circuit, places) if isinstance(part, GateReport) else _input(part) for part in circuit.parts]
    return made or [Node("", "", number(circuit.value, ()), "", gate=False, stage=False, reads=(), back=())]


def _input(part: InputReport) -> Node:
    above, below = number(part.value, part.shape), number(part.gradient, part.shape)
    return Node(part.name, "", above, below, gate=False, stage=False, reads=(), back=())


def _gate(gate: GateReport, circuit: Circuit, places: dict[str, int]) -> Node:
    shapes = {part.name: part.shape for part in circuit.parts}
    wires = [
        (places[name], number(passed, shapes[name]), passed if isinstance(passed, float) else None)
        for name, passed in zip(gate.inputs, gate.passed, strict=True)
        if name in places
    ]
    return Node(
        label=_label(gate, circuit.constants),
        name=gate.name,
        above=number(gate.value, gate.shape),
        below=number(gate.gradient, gate.shape),
        gate=True,
        stage=gate.stage,
        reads=tuple(wire[0] for wire in wires),
        back=tuple(wire[1] for wire in wires),
        sent=tuple(wire[2] for wire in wires),
    )


def number(value: Known, shape: Shape) -> str:
    """Write a number as the slides do, a short vector in full, else the shape."""
    if isinstance(value, float):
        return slide(value)
    numbers = [each for each in value if isinstance(each, float)] if value and len(shape) == 1 else []
    written = f"[{', '.join(map(slide, numbers))}]" if numbers else ""
    if 0 < len(written) <= MOST_OF_A_VECTOR:
        return written
    return "x".join(map(str, shape)) if len(shape) != 1 else f"{shape[0]} values"


def _label(gate: GateReport, constants: Sequence[str]) -> str:
    """Write what a gate does: its sign, with the constant that it reads (+1, 1/x), or with its operands in order."""
    if gate.op == "index":
        return f"[{spelt(gate.key)}]"
    sign = SIGNS.get(gate.op, gate.op)
    fixed = [name in constants for name in gate.inputs]
    if len(fixed) == 1:
        return sign
    if not any(fixed):
        return _ordered(gate, sign)
    first, second = (name if known else "x" for name, known in zip(gate.inputs, fixed, strict=True))
    if gate.op in ("max", "min"):
        return f"{gate.op} {first if fixed[0] else second}"
    if all(fixed):
        return f"{first}{sign}{second}"
    if fixed[1] or gate.op in ("add", "mul"):
        return f"{sign}{second if fixed[1] else first}"
    return f"{first}{sign}x"


def _ordered(gate: GateReport, sign: str) -> str:
    """Write the operands of a gate that are not alike; where they are too long their wires are in order."""
    written = f"{gate.inputs[0]} {sign} {gate.inputs[1]}"
    return written if gate.op in IN_ORDER and len(written) <= LONGEST else sign

"""The local gradient of a gate as a slide writes it: the formula, its numbers, the value: -1/x² = -1/1.37² = -0.53."""

from typing import Final

from netcalc.circuits.ops import OPS
from netcalc.circuits.result import Circuit, GateReport
from netcalc.render.reals import signed, slide

OUT: Final = {"sigmoid": "σ", "tanh": "tanh(x)"}
RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def local_gradient(gate: GateReport, place: int, circuit: Circuit, places: int) -> str:
    """Write the local gradient of an input, to so many decimals; nothing where it is 1, or of whole arrays."""
    local = gate.local_gradients[place]
    formula = _formula(gate, place, circuit)
    if not isinstance(local, float) or not formula:
        return ""
    names = [_letter(name, gate, circuit) for name in gate.inputs]
    numbers = [_number(name, circuit, places) for name in gate.inputs]
    texts = [
        formula.format(x=names[0], y=names[-1], out=OUT.get(gate.op, gate.name)),
        formula.format(x=numbers[0], y=numbers[-1], out=_number(gate.name, circuit, places)),
        slide(local, places),
    ]
    kept = list(dict.fromkeys(_bare(text) for text in texts))
    return " = ".join(kept) if len(kept) > 1 else ""


def _formula(gate: GateReport, place: int, circuit: Circuit) -> str:
    if gate.op == "pow" and gate.inputs[1] in circuit.constants:
        return _power(float(gate.inputs[1]))
    formulas = OPS[gate.op].slide
    return formulas[place] if len(formulas) == len(gate.inputs) else ""


def _power(n: float) -> str:
    """Write the local gradient of x to the power of a number.

    >>> [_power(n) for n in (1, 2, 3, -1, -2, 0.5)]
    ['1', '2·{x}', '3·{x}²', '-1/{x}²', '-2/{x}³', '0.5·{x}^(-0.5)']
    """
    if n in (0, 1):
        return f"{n:g}"
    if n == 2:
        return "2·{x}"
    if n != int(n) or abs(n) > 1000:
        return f"{n:g}·{{x}}^({n - 1:g})" if n < 1 else f"{n:g}·{{x}}^{n - 1:g}"
    raised = f"{abs(int(n) - 1)}".translate(RAISED)
    return f"{n:g}·{{x}}{raised}" if n > 0 else f"{n:g}/{{x}}{raised}"


def _letter(name: str, gate: GateReport, circuit: Circuit) -> str:
    """Call what a gate reads: by its name where somebody named it, by x where it is all that moves."""
    if name in circuit.constants:
        return signed(name)
    moving = {each for each in gate.inputs if each not in circuit.constants}
    named = name in circuit.gradients
    return name if named or len(moving) > 1 else "x"


def _number(name: str, circuit: Circuit, places: int) -> str:
    found = next((part.value for part in circuit.parts if part.name == name), None)
    return signed(slide(found, places) if isinstance(found, float) else name)


def _bare(text: str) -> str:
    """Take the brackets off a lone number."""
    inside = text.removeprefix("(").removesuffix(")")
    return inside if inside.removeprefix("-").replace(".", "", 1).isdigit() else text

"""A value or gradient that is not a finite number, as a problem that names its gate."""

from collections.abc import Sequence

from netcalc import problems
from netcalc.circuits.reading.places import wrong
from netcalc.problems import SpecError
from netcalc.reference.circuit.parts import Part
from netcalc.reference.circuit.run import NotFinite


def not_finite(text: str, parts: Sequence[Part], broken: NotFinite) -> SpecError:
    """Name the gate of which something is not finite, and what it read."""
    part = parts[broken.number]
    read = [parts[number] for number in part.inputs]
    seen = [
        f"{each.name} = {value.item():.6g}" if value.ndim == 0 else each.name
        for each, value in zip(read, broken.inputs, strict=True)
        if each.constant is None
    ]
    on = "" if broken.place is None else f" on {read[broken.place].name}"
    what = "is not a finite number" if broken.exists else "does not exist"
    message = f"{part.name}: its {broken.what}{on} {what}"
    shown = f"{message} ({', '.join(seen)})" if seen else message
    return wrong(text, part.column, shown, code=problems.NOT_FINITE, gate=part.name, hint=_hint(part, broken))


def _hint(part: Part, broken: NotFinite) -> str:
    if broken.exists:
        return ""
    if part.op == "pow" and broken.place == 1:
        return "x ** y has a gradient in y, x**y · ln(x), only where x is above 0"
    return "a length of 0 points nowhere" if part.op == "norm" else ""

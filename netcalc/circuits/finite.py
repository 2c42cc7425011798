"""A value or gradient that is not a finite number, as a problem that names its gate."""

from collections.abc import Sequence
from typing import Final

from netcalc import problems
from netcalc.circuits.reading.places import wrong
from netcalc.problems import SpecError
from netcalc.reference.circuit.parts import Part
from netcalc.reference.circuit.run import NotFinite
from netcalc.reference.tape.gate import Array

SHORT: Final = 6
POWER_IN_Y: Final = "x ** y has a gradient in y, x**y · ln(x), only where x is above 0"
NO_LENGTH: Final = "a length of 0 points nowhere"
NO_SLOPE: Final = "at 0 a square root rises straight up: its slope 1/(2·sqrt(x)) has no end"
TOO_LARGE: Final = "a number of 64 bits ends near 1.8e308"


def not_finite(text: str, parts: Sequence[Part], broken: NotFinite) -> SpecError:
    """Name the gate of which something is not finite, and what it read."""
    part = parts[broken.number]
    read = [parts[number] for number in part.inputs]
    seen = [
        f"{each.name}{_shown(value)}" for each, value in zip(read, broken.inputs, strict=True) if each.constant is None
    ]
    on = "" if broken.place is None else f" on {read[broken.place].name}"
    what = "is not a finite number" if broken.exists else "does not exist"
    message = f"{part.name}: its {broken.what}{on} {what}"
    shown = f"{message} ({', '.join(seen)})" if seen else message
    return wrong(text, part.column, shown, code=problems.NOT_FINITE, gate=part.name, hint=_hint(part, broken))


def _shown(value: Array) -> str:
    """Write what a gate read, where it is short."""
    if value.ndim == 0:
        return f" = {value.item():.6g}"
    short = value.ndim == 1 and value.size <= SHORT
    return f" = [{', '.join(f'{each:.6g}' for each in value)}]" if short else ""


def _hint(part: Part, broken: NotFinite) -> str:
    """Say where there is such a value, or gradient."""
    if not broken.exists:
        return POWER_IN_Y if part.op == "pow" and broken.place == 1 else NO_LENGTH if part.op == "norm" else ""
    if broken.what == "gradient":
        return ""
    if broken.what != "value":
        return NO_SLOPE if part.op == "sqrt" else ""
    x, y = broken.inputs[0], broken.inputs[-1]
    match part.op:
        case "log" if (x <= 0).any():
            return "a logarithm is there only above 0"
        case "sqrt" if (x < 0).any():
            return "a square root is there only from 0 on"
        case "div" if (y == 0).any():
            return "there is no division by 0"
        case "pow" if ((x == 0) & (y < 0)).any():
            return "0 to a power below 0 would be a division by 0"
        case "pow" if ((x < 0) & (y % 1 != 0)).any():
            return "below 0 only whole powers are there"
    return TOO_LARGE

"""The Boolean function that a circuit of threshold units computes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from netcalc.circuits.finite import not_finite
from netcalc.circuits.laying.names import check_names, names
from netcalc.circuits.laying.wiring import Wiring
from netcalc.circuits.reading.program import Program, understood
from netcalc.circuits.values import given, plain
from netcalc.problems import invalid
from netcalc.reference.circuit.run import NotFinite, outputs

MOST_NAMES: Final = 10
NAMES: Final[dict[tuple[float, ...], str]] = {  # by the outputs for 00, 01, 10, 11
    (0, 0, 0, 1): "AND", (0, 1, 1, 1): "OR", (0, 1, 1, 0): "XOR", (1, 1, 1, 0): "NAND", (1, 0, 0, 0): "NOR",
    (1, 0, 0, 1): "XNOR", (1, 0): "NOT", (0, 1): "identity",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TruthTable:
    """The value of a circuit for every setting of its binary inputs, in counting order."""

    expression: str
    inputs: tuple[str, ...]
    rows: tuple[tuple[tuple[int, ...], float], ...]

    @property
    def function(self) -> str | None:
        """The name of the Boolean function; None where it has none, or is not Boolean."""
        values = tuple(value for _, value in self.rows)
        if values in NAMES:
            return NAMES[values]
        if values[-1] == 1 and not any(values[:-1]):
            return "AND"
        if values[0] == 0 and all(value == 1 for value in values[1:]):
            return "OR"
        return None


def truth_table(expression: str, inputs: Sequence[str], at: Mapping[str, Any] | None = None) -> TruthTable:
    """Work a circuit out for every 0 and 1 of these inputs, all at once; the others have values.

    >>> truth_table("step(x1 + x2 - 1.5)", ["x1", "x2"]).function
    'AND'
    """
    program = understood(expression)
    inputs, at = [plain(name) for name in inputs], {plain(name): value for name, value in (at or {}).items()}
    if not 1 <= len(inputs) <= MOST_NAMES or len(set(inputs)) < len(inputs):
        message = f"a truth table takes 1 to {MOST_NAMES} different names, not {len(inputs)}"
        raise invalid(message)
    _of_the_expression(program, inputs, at)
    settings = list(product((0, 1), repeat=len(inputs)))
    columns: dict[str, Any] = dict(zip(inputs, ([*column] for column in zip(*settings, strict=True)), strict=True))
    read = {**program.given, **given({**at, **columns})}
    check_names(program, read)
    if any(read[name].shape for name in read if name not in columns):
        message = "beside a truth table's inputs, values are single numbers"
        raise invalid(message)
    wiring = Wiring(program, dict.fromkeys(read, ()))
    wiring.lay_all()
    parts = wiring.parts
    try:
        values = outputs(parts, [read[part.name].values for part in parts if part.given])
    except NotFinite as broken:
        raise not_finite(expression, parts, broken) from None
    made = values.tolist() if values.ndim else [values.item()] * len(settings)
    return TruthTable(expression, tuple(inputs), tuple(zip(settings, made, strict=True)))


def _of_the_expression(program: Program, inputs: Sequence[str], at: Mapping[str, Any]) -> None:
    """Refuse a table of what is not in the expression, or without a name that is."""
    used = [name for name in names(program) if name not in program.given]
    strange = [name for name in inputs if name not in used]
    missing = [name for name in used if name not in inputs and name not in at]
    twice = [name for name in inputs if name in at]
    message = ""
    if strange:
        message = f"a truth table's inputs are names of the expression ({', '.join(used)}), not {', '.join(strange)}"
    elif missing:
        message = f"{', '.join(missing)} must be an input of the truth table too, or have a value: {missing[0]}=1"
    elif twice:
        message = f"{', '.join(twice)} takes both 0 and 1 in the truth table: leave out {twice[0]}=..."
    if message:
        raise invalid(message)

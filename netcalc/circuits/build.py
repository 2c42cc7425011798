"""`circuit`: text and values in, a frozen result out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from netcalc.circuits.finite import not_finite
from netcalc.circuits.forms import Expanded, grouped
from netcalc.circuits.notation import original, understood
from netcalc.circuits.report import flat, report
from netcalc.circuits.result import Circuit, Compared, Form
from netcalc.circuits.values import Given, given
from netcalc.circuits.wiring import Wiring, check_names
from netcalc.problems import SpecError
from netcalc.reference.circuit.differences import differences
from netcalc.reference.circuit.parts import Part
from netcalc.reference.circuit.run import NotFinite, drawn, run
from netcalc.text.numbers.expression import Tree

FORMS: Final = ("written", "expanded", "grouped")
ROUNDING: Final = 1e-6  # gradients below it, as of a saturated tanh, are all rounding


def circuit(
    expression: str, at: Mapping[str, Any] | None = None, /, *, form: Form = "written", seed: int = 0, **values: Any
) -> Circuit:
    """Lay an expression out as gates and run it forward and backward; SpecError where that cannot be.

    A value is a number, a list, a list of rows, an array, or text as on the command line (`"5x10"`: drawn from the
    seed). Values may also come as a mapping, whose names may be any. `form` is "written", "expanded" (sigmoid and its
    like in primitive gates) or "grouped" (1/(1 + exp(-u)) as one sigmoid).

    >>> circuit("(x + y) * z", x=-2, y=5, z=-4).gradients
    {'x': -4.0, 'y': -4.0, 'z': 3.0}
    """
    if form not in FORMS or isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        message = f"form is one of {', '.join(FORMS)}; seed a whole number from 0"
        raise ValueError(message)
    tree = understood(expression)
    read = given({**(at or {}), **values})
    check_names(expression, tree, read)
    source = Source(expression, tree, read, seed)
    made = source.worked(form)
    return made if form == "written" else replace(made, compared=source.compared(made))


@dataclass(frozen=True, slots=True)
class Source:
    """An expression that was understood, and the values of its names."""

    text: str
    tree: Tree
    given: Mapping[str, Given]
    seed: int

    def parts(self, form: Form) -> tuple[Part, ...]:
        """Lay the gates."""
        shapes = {name: each.shape for name, each in self.given.items()}
        wiring = (Expanded if form == "expanded" else Wiring)(self.text, shapes)
        wiring.lay(grouped(self.tree) if form == "grouped" else self.tree)
        return tuple(replace(part, column=original(self.text, part.column)) for part in wiring.parts)

    def worked(self, form: Form) -> Circuit:
        """Run the gates and report."""
        parts = self.parts(form)
        values = self._values(parts)
        try:
            flows, dout = run(parts, values, self.seed)
        except NotFinite as broken:
            raise not_finite(self.text, parts, broken) from None
        seed = self.seed if dout.ndim or any(each.values is None for each in self.given.values()) else None
        made = report(self.text, parts, flows, differences(parts, values, dout))
        return replace(made, seed=seed, form=form)

    def compared(self, made: Circuit) -> Compared:
        """Hold the gradients against those of the circuit as written."""
        try:
            written = self.worked("written")
        except SpecError:
            return Compared(len(self.parts("written")), None)
        mine, theirs = ([value for each in one.inputs for value in flat(each.gradient)] for one in (made, written))
        off = max((abs(one - other) for one, other in zip(mine, theirs, strict=True)), default=0.0)
        size = max(map(abs, [*theirs, ROUNDING]))
        return Compared(len(written.gates), off / size)

    def _values(self, parts: Sequence[Part]) -> list[Any]:
        """Give the values of the inputs, in the order in which they were laid."""
        unknown = {name: each.shape for name, each in self.given.items() if each.values is None}
        values = {name: each.values for name, each in self.given.items()} | drawn(unknown, self.seed)
        return [values[part.name] for part in parts if not part.op and part.constant is None]

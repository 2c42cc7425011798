"""What comes of a circuit, frozen: its gates in order of evaluation, its inputs, what its gradients were held to."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from netcalc.circuits.shapes import Shape
from netcalc.circuits.values import Known
from netcalc.reference.circuit.keys import Key

if TYPE_CHECKING:
    from netcalc.circuits.nudge import Nudge

MOST_SHOWN: Final = 1_000  # values of an array that a result holds
Form = Literal["written", "expanded", "grouped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateReport:
    """A gate: its value forward, its gradient backward; a tuple has an entry an input.

    Arrays of more than `MOST_SHOWN` values are None, and so is what an array has no number for.
    """

    name: str
    op: str
    inputs: tuple[str, ...]
    value: Known
    local_gradients: tuple[Known, ...]
    gradient: Known
    passed: tuple[Known, ...]
    shape: Shape
    computes: str
    formulas: tuple[str, ...]
    expressions: tuple[str, ...]
    pattern: str
    kink: str
    line: int
    column: int
    stage: bool = False
    key: Key = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InputReport:
    """An input: its gradient is the sum of what its uses send back; `error` is None at a kink, where none is due."""

    name: str
    value: Known
    gradient: Known
    shape: Shape
    expression: str
    uses: int
    error: float | None
    drawn: bool = False
    worked_out: bool = False


@dataclass(frozen=True, slots=True)
class StageReport:
    """A stage: what was written under its name, its value and its gradient."""

    name: str
    expression: str
    value: Known
    shape: Shape
    gradient: Known


@dataclass(frozen=True, slots=True)
class Compared:
    """The gradients against those of the circuit as it was written; None where that is not finite."""

    gates: int
    difference: float | None


AGREED: Final = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Circuit:
    """An expression as gates; `upstream` is the gradient that comes from above, 1 for a number."""

    expression: str
    last: str
    output: str
    value: Known
    shape: Shape
    gates: tuple[GateReport, ...]
    inputs: tuple[InputReport, ...]
    constants: tuple[str, ...]
    stages: tuple[StageReport, ...]
    upstream: Known
    notes: tuple[str, ...]
    seed: int | None
    upstream_drawn: bool = False
    drawn: tuple[str, ...] = ()
    form: Form = "written"
    compared: Compared | None = None

    @property
    def parts(self) -> tuple[InputReport | GateReport, ...]:
        """The inputs, then the gates."""
        return (*self.inputs, *self.gates)

    @property
    def gradients(self) -> dict[str, Known]:
        """The gradient of each input and of each stage, by name."""
        found = {each.name: each.gradient for each in self.inputs}
        return found | {stage.name: stage.gradient for stage in self.stages}

    @property
    def max_gradient_error(self) -> float:
        """The largest relative error against centred differences."""
        return max((each.error for each in self.inputs if each.error is not None), default=0.0)

    @property
    def agrees(self) -> bool:
        """Whether gradients, differences and the form as written say the same, to rounding."""
        apart = self.compared.difference if self.compared else None
        return self.max_gradient_error < AGREED and (apart or 0.0) < AGREED

    def code(self) -> str:
        """Write it as Python that runs by itself: the forward pass, then the backward pass as the lecture writes it."""
        from netcalc.circuits.code import code

        return code(self)

    def __getitem__(self, name: str) -> GateReport:
        """Give a gate by its name; KeyError."""
        return {gate.name: gate for gate in self.gates}[name]

    def nudge(self, name: str, by: float, place: tuple[int, ...] = ()) -> "Nudge":
        """Move an input, or a place in one, and run again: what the gradient promised, and what came; SpecError."""
        from netcalc.circuits.nudge import nudge

        return nudge(self, name, by, place)

    def draw(self, path: str | Path, *, theme: Literal["auto", "light", "dark"] = "auto") -> None:
        """Draw it into a file: .svg, .png, .pdf or .tex; `auto` follows the reader, where a format can."""
        from netcalc.render.pictures.draw import draw

        draw(self, path, theme)

    def _repr_html_(self) -> str:
        """Show itself in a notebook."""
        from netcalc.render.notebook import html

        return html(self)

"""A program that was understood, with the values of its names and the gradient from above; it can be run."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from netcalc import problems
from netcalc.circuits.finite import not_finite
from netcalc.circuits.laying.following import following
from netcalc.circuits.laying.forms import Expanded, all_grouped
from netcalc.circuits.laying.names import names
from netcalc.circuits.laying.wiring import Wiring
from netcalc.circuits.reading.program import Program
from netcalc.circuits.report import flat, report
from netcalc.circuits.result import Circuit, Compared, Form
from netcalc.circuits.shapes import Shape, spoken
from netcalc.circuits.values import Given
from netcalc.problems import Problem, SpecError
from netcalc.reference.circuit.differences import differences
from netcalc.reference.circuit.parts import Part
from netcalc.reference.circuit.run import NotFinite, drawn, run

ROUNDING: Final = 1e-6  # gradients below it, as of a saturated tanh, are all rounding


@dataclass(frozen=True, slots=True)
class Source:
    """A program and what its names stand for; `above` is the gradient from above, `followed` whose shapes followed."""

    program: Program
    given: Mapping[str, Given]
    above: Given | None
    followed: frozenset[str]
    seed: int

    def parts(self, form: Form) -> tuple[Part, ...]:
        """Lay the gates."""
        shapes = {name: each.shape or () for name, each in self.given.items()}
        program = all_grouped(self.program) if form == "grouped" else self.program
        wiring = (Expanded if form == "expanded" else Wiring)(program, shapes)
        try:
            wiring.lay_all()
        except SpecError as error:
            raise self._with_shapes_meant(error) from None
        return tuple(wiring.parts)

    def _with_shapes_meant(self, error: SpecError) -> SpecError:
        """Say of arrays that do not fit which number may have been meant for a shape: 10*3."""
        meant = [f"{name}={each.like}" for name, each in self.given.items() if each.like]
        hint = f"{meant[0].replace('x', '*')} is a number; a shape is written {meant[0]}" if meant else ""
        return SpecError(
            replace(each, hint=hint) if hint and each.code == problems.SHAPE_MISMATCH else each
            for each in error.problems
        )

    def worked(self, form: Form) -> Circuit:
        """Run the gates and report."""
        parts = self.parts(form)
        sent = self._sent(parts[-1])
        values = self.values()
        laid = [values[part.name] for part in parts if part.given]
        try:
            done = run(parts, laid, sent, self.seed)
        except NotFinite as broken:
            raise not_finite(self.program.text, parts, broken) from None
        made = report(self.program, parts, done.flows, differences(parts, laid, done), done.dout)
        unknown = [name for name, each in self.given.items() if each.values is None]
        by_chance = bool(unknown) or (sent is None and bool(parts[-1].shape))
        return replace(
            made, seed=self.seed if by_chance else None, form=form, upstream_drawn=sent is None and bool(made.shape),
            inputs=tuple(
                replace(each, drawn=each.name in unknown, worked_out=each.name in self.followed) for each in made.inputs
            ),
            drawn=tuple(unknown),
        )  # fmt: skip

    def _sent(self, last: Part) -> Any:
        """Give the gradient from above; None where it is to be drawn, or is 1."""
        if self.above is None or self.above.shape is None:
            return None
        if self.above.shape != last.shape:
            message = f"d{last.name} is {spoken(self.above.shape)}, but {last.name} is {spoken(last.shape)}"
            raise SpecError([Problem(code=problems.SHAPE_MISMATCH, message=message, layer=last.name)])
        return self.above.values

    def compared(self, made: Circuit) -> Compared:
        """Hold the gradients against those of the circuit as written."""
        try:
            written = self.worked("written")
        except SpecError:
            return Compared(len([part for part in self.parts("written") if part.op]), None)
        mine, theirs = ([value for each in one.inputs for value in flat(each.gradient)] for one in (made, written))
        off = max((abs(one - other) for one, other in zip(mine, theirs, strict=True)), default=0.0)
        size = max(map(abs, [*theirs, ROUNDING]))
        return Compared(len(written.gates), off / size)

    def values(self) -> dict[str, Any]:
        """Give the values of all names, those to be drawn from the seed."""
        unknown = {name: each.shape or () for name, each in self.given.items() if each.values is None}
        return {name: each.values for name, each in self.given.items()} | drawn(unknown, self.seed)


def sourced(program: Program, read: Mapping[str, Given], seed: int) -> Source:
    """Tell the gradient from above from the inputs, and work out the shapes that follow."""
    used = names(program)
    called = next((name for name in program.above if name in read and name not in used), None)
    given = {name: each for name, each in read.items() if name != called and each.shape is not None}
    sent = read.get(called) if called else None
    followed: dict[str, Shape] = {}
    if not used.keys() <= given.keys():
        known = {name: each.shape for name, each in given.items() if each.shape is not None}
        followed = following(program, known, sent.shape if sent else None)
        followed = {name: shape for name, shape in followed.items() if name in used}
    made = {**given, **{name: Given(shape, None) for name, shape in followed.items()}}
    return Source(program, made, sent, frozenset(followed), seed)

"""What there is to find of one call: each array beside the truth and the student's own differences."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np

from netcalc.reference.student.breaking import broke_off
from netcalc.reference.student.calling import Broke, Called, NotOfTheForm, NotWritten, Student, Written, real
from netcalc.reference.student.case import Case, Form, Made, gradients
from netcalc.reference.student.causes import likely
from netcalc.reference.student.closeness import CLOSE, COARSE, error, tolerance, worst
from netcalc.reference.student.verdict import FOLLOWS, Finding
from netcalc.reference.tape.gate import Array, Gate
from netcalc.reference.verify.gradients.differences import differences
from netcalc.reference.verify.gradients.gradient import check_input
from netcalc.reference.verify.ran import CHEAP, Plan, Ran

DIRECTIONS: Final = 4
LONG: Final = 3e-3  # a difference of float32 that is more than rounding
ALONE: Final = "there is no backward function beside it"
SHORT: Final = "it computes in {}, so it is held to {}, and against the reference alone"


class Suspected(NamedTuple):
    """A finding, and what may be the causes, on this shape."""

    finding: Finding
    causes: tuple[str, ...] = ()


class Running(NamedTuple):
    """A call that went well, and what it is held against."""

    student: Student
    case: Case
    form: Form
    called: Called
    gate: Gate | None
    right: Array | None
    dout: Array
    tolerance: float

    @property
    def made(self) -> Made:
        """What broken rules go by."""
        assert self.gate is not None
        assert self.right is not None
        dout = self.dout if self.dout.shape == self.right.shape else np.zeros_like(self.right)
        found = gradients(self.gate, self.case.inputs, dout)
        return Made(self.case, self.gate, self.right, dout, found)


def findings(student: Student, case: Case, form: Form, rng: np.random.Generator) -> Iterator[Suspected]:
    """Run the code on one case, and compare all that comes back."""
    running = form.value
    try:
        ran = _forward(student, case, form, rng)
        if ran.right is not None:
            yield _value(ran, running + case.at)
        yield from _left(ran)
        if not case.at and (ran.right is None or ran.called.out.shape == ran.right.shape):
            running = "backward"
            yield from _backward(ran, rng)
    except NotOfTheForm as wrong:
        stub = isinstance(wrong, NotWritten)
        yield Suspected(Finding(running, case.shape, None, None, str(wrong), stub=stub))
    except Broke as broke:
        excuse = form.excuse(student.functions[0], case) if form.excuse and running == form.value else ""
        said = broke_off(broke.error, student.functions, form)
        stub = isinstance(broke.error, NotImplementedError)
        yield Suspected(Finding(running, case.shape, None, None, f"{excuse} ({said})" if excuse else said, stub=stub))


def _forward(student: Student, case: Case, form: Form, rng: np.random.Generator) -> Running:
    """Run it forward, and work out the truth."""
    called = student.call(case)
    if case.seeded and not np.array_equal(called.out, student.call(case).out):
        message = "two calls with one seed drop other values: np.random.seed(dropout_param['seed']) before drawing"
        raise NotOfTheForm(message)
    gate = case.truth(called.out)
    right = None if gate is None else np.asarray(gate.forward(*case.inputs.values())[0])
    dout = np.ones(()) if form.loss else rng.standard_normal(called.out.shape)
    off = None if right is None else error(called.out, right)
    return Running(student, case, form, called, gate, right, dout, tolerance(called.bytes, off))


def _value(ran: Running, name: str) -> Suspected:
    """Compare what came out."""
    changed = ", ".join(ran.called.changed)
    remarks = [f"forward changes {changed} in place: whoever called it sees that"] if changed else []
    if ran.tolerance > CLOSE:
        name = "float16" if ran.tolerance == COARSE[2] else "float32"
        remarks.append(SHORT.format(name, f"{ran.tolerance:.0e}".replace("e-0", "e-")))
    found = _compared(ran, name, ran.called.out, ran.right)
    return found._replace(finding=replace(found.finding, remark="; ".join(remarks)))


def _left(ran: Running) -> Iterator[Suspected]:
    """Compare what was left in the last that was handed over: running statistics."""
    for name, truth in ran.case.left.items():
        yield _compared(ran, name + ran.case.at, real(ran.called.extra[-1].get(name)), truth)


def _backward(ran: Running, rng: np.random.Generator) -> Iterator[Suspected]:
    """Run it backward, and compare each gradient."""
    given = ran.student.back(ran.dout.copy(), ran.called.cache)
    if given is None:
        yield Suspected(Finding("backward", ran.case.shape, None, None, ALONE, stub=True))
        return
    due = ran.case.gradients
    if len(given) != len(due):
        gave = f"{len(given)} array{'' if len(given) == 1 else 's'}"
        said = f"backward gave {gave}, not {len(due)}: {', '.join(due)}"
        yield Suspected(Finding("backward", ran.case.shape, None, None, said))
    truths = {} if ran.gate is None or ran.right is None else ran.made.gradients
    for place, (name, got) in enumerate(zip(due, given, strict=False)):
        yield _compared(ran, name, got, truths.get(name), _numeric_error(ran, place, given, rng))


def _compared(ran: Running, name: str, got: Array, truth: Array | None, numeric: float | None = None) -> Suspected:
    """Compare an array with the truth, where that is known; what may be the causes comes second."""
    off = None if truth is None else error(got, truth)
    like = ran.case.inputs.get(name[1:], got) if truth is None else truth
    plainly = _plainly(ran, got, like.shape, numeric)
    finding = Finding(name, ran.case.shape, off, numeric, plainly, tolerance=ran.tolerance)
    if truth is None or not finding.off:
        return Suspected(finding)
    if ran.case.kindly is not None and name in ran.case.gradients and ran.case.kindly(got, ran.made):
        return Suspected(replace(finding, error=0.0))
    causes = likely(ran.form.mistakes, name, got, ran.made, ran.tolerance)
    follows = (FOLLOWS,) if finding.follows else ()
    return Suspected(replace(finding, entry=worst(got, truth)), (*follows, *causes))


def _plainly(ran: Running, got: Array, shape: tuple[int, ...], numeric: float | None) -> str:
    """Say what is wrong with an array that cannot be compared at all."""
    if got.shape != shape:
        return f"its shape is {got.shape}, not {shape}"
    if not np.isfinite(got).all():
        return "it holds NaN or infinity" + (f": {ran.case.overflow}" if ran.case.overflow else "")
    return "" if numeric is None or np.isfinite(numeric) else "the forward pass gives NaN or infinity close by"


def _numeric_error(ran: Running, place: int, given: Sequence[Array], rng: np.random.Generator) -> float | None:
    """Compare a gradient with differences of the student's own forward pass, along a few directions."""
    inputs, gradient = [*ran.case.inputs.values()], given[place]
    coarse = ran.tolerance > CLOSE
    if gradient.shape != inputs[place].shape or ran.case.kindly is not None or (coarse and ran.gate is not None):
        return None
    one = Ran(Written(ran.student, ran.case), inputs, ran.called.out, None, ran.dout, tuple(given))
    plan = Plan(rng, DIRECTIONS, work=CHEAP)
    if coarse:
        _, seen = differences(LONG, one, place, plan)
        return seen.error() / COARSE[2] * ran.tolerance
    found = check_input(one, place, plan)
    return float("inf") if found.kinks or not np.isfinite(gradient).all() else found.error

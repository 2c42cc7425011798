"""A student's layer checked: its values and gradients against the reference, and against its own differences."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from typing import Any, Final, TypeAlias

import numpy as np

from netcalc.reference.student.calling import Function, NotOfTheForm, Written, called, given_back
from netcalc.reference.student.causes import likely
from netcalc.reference.student.closeness import close, error
from netcalc.reference.student.forms import FORMS, Case
from netcalc.reference.student.verdict import Finding, LayerVerdict
from netcalc.reference.tape.gate import Array, Gradients
from netcalc.reference.verify.gradients.gradient import check_input
from netcalc.reference.verify.ran import CHEAP, Plan, Ran

DIRECTIONS: Final = 4
Suspected: TypeAlias = tuple[Finding, tuple[str, ...]]  # and what may be the causes, on this shape


def check_layer(
    forward: Function,
    backward: Function,
    kind: str | None = None,
    *,
    inputs: Mapping[str, Any] | None = None,
    extra: tuple[Any, ...] = (),
    seed: int = 0,
) -> LayerVerdict:
    """Check functions in the course's form, `forward(x, w, b, conv_param) -> out, cache`, `backward(dout, cache)`.

    This runs them; what they print goes to stderr. With a `kind` (conv, fc, pool, relu ...) they are held
    against the reference, on several shapes; without, `inputs` by name are what they are called with (then
    `extra`), and their own differences are all there is to hold them against. ValueError for a kind that has
    no such form.

    >>> check_layer(lambda x: (x * x, x), lambda dout, x: 2 * x * dout, inputs={"x": [1.0, -2.0]}).passed
    True
    """
    rng = np.random.default_rng(seed)
    if kind is None:
        given = {name: np.array(value, dtype=np.float64) for name, value in (inputs or {}).items()}
        cases = [Case(", ".join(f"{name} {array.shape}" for name, array in given.items()), given, extra)]
    elif kind in FORMS:
        cases = list(FORMS[kind](rng))
    else:
        message = f"{kind} has no form in the course's assignments: {', '.join(FORMS)} have"
        raise ValueError(message)
    with redirect_stdout(sys.stderr):
        found = [one for case in cases for one in _findings(forward, backward, case, rng)]
    return LayerVerdict(kind, tuple(_settled(found)))


def _settled(found: Sequence[Suspected]) -> Iterator[Finding]:
    """Name, for each array, the first cause that holds on every shape on which it is off."""
    for finding, causes in found:
        others = [ways for one, ways in found if one.array == finding.array and one.off]
        common = next((cause for cause in causes if all(cause in ways for ways in others)), "")
        yield replace(finding, cause=common) if common else finding


def _findings(forward: Function, backward: Function, case: Case, rng: np.random.Generator) -> Iterator[Suspected]:
    """Run the functions on one case, and compare all that comes back."""
    running = "out"
    try:
        out, cache = called(forward, list(case.inputs.values()), case.extra)
        dout = rng.standard_normal(out.shape)
        right, truths = _truth(case, dout)
        if right is not None:
            yield _found("out", out, right, case, dout)
        if right is None or out.shape == right.shape:
            running = "backward"
            gradients = given_back(backward(dout.copy(), cache))
            yield from _counted(gradients, case)
            ran = Ran(Written(forward, case.extra), list(case.inputs.values()), out, None, dout, tuple(gradients))
            for place, (got, truth) in enumerate(zip(gradients, truths, strict=False)):
                numeric = _numeric_error(ran, place, rng)
                yield _found(f"d{list(case.inputs)[place]}", got, truth, case, dout, numeric)
    except NotOfTheForm as wrong:
        yield Finding(running, case.shape, None, None, str(wrong)), ()
    except (Exception, SystemExit) as broken:  # noqa: BLE001  a student's code may raise anything
        yield Finding(running, case.shape, None, None, f"it broke off: {type(broken).__name__}: {broken}"), ()


def _counted(gradients: Sequence[Array], case: Case) -> Iterator[Suspected]:
    """Find fault with a number of gradients that is not the number of inputs."""
    if len(gradients) != len(case.inputs):
        due = ", ".join(f"d{name}" for name in case.inputs)
        gave = f"{len(gradients)} array{'' if len(gradients) == 1 else 's'}"
        yield Finding("backward", case.shape, None, None, f"backward gave {gave}, not {len(case.inputs)}: {due}"), ()


def _truth(case: Case, dout: Array) -> tuple[Array | None, Gradients]:
    """Give what the reference makes of a case: nothing, where no reference is known."""
    nothing: Gradients = (None,) * len(case.inputs)
    if case.gate is None:
        return None, nothing
    value, cache = case.gate.forward(*case.inputs.values())
    return value, case.gate.backward(dout, cache) if value.shape == dout.shape else nothing


def _found(
    name: str, got: Array, truth: Array | None, case: Case, dout: Array, numeric: float | None = None
) -> Suspected:
    """Compare an array with the truth, where that is known; what may be the causes comes second."""
    off = None if truth is None else error(got, truth)
    shape = case.inputs[name[1:]].shape if truth is None else truth.shape
    causes = () if truth is None or close(got, truth) else likely(name, got, truth, case, dout)
    return Finding(name, case.shape, off, numeric, _plainly(got, shape, numeric)), causes


def _plainly(got: Array, shape: tuple[int, ...], numeric: float | None) -> str:
    """Say what is wrong with an array that cannot be compared at all."""
    if got.shape != shape:
        return f"its shape is {got.shape}, not {shape}"
    if not np.isfinite(got).all():
        return "it holds NaN or infinity"
    return "" if numeric is None or np.isfinite(numeric) else "the forward pass gives NaN or infinity close by"


def _numeric_error(ran: Ran, place: int, rng: np.random.Generator) -> float | None:
    """Compare a gradient with differences of the student's own forward pass, along a few directions."""
    gradient = ran.gradients[place]
    if gradient is None or gradient.shape != ran.inputs[place].shape:
        return None
    found = check_input(ran, place, Plan(rng, DIRECTIONS, work=CHEAP))
    return float("inf") if found.kinks or not np.isfinite(gradient).all() else found.error

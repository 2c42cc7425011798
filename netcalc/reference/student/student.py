"""A student's layer checked: its values and gradients against the reference, and against its own differences."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from typing import Any

import numpy as np

from netcalc.reference.student.calling import Layer, Loss, Student
from netcalc.reference.student.case import Case, Form, Function
from netcalc.reference.student.findings import Suspected, findings
from netcalc.reference.student.forms import FORMS
from netcalc.reference.student.verdict import Finding, LayerVerdict


def check_layer(
    forward: Function,
    backward: Function | None = None,
    kind: str | None = None,
    *,
    inputs: Mapping[str, Any] | None = None,
    extra: tuple[Any, ...] = (),
    seed: int = 0,
) -> LayerVerdict:
    """Check functions in the course's form, `forward(x, w, b, conv_param) -> out, cache`, `backward(dout, cache)`.

    A loss is one function, `softmax_loss(x, y) -> loss, dx`. This runs them; what they print goes to stderr. With a
    `kind` (conv, affine, max_pool, batchnorm ...) they are held against the reference, on several shapes; without,
    `inputs` by name are what they are called with (then `extra`), and their own differences are all there is to hold
    them against. ValueError for a kind that has no such form.

    >>> check_layer(lambda x: (x * x, x), lambda dout, x: 2 * x * dout, inputs={"x": [1.0, -2.0]}).passed
    True
    """
    rng = np.random.default_rng(seed)
    with redirect_stdout(sys.stderr):
        if kind is None:
            given = {name: np.array(value, dtype=np.float64) for name, value in (inputs or {}).items()}
            shapes = ", ".join(f"{name} {array.shape}" for name, array in given.items())
            form, cases = Form("forward", lambda *_: iter(())), [Case(shapes, given, extra)]
        else:
            form = form_of(kind)
            cases = list(form.cases(rng, forward))
        student: Student = Loss(forward) if form.loss else Layer(forward, backward)
        found = [one for case in cases for one in findings(student, case, form, rng)]
    names = tuple(getattr(one, "__name__", "") for one in (forward, backward) if one is not None)
    return LayerVerdict(kind, tuple(settled(found)), names)


def form_of(kind: str) -> Form:
    """Give the form of a kind; ValueError where there is none."""
    if kind not in FORMS:
        message = f"{kind} has no form in the course's assignments: {', '.join(FORMS)} have"
        raise ValueError(message)
    return FORMS[kind]


def settled(found: Sequence[Suspected]) -> Iterator[Finding]:
    """Name, for each array, the first cause that holds on every shape on which it is off."""
    for finding, causes in found:
        others = [ways for one, ways in found if one.array == finding.array and one.off]
        common = next((cause for cause in causes if all(cause in ways for ways in others)), "")
        yield replace(finding, cause=common) if common else finding

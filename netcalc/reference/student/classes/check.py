"""A layer's class checked as two functions are: against the reference, and against its own differences."""

import inspect
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from typing import Final

import numpy as np

from netcalc.reference.student.calling import Broke, NotOfTheForm
from netcalc.reference.student.case import Case, Form, Function
from netcalc.reference.student.classes.made import Made
from netcalc.reference.student.classes.words import parameters, plain
from netcalc.reference.student.findings import findings
from netcalc.reference.student.student import form_of, settled
from netcalc.reference.student.verdict import LayerVerdict

FLAT: Final = 2  # axes of what a fully connected layer must take


def check_class(made: type, kind: str, *, seed: int = 0) -> LayerVerdict:
    """Check a class with `forward(x)` and `backward(dout)`, as functions in the course's form are.

    This runs it; what it prints goes to stderr. Its arrays are given to the constructor, to forward, or set (`self.W`);
    their gradients are what backward gives, or stand in `self.dW`.
    """
    rng, form = np.random.default_rng(seed), form_of(kind)
    student = Made(made, form.loss)
    with redirect_stdout(sys.stderr):
        cases = [*_cases(student, form, rng)]
        found = [one for case in cases for one in findings(student, case, form, rng)]
    return LayerVerdict(kind, tuple(settled(found)), (made.__name__,))


def _cases(student: Made, form: Form, rng: np.random.Generator) -> Iterator[Case]:
    """Give the cases of a form; a class need not flatten what it reads, nor know a mode it has no word for."""
    for case in form.cases(rng, _as_function(student.made)):
        x = next(iter(case.inputs.values()))
        spared = (form.excuse is not None and x.ndim > FLAT) or bool(case.at)
        if (not spared or _runs(student, case)) and _takes_eps(student, case):
            yield case


def _runs(student: Made, case: Case) -> bool:
    try:
        made = student.call(case)
    except (Broke, NotOfTheForm):
        return False
    return not case.at or not made.changed


def _takes_eps(student: Made, case: Case) -> bool:
    """Say whether no eps is given, or the class has a word for it."""
    given = case.extra[-1] if case.extra and isinstance(case.extra[-1], dict) else {}
    words = {word for one in student.functions for word in (*one.__code__.co_varnames, *one.__code__.co_names)}
    return "eps" not in given or "eps" in set(map(plain, words))


def _as_function(made: type) -> Function:
    """Give a function whose parameters are x, then those of the constructor: forms look at them."""

    def forward(*_: object) -> None: ...

    first = inspect.Parameter("x", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    rest = [each.replace(kind=each.KEYWORD_ONLY) for each in parameters(made) if each.kind is not each.VAR_POSITIONAL]
    forward.__signature__ = inspect.Signature([first, *rest])  # type: ignore[attr-defined]  # as inspect documents it
    return forward

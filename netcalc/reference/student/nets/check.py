"""A student's net checked: how it starts, its scores, its loss, the gradient of each of its params."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from functools import partial
from typing import Any, Final, NamedTuple

import numpy as np

from netcalc.reference.student.calling import STUB, Called, NotOfTheForm, NotWritten, given_back, measured, run, two
from netcalc.reference.student.case import Case, Form, Function, drawn
from netcalc.reference.student.decay import factor
from netcalc.reference.student.findings import Suspected, findings
from netcalc.reference.student.gates import Chain
from netcalc.reference.student.nets.kinds import C, Plan, parameters, plans
from netcalc.reference.student.nets.loss import NetLoss, Scores
from netcalc.reference.student.nets.mistakes import NET_MISTAKES
from netcalc.reference.student.nets.start import started
from netcalc.reference.student.student import settled
from netcalc.reference.student.verdict import LayerVerdict
from netcalc.reference.tape.gate import Array

REG: Final = 0.3
SCALE: Final = 0.05
SCORES: Final = ("loss(X)", "scores", "nothing")
LOSS: Final = ("loss(X, y)", "loss", "grads")
WRITTEN: Final = "{0}(...), net.loss(X) -> scores, net.loss(X, y) -> loss, grads"


def check_net(made: type, kind: str, *, seed: int = 0) -> LayerVerdict:
    """Check a class of the assignments: `params`, `loss(X) -> scores`, `loss(X, y) -> loss, grads`.

    This runs it; what it prints goes to stderr. The kind is two_layer_net, fully_connected_net or
    three_layer_conv_net.
    """
    rng = np.random.default_rng(seed)
    with redirect_stdout(sys.stderr):
        found = [one for plan in plans(kind, made) for one in _findings(made, plan, rng)]
    return LayerVerdict(kind, tuple(settled(found)), (made.__name__,))


class Net(NamedTuple):
    """A class as code that takes params and gives a loss: a net is made anew at each call."""

    made: type
    given: dict[str, Any]
    reg: float
    scores: bool = False

    @property
    def functions(self) -> Sequence[Function]:
        """Give what is run."""
        return [one for one in vars(self.made).values() if hasattr(one, "__code__")]

    def net(self, params: dict[str, Array] | None = None) -> Any:
        """Make a net, and give it these params."""
        np.random.seed(0)  # noqa: NPY002  what a student's code draws from
        takes = parameters(self.made)
        more = {"reg": self.reg, "weight_scale": SCALE, "std": SCALE, "dtype": np.float64}
        net = run(self.made, **self.given, **{name: value for name, value in more.items() if name in takes})
        for name, values in (params or {}).items():
            net.params[name] = values.copy()
        return net

    def call(self, case: Case) -> Called:
        """Give its loss, and its grads as what is kept for the way back; or its scores."""
        net, given = self.net(case.inputs), list(case.extra)
        if self.scores:
            return measured((run(net.loss, given[0]), ()), SCORES)
        if "reg" not in parameters(self.made):
            given.append(self.reg)
        loss, grads = two(run(net.loss, *given), LOSS)
        if isinstance(grads, dict) and not grads:
            message = f"{STUB}: grads is empty"
            raise NotWritten(message)
        return measured((loss, (grads, [*case.inputs])), LOSS)

    def back(self, dout: Array, cache: Any) -> list[Array] | None:
        """Take the gradients out of grads, in the order of the params."""
        grads, names = cache
        if not isinstance(grads, dict):
            message = f"grads must be a dict of gradients, not one {type(grads).__name__}"
            raise NotOfTheForm(message)
        missing = [name for name in names if name not in grads]
        if missing:
            message = f"grads has no {', '.join(missing)}: it needs one for each of params"
            raise NotOfTheForm(message)
        return given_back(tuple(grads[name] for name in names))


def _findings(made: type, plan: Plan, rng: np.random.Generator) -> Iterator[Suspected]:
    """Look at how a net starts; where that is as it should be, at scores, loss and gradients."""
    form = Form(WRITTEN.format(made.__name__), lambda *_: iter(()), NET_MISTAKES, value="loss")
    wrong = [*started(Net(made, plan.given, REG), plan, SCALE, form)]
    yield from (Suspected(one) for one in wrong)
    if any(one.array in {"the net", "params"} for one in wrong):
        return
    X, y = rng.standard_normal(plan.X), rng.integers(C, size=plan.X[0])
    params = drawn(rng, **plan.params)
    chain = Chain(plan.gates)
    if "batchnorm" not in plan.what:
        case = Case(f"{plan.what}, loss(X)", params, (X,), Scores(chain, X), at=" at test")
        yield from findings(Net(made, plan.given, REG, scores=True), case, form._replace(value="scores"), rng)
    half = _half(made, plan, Case("", params, (X, y)))
    for reg in (0.0, REG):
        loss = partial(NetLoss, chain, X, y, reg=reg, names=[*params])
        gate = None if plan.dropout else loss(half=half)
        case = Case(f"{plan.what}, reg {reg:g}", params, (X, y), gate=gate)
        yield from findings(Net(made, plan.given, reg), case, form, rng)


def _half(made: type, plan: Plan, case: Case) -> float:
    squares = sum(float((x**2).sum()) for name, x in case.inputs.items() if name.startswith("W"))
    return factor(lambda reg: float(Net(made, plan.given, reg).call(case).out), REG, squares, 0.5)

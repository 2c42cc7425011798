"""The gradients of a circuit held against centred differences of the whole of it."""

from collections.abc import Sequence
from math import isfinite, sqrt
from typing import Any

import numpy as np

from netcalc.reference.circuit.parts import Part, Whole
from netcalc.reference.circuit.run import Pass
from netcalc.reference.tape.gate import Array
from netcalc.reference.tape.tape import Tape
from netcalc.reference.verify.gradients.gradient import LONGER, GradientCheck, check_input
from netcalc.reference.verify.ran import Plan, Ran, typical


def differences(parts: Sequence[Part], given: Sequence[Any], done: Pass) -> list[GradientCheck]:
    """Hold the gradient of each input against centred differences of the whole circuit, which was run."""
    whole, tape = Whole(parts), done.tape
    inputs = [np.asarray(each, np.float64) for each in given]
    back = whole.gradients(tape)
    ran = Ran(whole, inputs, tape.steps[-1].value, tape, done.dout, back, _rounded(whole, inputs, tape))
    plan = Plan(np.random.default_rng(0), work=sum(part.work for part in parts))
    names = [part.name for part in parts if part.given]
    with np.errstate(all="ignore"):
        return [check_input(ran, place, plan, name) for place, name in enumerate(names)]


def _rounded(whole: Whole, inputs: Sequence[Array], tape: Tape) -> float:
    """Give the size of all that is rounded on the way, as the output feels it; close by, since at 0 nothing is."""
    with np.errstate(all="ignore"):
        nearby = whole.forward(*(x + LONGER * typical(x) for x in inputs))[1]
        felt = sum(
            _squared(a.gradient * b.value)
            for a, b in zip(tape.steps, nearby.steps, strict=True)
            if a.gradient is not None
        )
    return sqrt(felt) if isfinite(felt) else 0.0


def _squared(values: Array) -> float:
    return float(np.vdot(values, values))

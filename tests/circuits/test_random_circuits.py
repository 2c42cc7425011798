"""Random circuits with stages, forks, arrays and places in them: differences, and the programs written of them."""

from contextlib import suppress
from random import Random
from typing import Any

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from netcalc import Circuit, SpecError, circuit
from netcalc.circuits.ops import OPS
from netcalc.circuits.result import Form
from tests.support.circuits import drawn

RANDOM = st.integers(0, 10**9).map(Random)
STAGES = st.integers(1, 8)


def made(rng: Random, stages: int, form: Form = "written") -> Circuit:
    found = drawn(rng, stages)
    try:
        result = circuit(found.text, found.at, form=form)
    except SpecError as error:
        assume(error.problems[0].code != "not-finite")
        raise
    assume(isinstance(result.value, float) and abs(result.value) < 1e4)
    assume(all(not isinstance(gate.value, float) or abs(gate.value) < 1e6 for gate in result.gates))
    return result


def ran(text: str) -> dict[str, Any]:
    """Run a program; what it set."""
    held: dict[str, Any] = {"print": lambda *_: None}
    exec(compile(text, "code", "exec"), held)  # noqa: S102  our own text
    return held


@given(RANDOM, STAGES)
def test_gradients_agree_with_differences(rng: Random, stages: int) -> None:
    assert made(rng, stages).max_gradient_error < 1e-5


@given(RANDOM, STAGES, st.sampled_from(["written", "expanded", "grouped"]))
def test_the_program_gives_the_same_values_and_gradients(rng: Random, stages: int, form: Form) -> None:
    found = made(rng, stages, form)
    held = ran(found.code())
    values = {each.name: each.value for each in found.parts}
    for name, gradient in found.gradients.items():
        np.testing.assert_allclose(held[name], np.array(values[name]), rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(held[f"d{name}"], np.array(gradient), rtol=1e-7, atol=1e-9)


def test_every_gate_is_drawn() -> None:
    seen: set[str] = set()
    rng = Random(0)  # noqa: S311  no secret
    for _ in range(150):
        found = drawn(rng, 8)
        with suppress(SpecError):
            seen |= {gate.op for gate in circuit(found.text, found.at).gates}
        if seen == {*OPS}:
            break
    assert seen == {*OPS}

"""A student's file with one line broken at a time: what is said is what was broken; nothing is said by chance."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from netcalc.reference.student.case import Made, Mistake, gradients
from netcalc.reference.student.closeness import close
from netcalc.reference.student.forms import FORMS
from netcalc.reference.student.mistakes.elementwise import ANY_ACTIVATION
from netcalc.reference.student.mistakes.every import EVERY, applies
from netcalc.reference.tape.gate import Array
from tests.support.slips import SLIPS, USED_BY
from tests.support.students import Slip, checked, with_slip


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(("text", "slip"), SLIPS, ids=[f"{slip.function}: {slip.wrong}"[:60] for _, slip in SLIPS])
def test_what_is_said_is_what_was_broken(text: str, slip: Slip) -> None:
    verdict = checked(with_slip(slip, text), USED_BY.get(slip.function, slip.function))
    assert not verdict.passed
    said = {found.cause for found in verdict.findings if found.array.startswith(slip.array) and not found.passed}
    assert said == {slip.said}


def test_every_mistake_is_made_by_somebody() -> None:
    made = {slip.said for _, slip in SLIPS}
    known = {mistake.sentence for form in FORMS.values() for mistake in form.mistakes}
    assert known - made == set()


Given = dict[str, dict[str, list[Array]]]


def shapes(kind: str) -> Iterator[Made]:
    """Give what broken rules of a kind go by, on each shape in training."""
    rng, form = np.random.default_rng(0), FORMS[kind]
    for case in form.cases(rng, lambda x: (x, x)):
        gate = case.truth(np.zeros(()) if form.loss else next(iter(case.inputs.values())))
        if gate is not None and not (case.at or case.kindly or case.overflow):
            out = np.asarray(gate.forward(*case.inputs.values())[0])
            dout = np.ones(()) if form.loss else rng.standard_normal(out.shape)
            yield Made(case, gate, out, dout, gradients(gate, case.inputs, dout))


def given(kind: str, mistakes: Iterable[Mistake]) -> Given:
    """Give what each mistake gives on each shape, by its array and its sentence, where it is no truth."""
    found: Given = {}
    for made in shapes(kind):
        for array in ("loss" if FORMS[kind].loss else "out", *made.case.gradients):
            for mistake in (one for one in mistakes if applies(one, array, made.case.gradients)):
                at = replace(made, array=array)
                broken = mistake.rule(at)
                if broken is not None and not close(np.asarray(broken), at.truth):
                    found.setdefault(array, {}).setdefault(mistake.sentence, []).append(np.asarray(broken))
    return found


@pytest.mark.parametrize("kind", FORMS)
def test_no_two_mistakes_of_a_kind_give_the_same_on_every_shape(kind: str) -> None:
    common = {*EVERY, *ANY_ACTIVATION}
    for mistakes in ([one for one in FORMS[kind].mistakes if one not in common], EVERY):
        for array, sentences in given(kind, mistakes).items():
            for (one, ours), (other, theirs) in combinations(sentences.items(), 2):
                same = len(ours) == len(theirs) and all(map(close, ours, theirs))
                assert not same, (array, one, other)

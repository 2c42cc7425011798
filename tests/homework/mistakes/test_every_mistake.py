"""The contract of a mistake: what each in the catalogue must have, said in words where it is missing."""

from itertools import combinations

import pytest

from netcalc.calculator.changes import Change, ChangedRules
from netcalc.homework.grading import grade, key
from netcalc.homework.key.of_network import NetworkSolution
from netcalc.homework.mistakes import CATALOGUE, MISTAKES, OTHERS, SLIPS, listing
from netcalc.homework.mistakes.backward import Backward, Slip, Turn
from netcalc.homework.mistakes.base import Known, Mistake
from netcalc.homework.mistakes.weights import ForgotDepth
from netcalc.layers import CATALOGUE as KINDS
from netcalc.report.counts import COUNTED
from netcalc.text.source import Source
from netcalc.volume import Volume

NET = Volume((8, 8, 3))
QUESTION = [{"id": "q", "ask": "conv1.params"}]
RULES = {name for base in (Mistake, Change, Turn) for name in vars(base) if not name.startswith("_")} | {"arrays"}


def broken(mistake: Known) -> set[str]:
    """Name the rules that a mistake breaks."""
    own = type(mistake).__mro__[: type(mistake).__mro__.index(Slip if isinstance(mistake, Slip) else Mistake)]
    return {name for each in own for name in vars(each)} & RULES


def written(right: object, ask: str) -> object:
    if isinstance(right, tuple):
        return list(right)
    return f"{right} bytes" if ask.startswith("memory.") else right


def test_a_mistake_breaks_a_rule() -> None:
    for mistake in CATALOGUE:
        assert broken(mistake), f"{mistake.code} breaks no rule: override the method of the one it breaks"
        assert broken(mistake) <= {"stores", "leaves"} or len(broken(mistake) - {"tells"}) <= 1, (
            f"{mistake.code} breaks several rules: {broken(mistake)}; a mistake breaks one"
        )


def test_a_hint_is_one_sentence() -> None:
    for mistake in (*CATALOGUE, *OTHERS):
        assert mistake.hint, f"{mistake.code} has no hint: the first line of its docstring is the hint"
        for said in (mistake.hint, *mistake.hints.values()):
            assert said.endswith("."), f"a hint of {mistake.code} ends without a full stop: {said}"
            assert ". " not in said, f"a hint of {mistake.code} is more than one sentence: {said}"


def test_what_a_hint_goes_by_is_a_kind_or_a_number() -> None:
    words = {*KINDS, "array", "sequence", "value"} | {
        each.rpartition(".")[2] for each in (*COUNTED, "output", "size", "shape")
    }
    for mistake in (*CATALOGUE, *OTHERS):
        assert set(mistake.hints) <= words, f"{mistake.code} has a hint for what nobody asks"


@pytest.mark.parametrize("mistake", CATALOGUE, ids=lambda mistake: type(mistake).__name__)
def test_a_mistake_is_named_in_its_own_example_and_a_right_answer_is_not(mistake: Known) -> None:
    example = mistake.example
    sheet = key(dict(Source(example.sheet, "example.yaml").data()))
    right = sheet.solutions["example"].right
    found = grade(sheet, {"example": example.answer})["example"]
    assert not found.correct, f"the example of {mistake.code} is answered rightly: {example.answer} is {right}"
    named = (found.mistake, *found.also)
    assert mistake.code in named, f"the example of {mistake.code} shows {named}: {example.answer} in place of {right}"
    assert grade(sheet, {"example": written(right, example.ask)})["example"].mistake is None


def test_a_slip_in_the_sum_is_named_in_its_example_and_credit_may_keep_its_points() -> None:
    slip = OTHERS[0]
    sheet = dict(Source(slip.example.sheet, "example.yaml").data())
    found = grade(sheet, {"example": slip.example.answer})["example"]
    assert (found.mistake, found.score) == ("arithmetic-slip", 0)
    assert grade({**sheet, "credit": {"arithmetic-slip": 0.5}}, {"example": slip.example.answer}).score == 0.5


def test_a_mistake_has_no_state_and_equals_another_of_its_kind() -> None:
    for mistake in CATALOGUE:
        assert not hasattr(mistake, "__dict__"), f"{mistake.code} can be changed: give its class `__slots__ = ()`"
        assert type(mistake)() == mistake or isinstance(mistake, Slip)


def test_the_readings_of_a_code_stand_together() -> None:
    codes = [mistake.code for mistake in (*CATALOGUE, *OTHERS)]
    starts = [code for code, before in zip(codes, [None, *codes], strict=False) if code != before]
    assert len(starts) == len(set(starts)), "a code stands in two places of the catalogue"
    assert [entry.code for entry in listing()] == starts


def test_two_mistakes_are_one_after_the_other_whichever_they_are() -> None:
    for one, two in combinations(MISTAKES, 2):
        rules = ChangedRules("exact", (two, one))
        assert rules.all_neurons([4, 2], [rules.comes_in(NET)]) >= 0
    for first, second in combinations(SLIPS, 2):
        assert Backward((second, first)).signed(1.0) in (1.0, -1.0)


class ForgotHalfTheDepth(ForgotDepth):
    """A filter reaches through the whole depth of what it reads."""

    __slots__ = ()
    code = "forgot-half-the-depth"


def test_a_mistake_that_refines_another_can_be_made_together_with_it() -> None:
    sheet = key({"network": {"input": "8x8x4", "layers": [{"conv": {"filters": 2, "size": 3}}]}, "questions": QUESTION})
    solution = sheet.solutions["q"]
    assert isinstance(solution, NetworkSolution)
    for broken_rules in ((ForgotDepth(), ForgotHalfTheDepth()), (ForgotHalfTheDepth(), ForgotDepth())):
        assert solution.network.calculation(broken_rules).report["conv1"].weights == 3 * 3 * 2

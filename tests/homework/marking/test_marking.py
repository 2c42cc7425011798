"""Marking: carrying forward, feedback, conventions, tolerances, units, what does not fit, and the JSON."""

from typing import Any

import pytest

import netcalc
from netcalc.homework.grading import grade
from netcalc.homework.marking.marked import MarkedQuestion
from netcalc.problems import SpecError
from netcalc.render.pages.homework.grades import marked_data
from tests.support.keys import keyed

CONVS = {
    "input": "32x32x3",
    "layers": [
        {"conv": {"filters": 10, "size": 5}},
        "relu",
        {"pool": 2},
        {"conv": {"filters": 20, "size": 5}},
        {"fc": 10},
    ],
}


def sheet(*questions: dict[str, Any], network: Any = "lenet5", **more: Any) -> dict[str, Any]:
    return {"network": network, "questions": [{"id": f"q{n}", **each} for n, each in enumerate(questions, 1)], **more}


def one(ask: str, answer: object, network: Any = "lenet5", **more: Any) -> MarkedQuestion:
    return grade(keyed(sheet({"ask": ask, **more}, network=network)), {"q1": answer})["q1"]


def test_the_contracts_example() -> None:
    asked = [
        {"id": "volume", "text": "What volume does conv1 make?", "ask": "conv1.output", "points": 1},
        {"id": "total", "text": "How many?", "ask": "totals.params", "points": 2, "tolerance": "0.1%"},
        {
            "id": "stride3",
            "points": 1,
            "ask": "conv1.output",
            "network": {"input": "7x7x1", "layers": [{"conv": {"filters": 1, "size": 3, "stride": 3}}]},
        },
    ]
    answers = {"student": "s123", "answers": {"volume": "28x28x6", "total": "61,706", "stride3": "cannot"}}
    found = netcalc.grade({"title": "Sizing drill", "network": "lenet5", "questions": asked}, answers)
    assert (found.student, found.title, found.score, found.points) == ("s123", "Sizing drill", 4.0, 4.0)
    assert isinstance(found.score, float)
    data = marked_data(found)
    assert list(data) == ["student", "title", "score", "points", "unread", "questions"]
    assert data["questions"][0] == {
        "id": "volume",
        "points": 1,
        "score": 1,
        "readable": True,
        "correct": True,
        "given": "28x28x6",
        "read_as": "28x28x6",
        "mistake": None,
        "also": [],
        "feedback": "Right.",
    }


@pytest.mark.parametrize(
    ("ask", "answer", "read_as"),
    [
        ("totals.params", "61.7k", "61700"),
        ("totals.params", "5*5*6 + 6 = 156", "156"),
        ("totals.params", "61,706 params", "61706 params"),
        ("memory.params", "241 KiB", f"{241 * 1024} bytes"),
        ("conv1.output", "(28, 28, 6)", "28x28x6"),
        ("conv1.output", "does not fit", "cannot"),
        ("fc1.receptive_field.size", "everything", "all"),
        ("valid", "no", "no"),
        ("totals.params", "1,5", None),
        ("totals.params", "", None),
    ],
)
def test_what_was_read_is_shown(ask: str, answer: str, read_as: str | None) -> None:
    assert one(ask, answer).read_as == read_as


def test_what_was_read_of_a_volume_stands_in_the_sheets_order() -> None:
    made = sheet({"ask": "conv1.output"}, conventions={"volume": "dhw"})
    assert grade(made, {"q1": "[6, 28, 28]"})["q1"].read_as == "6x28x28"


def test_unread_counts_what_was_given_and_could_not_be_read() -> None:
    asked = sheet({"ask": "conv1.params"}, {"ask": "conv1.output"}, {"ask": "totals.params"})
    assert grade(asked, {"q1": "1,5", "q2": "", "q3": "12"}).unread == 1


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("forgot-biass", "did you mean `forgot-bias`?"),
        ("forgot-depth+forgot-bais", "did you mean `forgot-bias`?"),
        ("zzzzzz", "`netcalc mistakes` lists them"),
    ],
)
def test_credit_for_a_mistake_that_is_not_known_is_wrong_in_its_place(code: str, hint: str) -> None:
    with pytest.raises(SpecError) as error:
        grade(sheet({"ask": "conv1.params"}, credit={"forgot-bias": 0.5, code: 0.5}), {})
    [problem] = error.value.problems
    assert (problem.code, problem.path, problem.hint) == ("unknown-reference", ("credit", code), hint)


def test_credit_for_two_mistakes_together_is_given_in_either_order() -> None:
    network = {"input": "8x8x3", "layers": [{"conv": {"filters": 5, "size": 3}}]}
    for code in ("forgot-depth+forgot-bias", "forgot-bias+forgot-depth"):
        made = sheet({"ask": "conv1.params"}, network=network, credit={code: 0.25})
        assert grade(made, {"q1": 3 * 3 * 5})["q1"].score == 0.25


def test_a_batch_is_a_whole_number() -> None:
    with pytest.raises(SpecError, match="batch"):
        grade(sheet({"ask": "totals.macs"}, batch=1.5), {})


MISFIT = {
    "input": "7x7x1",
    "layers": [{"conv": {"filters": 2, "size": 3, "stride": 3}}, {"conv": {"filters": 4, "size": 1}}, {"fc": 5}],
}


@pytest.mark.parametrize(
    "ask",
    [
        "conv1.output",
        "conv1.neurons",
        "conv1.macs",
        "conv1.unshared.params",
        "conv1.activations",
        "conv1.connections",
        "conv2.output",
        "fc1.params",
        "totals.neurons",
        "totals.params",
        "fc1.output",
        "output",
        "memory.params",
    ],
)
def test_what_needs_a_volume_that_is_not_there_does_not_fit(ask: str) -> None:
    assert one(ask, "cannot", MISFIT).correct
    assert not one(ask, "2", MISFIT).correct


@pytest.mark.parametrize(
    ("ask", "right"), [("conv1.params", 20), ("conv2.params", 12), ("conv1.receptive_field.size", 3)]
)
def test_what_needs_no_volume_is_still_a_number(ask: str, right: int) -> None:
    assert one(ask, right, MISFIT).correct
    assert not one(ask, "cannot", MISFIT).correct


def test_a_wrong_volume_costs_its_mark_once() -> None:
    asked = sheet(
        {"ask": "conv1.output"}, {"ask": "pool1.output"}, {"ask": "conv2.output"}, {"ask": "fc1.params"}, network=CONVS
    )
    found = grade(asked, {"q1": "30x30x10", "q2": "15x15x10", "q3": "11x11x20", "q4": 11 * 11 * 20 * 10 + 10})
    assert [question.score for question in found.questions] == [0, 1, 1, 1]
    assert [question.mistake for question in found.questions[1:]] == ["earlier-error-carried-forward"] * 3
    assert all("carried forward" in question.feedback for question in found.questions[1:])


def test_carrying_can_be_turned_off_and_a_total_adds_up_ones_own_numbers() -> None:
    asked = sheet({"ask": "conv1.params"}, {"ask": "totals.params"})
    answers = {"q1": 166, "q2": 61706 + 10}
    assert grade(asked, answers)["q2"].score == 1
    asked["questions"][1]["depends"] = []
    assert grade(asked, answers)["q2"].score == 0


def test_arithmetic_depends_on_earlier_answers() -> None:
    asked = sheet({"ask": "conv1.params"}, {"answer": "q1 * 4", "depends": ["q1"]})
    assert grade(asked, {"q1": 156, "q2": 624})["q2"].correct
    carried = grade(asked, {"q1": 150, "q2": 600})["q2"]
    assert (carried.score, carried.mistake) == (1, "earlier-error-carried-forward")


LEVELS = ("none", "verdict", "mistake", "hint", "working")


@pytest.mark.parametrize("level", LEVELS)
def test_the_value_is_never_told_before_working(level: str) -> None:
    feedback = one("conv2.params", 2400, feedback=level).feedback
    assert ("2,416" in feedback) == (level == "working")
    assert ("forgot-bias" in feedback) == (LEVELS.index(level) >= LEVELS.index("mistake"))
    assert ("add as many" in feedback) == (LEVELS.index(level) >= LEVELS.index("hint"))
    assert bool(feedback) == (level != "none")


@pytest.mark.parametrize(
    ("conventions", "ask", "right", "wrong", "mistake"),
    [
        ({"flop": "mac"}, "totals.flops", 416520, 833040, "flops-2-per-mac"),
        ({"flop": "2mac"}, "totals.flops", 833040, 416520, "macs-for-flops"),
        ({"bias_counts_as_connection": False}, "conv1.connections", 28 * 28 * 6 * 25, 122305, None),
        ({"memory": "KiB"}, "memory.params", "241.0", "246.8", "mb-for-mib"),
        ({"memory": "MiB"}, "memory.params", "0.235", "0.247", "mb-for-mib"),
        ({"volume": "dhw"}, "conv1.output", "6x28x28", "28x28x6", "wrong-volume-order"),
    ],
)
def test_a_sheet_declares_its_conventions(
    conventions: dict[str, Any], ask: str, right: object, wrong: object, mistake: str | None
) -> None:
    made = keyed(sheet({"ask": ask}, conventions=conventions))
    assert grade(made, {"q1": right})["q1"].correct
    assert grade(made, {"q1": wrong})["q1"].mistake == mistake


def test_rounding_as_a_convention_is_for_networks_that_do_not_say() -> None:
    made = sheet({"ask": "conv1.output"}, network=MISFIT, conventions={"rounding": "floor"})
    assert grade(made, {"q1": "2x2x2"})["q1"].correct
    assert grade(made, {"q1": "cannot"})["q1"].mistake == "exact-fit-expected"


def test_a_convention_is_recognised_and_can_be_given_credit() -> None:
    asked = sheet({"ask": "totals.flops"}, credit={"macs-for-flops": 0.5})
    found = grade(asked, {"q1": 416520})["q1"]
    assert (found.score, found.correct, found.mistake) == (0.5, False, "macs-for-flops")
    assert "It would be right where" in found.feedback


def test_the_unit_is_judged_apart_from_the_value() -> None:
    assert one("totals.params", "61,706 params").correct
    wrong = one("totals.params", "61,706 neurons")
    assert not wrong.correct
    assert "the number is right" in wrong.feedback
    assert one("memory.params", "241 KiB").correct


@pytest.mark.parametrize(("answer", "correct"), [("61,700", True), ("61,600", False), (61706, True), ("61.8k", False)])
def test_a_tolerance_widens(answer: object, correct: bool) -> None:  # noqa: FBT001
    assert one("totals.params", answer, tolerance="0.1%").correct == correct


def test_a_sheet_that_is_wrong_says_so_all_at_once() -> None:
    with pytest.raises(SpecError) as error:
        grade(
            sheet(
                {"ask": "conv9.output"},
                {"id": "q1", "ask": "conv1.output"},
                {"ask": "output", "network": "lenet9"},
                {"ask": "output", "points": "many"},
                {"depends": ["q9"], "answer": "1"},
            ),
            {},
        )
    codes = sorted(problem.code for problem in error.value.problems)
    assert codes == ["duplicate-name", "invalid-value", "unknown-reference", "unknown-reference", "unknown-reference"]


def test_an_answer_to_no_question_is_pointed_out() -> None:
    found = grade(sheet({"id": "volume", "ask": "conv1.output"}), {"volumee": "28x28x6"})
    assert found.problems[0].hint == "did you mean `volume`?"


@pytest.mark.parametrize(
    ("conventions", "ask", "told", "never"),
    [
        ({"flop": "mac"}, "totals.flops", "counts once here = 724,406,816.", "1,448,813,632"),
        ({"flop": "mac"}, "conv1.flops", "counts once here = 105,415,200.", "210,830,400"),
        ({"flop": "2mac"}, "totals.flops", "= 1,448,813,632.", "counts once"),
        ({"memory": "MiB"}, "memory.training", "= 499,028,568 bytes = 475.9 MiB.", "GiB"),
        ({"memory": "KB"}, "memory.params", "The answer: 243,860,896 bytes = 243,861 KB.", "KiB"),
        ({"volume": "dhw"}, "conv1.output", "on this sheet written 96x55x55.", "on this sheet written 55"),
    ],
)
def test_the_working_ends_with_the_key_of_the_sheet(
    conventions: dict[str, Any], ask: str, told: str, never: str
) -> None:
    made = sheet({"ask": ask}, network="alexnet", conventions=conventions, feedback="working")
    feedback = grade(made, {"q1": "3x3x3" if ask == "conv1.output" else "3"})["q1"].feedback
    assert feedback.endswith(told)
    assert never not in feedback


@pytest.mark.parametrize(("ask", "answer"), [("totals.flops", "724M MACs"), ("totals.macs", "724M flops")])
def test_a_flop_is_a_mac_where_the_sheet_says_so(ask: str, answer: str) -> None:
    made = sheet({"ask": ask}, network="alexnet", conventions={"flop": "mac"})
    assert grade(made, {"q1": answer})["q1"].correct
    assert not one(ask, answer, "alexnet").correct


@pytest.mark.parametrize(
    ("network", "ask", "answer", "said"),
    [
        ("alexnet", "conv1.output", "55x55", "the depth is left out"),
        ("lenet5", "conv1.output", "28x28", "the depth is left out"),
        ("lenet5", "conv1.output", "28", "the depth is left out"),
        ("lenet5", "totals.params", "cannot", "Wrong: the answer is still a number"),
        (MISFIT, "conv1.output", "2.33", "not yet the answer"),
        (MISFIT, "conv1.output", "7/3", "not yet the answer"),
        (MISFIT, "conv1.output", "(7-3)/3+1", "not yet the answer"),
    ],
)
def test_what_is_no_mistake_in_the_sum_is_said_in_words(network: Any, ask: str, answer: str, said: str) -> None:
    question = one(ask, answer, network)
    assert (question.correct, question.mistake, question.also) == (False, None, ())
    assert said in question.feedback
    assert said not in one(ask, answer, network, feedback="verdict").feedback


def test_a_number_of_slices_that_is_given_is_not_left_out() -> None:
    assert one("conv1.output", "28x28x1").mistake == "kept-input-depth"
    assert "left out" not in one("conv1.output", "28x28x28").feedback

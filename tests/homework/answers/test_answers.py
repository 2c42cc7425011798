"""Answers are read as people write them, asked back where they can be read in two ways, and never run."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from netcalc.homework.answers.asked import Asked
from netcalc.homework.answers.given import Cannot, Extents, NotReadable, Number, shown
from netcalc.homework.answers.reading import read
from netcalc.homework.grading import grade
from tests.support.keys import keyed


def read_number(written: object) -> Number:
    found = read(written, Asked())
    assert isinstance(found, Number)
    return found


def read_volume(written: object) -> Extents:
    found = read(written, Asked("extents"))
    assert isinstance(found, Extents)
    return found


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("61706", 61706),
        ("61,706", 61706),
        ("61 706", 61706),
        ("61_706", 61706),
        ("61\u202f706", 61706),
        (61706, 61706),
        ("61.7k", 61700),
        ("2.3M", 2300000),
        ("3.49e4", 34900),
        ("35K", 35000),
        ("96*(363+1)", 34944),
        ("1.5e3", 1500),
        ("3.49 x 10^4", 34900),
        ("1 e3", 1000),
        ("5x5x3x10 + 10", 760),
        ("2^10", 1024),
        ("5·5·3", 75),
        ("-4", -4),
        (".5", Fraction(1, 2)),
        ("5*5*6 + 6 = 156", 156),
        ("−0.2", Fraction(-1, 5)),
        ("15.5 million", 15500000),
        ("61,706 parameters", 61706),
        ("0.83 MFLOPs", 830000),
        ("4.09 GMACs", 4090000000),
        ("≈ 35K", 35000),
        ("1,234,567", 1234567),
        ("1.610.200", 1610200),
        ("241 KiB", 241 * 1024),
        ("(32-5)/1 + 1", 28),
        ("12 / 5", Fraction(12, 5)),
    ],
)
def test_numbers(written: object, value: object) -> None:
    assert read_number(written).value == value


@pytest.mark.parametrize(
    "written",
    [
        "1.610",
        "1,5",
        "61.706",
        "12,34",
        "1,5,6",
        "abc",
        "",
        "5 *",
        "__import__('os')",
        "5 furlongs",
        "1/0",
        "(1).real",
        "9**9**9",
        "1e999",
        {"a": 1},
        [[1]],
    ],
)
def test_what_can_be_read_in_two_ways_or_in_none_is_asked_back(written: object) -> None:
    with pytest.raises(NotReadable):
        read_number(written)


@pytest.mark.parametrize(
    "written",
    [
        "28x28x6",
        "28 × 28 × 6",
        "[28, 28, 6]",
        "(28, 28, 6)",
        "28*28*6",
        "28, 28, 6",
        "28 by 28 by 6",
        "28X28X6",
        "28 x 28x 6",
        [28, 28, 6],
        (28, 28, 6),
        "28 28 6",
    ],
)
def test_volumes(written: object) -> None:
    assert tuple(map(int, read_volume(written).value)) == (28, 28, 6)


@pytest.mark.parametrize(
    "written",
    [
        "cannot",
        "can't",
        "Cannot.",
        "invalid",
        "does not fit",
        "doesn't fit",
        "impossible",
        "CAN NOT",
        "not possible",
        "it does not fit",
        "not valid",
        "undefined",
    ],
)
def test_cannot(written: str) -> None:
    assert read(written, Asked("extents")) == read(written, Asked()) == Cannot()


def right(ask: str, answer: object, network: object = "lenet5") -> bool:
    return grade({"network": network, "questions": [{"id": "q", "ask": ask}]}, {"q": answer})["q"].correct


@pytest.mark.parametrize(
    ("ask", "answer", "correct"),
    [
        ("conv1.receptive_field.size", "5", True),
        ("conv1.receptive_field.size", "5x5", True),
        ("fc1.output", 120, True),
        ("fc1.output", "1x1x120", True),
        ("conv1.output", "28", False),
        ("fc1.receptive_field.size", "all", True),
        ("valid", "yes", True),
        ("valid", "no", False),
        ("conv1.kind", "conv", True),
        ("totals.params", "62K", True),
        ("totals.params", "61.71k", True),
        ("totals.params", "61.8k", False),
        ("totals.params", "60K", False),
        ("totals.params", "61707", False),
        ("totals.params", "6e4", False),
        ("conv1.neurons", "28x28x6", True),
        ("memory.params", "246824 B", True),
        ("memory.params", "246,824 B", True),
        ("memory.params", "61706*4 = 246824 B", True),
        ("memory.params", "246824 bytes", True),
        ("memory.params", "246.824 kB of memory", True),
        ("memory.params", "246824 params", False),
        ("totals.params", "61706 B", False),
        ("totals.weighted_layers", "5 layers", True),
        ("totals.weighted_layers", "5 neurons", False),
        ("totals.macs", "416,520 multiply-adds", True),
        ("totals.macs", "416.52 kMACs", True),
        ("totals.macs", "416520 neurons", False),
        ("totals.params", "61.7k to be trained", True),
        ("totals.buffers", "0 activations", False),
    ],
)
def test_forms_and_precision(ask: str, answer: object, *, correct: bool) -> None:
    assert right(ask, answer) == correct


# Two paths of different steps have no field in common: `all` is no more right than `5x5`.
@pytest.mark.parametrize(("answer", "correct"), [("unknown", True), ("cannot", True), ("all", False), ("5x5", False)])
def test_a_field_that_is_unknown_is_answered_so(answer: str, *, correct: bool) -> None:
    fine = {"conv": {"filters": 1, "size": 5, "name": "fine"}}
    coarse = {"conv": {"filters": 1, "size": 1, "stride": 2, "from": "input", "name": "coarse"}}
    network = {"input": "9x9x1", "layers": [fine, coarse, {"add": ["fine", "coarse"]}]}
    assert right("add1.receptive_field.size", answer, network) == correct


def test_depth_1_may_be_left_out() -> None:
    network = {"input": "7x7x1", "layers": [{"conv": {"filters": 1, "size": 3}}]}
    assert all(right("conv1.output", answer, network) for answer in ("5x5x1", "5x5", "5"))


@given(some.integers(0, 10**15), some.sampled_from(["{}", "{:,}", "{:_}", " {} ", "+{}", "{} params", "{} = {}"]))
def test_a_whole_number_is_read_exactly_however_it_is_grouped(number: int, form: str) -> None:
    assert read_number(form.format(number, number)).value == number


@given(some.lists(some.integers(1, 10**6), min_size=1, max_size=4), some.sampled_from(["x", " x ", "×", ", ", "*"]))
def test_a_volume_is_read_in_any_form(extents: list[int], joint: str) -> None:
    assert read_volume(joint.join(map(str, extents))).value == tuple(extents)


@given(some.integers(1, 10**9), some.integers(2, 6))
def test_a_rounded_figure_agrees_with_what_it_was_rounded_from(number: int, digits: int) -> None:
    found = read_number(f"{number:.{digits - 1}e}")
    assert abs(found.value - number) <= found.slack


ANSWERS = some.recursive(
    some.none()
    | some.booleans()
    | some.integers()
    | some.floats()
    | some.text(max_size=400)
    | some.text("0123456789.,xe+-*/()[]^ kM", max_size=60),
    lambda inner: some.lists(inner, max_size=5) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
SHEET = {
    "network": {"input": "32x32x1", "layers": [{"conv": {"filters": 6, "size": 5}}, {"pool": 2}, {"fc": 10}]},
    "questions": [
        {"id": n, "ask": ask}
        for n, ask in enumerate(
            ["conv1.output", "totals.params", "valid", "conv1.kind", "memory.params", "conv1.receptive_field.size"]
        )
    ],
}


@settings(max_examples=60)
@given(some.dictionaries(some.sampled_from("012345"), ANSWERS))
def test_any_answer_is_marked(answers: dict[str, object]) -> None:
    found = grade(keyed(SHEET), answers)
    assert 0 <= found.score <= found.points


@pytest.mark.parametrize(
    "written",
    [
        "1e999999999",
        "9" * 250,
        "10**10**10",
        "9**9**9**9",
        "2**99999",
        "(" * 150 + ")" * 150,
        "-" * 299 + "1",
        "1e-999999999",
        "0." + "0" * 290 + "1",
        "1/" * 140 + "1",
        "9" * 10**6,
        "k" * 300,
        "1 " * 149,
        "1x" * 149 + "1",
        "1,111" * 59,
        "=" * 300,
        "(1" * 60 + ")" * 60,
    ],
)
def test_no_answer_is_too_much(written: object) -> None:
    found = grade(keyed(SHEET), dict.fromkeys("012345", written))
    assert found.score == 0


def test_what_is_shown_is_one_short_line() -> None:
    assert shown("a\nb\x1b[31m" + "c" * 500) == "a b [31m" + "c" * 91 + "…"


def test_a_number_from_python_may_be_of_any_length() -> None:
    assert grade(keyed(SHEET), dict.fromkeys("012345", 10**5000)).score == 0

"""Values as other tools write them: understood where only one thing can be meant, else led to ours."""

import pytest

from tests.conftest import Run
from tests.support.marks import found


@pytest.mark.parametrize("written", ["(32,32,3)", "(32, 32, 3)", "32,32,3", "[32, 32, 3]", '"[32,32,3]"'])
def test_a_volume_may_be_written_as_a_list_of_python(written: str) -> None:
    assert found(f"input: {written}\nlayers: [conv: {{filters: 1, size: 3}}]\nexpect: {{input: 32x32x3}}") == ()


def test_a_number_with_commas_is_no_volume() -> None:
    (problem,) = found("input: 32,768\nlayers: [relu]")
    assert problem.code == "invalid-value"


@pytest.mark.parametrize("pad", ["SAME", "Same", "same"])
def test_padding_may_be_in_capitals(pad: str) -> None:
    text = f"input: 8x8x1\nlayers: [conv: {{filters: 2, size: 3, pad: {pad}}}]\nexpect: {{output: 8x8x2}}"
    assert found(text) == ()


@pytest.mark.parametrize(
    ("line", "ours"),
    [
        ("loss: cross_entropy", "softmax"),
        ("loss: CrossEntropyLoss", "softmax"),
        ("loss: hinge", "svm"),
        ("loss: MSELoss", "mse"),
        ("rounding: ceiling", "ceil"),
        ("rounding: Floor", "floor"),
    ],
)
def test_a_word_of_another_tool_is_led_to_ours(line: str, ours: str) -> None:
    (problem,) = found(f"input: 3\nlayers: [fc: 2]\n{line}")
    assert problem.code == "invalid-value"
    assert problem.message.endswith(f": write `{ours}`")


def test_options_know_the_words_of_other_tools(run: Run) -> None:
    ours = run("ask", "lenet5", "memory.training", "--dtype", "bfloat16", "--optimizer", "adam")
    assert run("ask", "lenet5", "memory.training", "--dtype", "bf16", "--optimizer", "Adam") == ours
    refused = run("ask", "lenet5", "memory.training", "--dtype", "bf17")
    assert (refused.status, "is not one of" in refused.err) == (2, True)

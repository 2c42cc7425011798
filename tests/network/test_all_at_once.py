"""All problems of a file come at once, in its order, each once."""

from tests.support.marks import found, marked, places


# What cannot be understood is reported all at once, and in the order of the file.
def test_everything_that_cannot_be_understood_comes_at_once_in_the_order_of_the_file() -> None:
    text, expected = marked(
        "▸inptu: 8x8x3\n"
        "▸rounding: up\n"
        "layers:\n"
        "  - ▸convolution: {filters: 3, size: 3}\n"
        "  - conv: {▸filters: 0, size: 3, ▸kernel: 3, ▸bias: yes}\n"
        "  - fc: {units: 10, ▸from: nowhere}\n"
        "  - relu: {name: a}\n"
        "  - relu: {▸name: a}\n"
        "▸loss: hinge\n"
        "expect:\n"
        "  ▸totals.parms: 3\n"
        "  ▸totals.params: many\n"
    )
    problems = found(text)
    assert places(problems) == expected
    assert [problem.code for problem in problems] == [
        "unknown-field", "invalid-value", "unknown-layer", "invalid-value", "unknown-field", "invalid-value",
        "unknown-reference", "duplicate-name", "invalid-value", "unknown-reference", "invalid-value",
    ]  # fmt: skip


def test_everything_that_does_not_fit_comes_at_once_in_the_order_of_the_file() -> None:
    text, expected = marked(
        "input: 8x8x3\n"
        "layers:\n"
        "  - conv: {filters: 4, size: 3, ▸stride: 2}\n"
        "  - conv: {▸groups: 3, filters: 3, size: 1}\n"
        "  - pool: {▸size: 9, stride: 1}\n"
        "  - ▸relu\n"
        "  - ▸add: [conv1, conv2]\n"
    )
    problems = found(text)
    assert places(problems) == expected
    assert [problem.layer for problem in problems] == ["conv1", "conv2", "pool1", "relu1", "add1"]


def test_a_name_that_only_an_unread_layer_could_have_is_no_second_problem() -> None:
    text = "input: 3\nlayers:\n- dense: 10\n- relu\n- relu: {from: fc1}\nexpect: {fc1.params: 40, relu2.output: 10}"
    assert [problem.code for problem in found(text)] == ["unknown-layer"]


def test_a_misspelt_word_inside_a_repeat_is_said_once() -> None:
    text, expected = marked(
        "input: 3\nlayers:\n- repeat: {times: 50, layers: [{fc: {units: 3, ▸from: nowhere}}, {relu: {name: a}}]}"
    )
    problems = found(text)
    assert [problem.code for problem in problems] == ["unknown-reference"]
    assert places(problems) == expected


def test_a_layer_that_does_not_fit_is_said_for_every_pass() -> None:
    text = "input: 7x1\nlayers:\n- repeat: {times: 2, layers: [{conv: {filters: 1, size: 2, ▸stride: 2}}]}"
    plain, (place,) = marked(text)
    problems = found(plain)
    assert [problem.layer for problem in problems] == ["conv1", "conv2"]
    assert places(problems) == [place, place]


def test_a_name_given_to_an_unread_layer_is_known() -> None:
    text = "input: 3\nlayers:\n- quux: {units: 3, name: a}\n- relu: {from: a}\nexpect: {a.output: 3}"
    assert [problem.code for problem in found(text)] == ["unknown-layer"]


def test_a_kind_like_no_other_could_be_of_any_name_but_not_of_any_word() -> None:
    excused = "input: 3\nlayers:\n- quux: 3\n- relu: {from: conv7}\nexpect: {conv7.output: 3}"
    assert [problem.code for problem in found(excused)] == ["unknown-layer"]
    named = "input: 3\nlayers:\n- quux: 3\n- relu: {from: stem}\nexpect: {stem.output: 3}"
    assert [problem.code for problem in found(named)] == ["unknown-layer", "unknown-reference", "unknown-reference"]


def test_without_an_unread_layer_no_name_is_excused() -> None:
    text = "input: 3\nlayers:\n- fc: 0\n- relu: {from: conv7}\nexpect: {conv7.output: 3}"
    assert [problem.code for problem in found(text)] == ["invalid-value", "unknown-reference", "unknown-reference"]

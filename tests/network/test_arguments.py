"""Vars and arguments are bounded: nothing that is put in can grow without end, or be anything but a number."""

import pytest

from tests.support.marks import found, marked, places


def doubling(levels: int, twice: str) -> str:
    """Write blocks that hand their argument on, twice as large each time."""
    blocks = "".join(
        f"  b{level}: {{args: {{n: x}}, layers: [b{level + 1}: {{n: {twice}}}]}}\n" for level in range(levels)
    )
    return f"input: 3\nblocks:\n{blocks}  b{levels}: {{args: {{n: x}}, layers: [relu]}}\nlayers: [b0]\n"


@pytest.mark.parametrize("twice", ["'${n}${n}'", "['${n}', '${n}']", "{a: '${n}', b: '${n}'}"])
def test_an_argument_cannot_double_without_end(twice: str) -> None:
    assert "limit-exceeded" in {problem.code for problem in found(doubling(50, twice))}
    assert found(doubling(2, twice)) == ()


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1e10", "1000000001"])
@pytest.mark.parametrize(
    "text",
    [
        "input: 3\nvars: {{▸a: {}, b: '${{a + 1}}'}}\nlayers: [relu]",
        "input: 3\nblocks: {{b: {{args: {{n: {}}}, layers: [fc: '${{n + 1}}']}}}}\nlayers: [▸b]",
        "input: 3\nblocks: {{b: {{args: {{n: 1}}, layers: [fc: '${{n + 1}}']}}}}\nlayers: [b: {{▸n: {}}}]",
    ],
)
def test_a_number_beyond_the_limit_is_refused_where_it_is_written(text: str, number: str) -> None:
    plain, expected = marked(text.format(number))
    problems = found(plain)
    assert {problem.code for problem in problems} == {"limit-exceeded"}
    assert expected[0] in places(problems)


@pytest.mark.parametrize("expression", ["10**400 / 7", "10**400", "-(10**400) / 3"])
def test_a_number_that_is_worked_out_may_be_too_large(expression: str) -> None:
    (problem,) = found(f"input: 3\nlayers:\n- leaky_relu: '${{{expression}}}'")
    assert problem.code in ("limit-exceeded", "invalid-value")


@pytest.mark.parametrize("value", ["[1]", "{a: 1}", "x", "true"])
def test_arithmetic_is_over_numbers(value: str) -> None:
    (problem,) = found(
        f"input: 3\nblocks: {{b: {{args: {{n: 1}}, layers: [fc: '${{n + 1}}']}}}}\nlayers: [b: {{n: {value}}}]"
    )
    assert "`n` is not a number" in problem.message


def test_a_text_that_values_are_put_in_is_bounded() -> None:
    (problem,) = found("input: 3\nvars: {a: 1}\nlayers:\n- relu: {name: '" + "${a}" * 10**6 + "'}")
    assert problem.code == "limit-exceeded"

"""Values that are wrong as they stand show what was meant: the hint says how that is written."""

import pytest

from tests.support.marks import found

CL = "conv: {filters: 4, size: 3, name: cl}"


@pytest.mark.parametrize(
    ("spec", "hint"),
    [
        ("vars: {n: 3}\ninput: 8x8x4\nlayers: [conv: {filters: n, size: 3}]", 'write `"${n}"` for the var'),
        ("vars: {n: 3}\ninput: 8x8x4\nlayers: [conv: {filters: '{n}', size: 3}]", 'write `"${n}"` for the var'),
        ("input: 8x8x4\nlayers: [conv: {filters: m, size: 3}]", ""),
        ("vars: {n: 2}\ninput: 8x8x4\nlayers: [conv: {filters: '${n / 3}', size: 3}]", "`//` divides without a rest"),
        ("input: 8x8x4\nlayers: [conv: {filters: .nan, size: .inf}]", ""),
        ("input: 8x8x4\nlayers: [reshape: [-1, 32]]", "write each extent, the depth last"),
        ("input: 8x8x4\nlayers: [relu, concat: {axis: -1, from: [input, relu1]}]", "the last is `depth`"),
        ("input: 8x8x4\nlayers: [reduce: [-1]]", "the last is `depth`"),
        ("input: 8x8\nlayers: [relu: {name: q}, attention: {heads: 2, from: [q, q, q]}]", "write `[queries, keys]`"),
        ("input: {left: 3, right: 4}\nlayers: [relu]", "of several inputs write `inputs`"),
        ("input: 3\nlayers: [relu: {name: enc}, relu: {from: {from: enc, a: 1}}]", "write `from: enc`"),
        (
            "input: 784\nlayers: [fc: {units: 128, name: enc}, fc: {units: 784, share: enc}]",
            "`share: {layer: enc, transpose: true}` takes the weights the other way round",
        ),
        (
            "input: 8x8x4\nlayers: [conv: {filters: 5, size: 3, name: cl}, conv: {filters: 5, size: 3, share: cl}]",
            "volumes of the same depth: cl is `conv: {size: 3, filters: 5}`",
        ),
        (
            f"input: 8x8x4\nlayers: [{CL}, conv: {{filters: 4, size: 3, share: {{layer: cl, transpose: true}}}}]",
            "`share: cl` takes them as they are",
        ),
    ],
)
def test_what_was_meant_is_said(spec: str, hint: str) -> None:
    problem = next(each for each in found(spec) if each.severity == "error")
    assert hint in problem.hint if hint else problem.hint == ""


def test_a_kind_that_turns_no_weights_says_so() -> None:
    layers = "[conv: {filters: 4, size: 3, name: cl}, conv: {filters: 4, size: 3, share: {layer: cl, transpose: true}}]"
    (problem,) = found(f"input: 8x8x4\nlayers: {layers}")
    assert problem.message == "conv cannot take weights the other way round"

"""Hints that look at the layers before: which one took the positions away, which input holds the numbers."""

import pytest

from tests.support.marks import found


@pytest.mark.parametrize(
    ("spec", "hint"),
    [
        ("input: 10x4\nlayers: [fc: 8, lstm: 3]", "`flatten: false` on fc1 keeps the positions of 10x4"),
        ("input: 10x4\nlayers: [fc: 8, relu, lstm: 3]", "`flatten: false` on fc1 keeps the positions of 10x4"),
        (
            "input: 10x4\nlayers: [residual: [fc: 8, relu, fc: 4]]",
            "`flatten: false` on fc1 and fc2 keeps the positions of 10x4",
        ),
        ("input: 8x8x4\nlayers: [residual: [conv: {filters: 4, size: 1}, fc: 9]]", "`flatten: false` on fc1 keeps"),
        ("input: 8x8x4\nlayers: [residual: [flatten]]", "as many axes"),
        (
            "input: 10x4\nlayers: [gru: {units: 8, output: last}, gru: 8]",
            "`output: all` on gru1 keeps the positions of 10x4",
        ),
        ("input: 8x8x4\nlayers: [fc: 8, gru: 8]", "`reshape: 1x8` makes a sequence of one"),
        ("input: 10x4\nlayers: [flatten, gru: 8]", "`reshape: 1x40` makes a sequence of one"),
        (
            "input: 10x1\nlayers: [learned: 10x4, embedding: {vocabulary: 5, depth: 4}]",
            "`from: input` reads whole numbers",
        ),
        ("input: 20\nlayers: [embedding: {vocabulary: 5, depth: 4}]", "`input: 20x1`"),
        ("input: 20x3\nlayers: [embedding: {vocabulary: 5, depth: 4}]", "`input: 20x1`"),
        ("input: 20x3\nlayers: [relu, embedding: {vocabulary: 5, depth: 4}]", "`slice: {stop: 1}` takes one"),
        (
            "input: 8x6\nlayers: [relu: {name: q}, matmul: [q, input]]",
            "`transpose_second: true` takes the second the other way round",
        ),
        ("input: 8x8x4\nlayers: [fc: 5, sigmoid, multiply: [input, sigmoid1]]", "write `fc: 4` where 5 is made"),
        ("input: 8x8x32\nlayers: [reshape: 8x8x31]", "as many values as come in: 2,048"),
        ("input: 8x30\nlayers: [attention: 4]", "heads that divide 30: 1, 2, 3, 5, 6, 10, 15, 30; or write"),
    ],
)
def test_a_hint_names_the_cause(spec: str, hint: str) -> None:
    (problem,) = (each for each in found(spec) if each.severity == "error")
    assert hint in problem.hint
    assert "whole network fits" not in problem.hint


# Where only one column would make the parts alike, or the stretching of 1 would, there is no such input.
@pytest.mark.parametrize(
    "layers",
    [
        "{pool: {size: 2, stride: 2, rounding: same, name: a}}, concat: [a, input]",
        "{conv: {filters: 5, size: 2, stride: 2, name: a}}, add: [a, input]",
    ],
)
def test_no_input_is_named_with_which_a_join_would_only_stretch(layers: str) -> None:
    assert not any("whole network fits" in each.hint for each in found(f"input: 40x5\nlayers: [{layers}]"))

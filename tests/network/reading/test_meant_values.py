"""Values that are wrong as they stand show what was meant: the hint says how that is written."""

import pytest

from tests.support.marks import found

TABLE = "embedding: {vocabulary: 9, depth: 4, name: e}"
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
            "`share: cl` takes them as they are; a conv_transpose takes a conv's the other way round",
        ),
        ("input: 8x8x4\nlayers: [conv: {filters: 3, size: 2.5}]", ""),
        ("input: 8x8x4\nlayers: [conv: {filters: '16', size: 3}]", "write 16 without quotes"),
        ("input: 8x8x4\nlayers: [conv: {filters: 2, size: 3, bias: 'true'}]", "write true without quotes"),
        ("input: 8x8x4\nlayers: [reshape: {shape: 256}]", "write `to`"),
        ("input: 8x4\nlayers: [attention: {heads: 2, query: input, key: input}]", "`from: [queries, keys]` names"),
        ("input: 8x4\nlayers: [attention: {heads: 2, mask: causal}]", "write `causal: true`"),
        (
            "input: 8x4\nlayers: [lstm: {units: 2, dropout: 0.3, num_layers: 2}]",
            "write `- dropout: 0.3` after this one",
        ),
        ("input: 8x8x4\nlayers: [when: true, relu]", "among the fields of an item"),
        ("input: 8x8x4\nlayers: [reshape: -1]", "none is worked out"),
        ("input: 8x8x4\nlayers: [slice: {axis: channels, stop: 1}]", "write `depth` for the channels"),
        ("input: 8x8x4\nlayers: [groupnorm: 3]", "groups that divide the depth: 1, 2, 4"),
        ("input: 8x8x4\nlayers: [channel_shuffle: 3]", "groups that divide the depth: 1, 2, 4"),
        ("input: 8x8x4\nlayers: [conv: {filters: 6, size: 3, groups: 4}]", "the depth 4 and the filters 6: 1, 2"),
        (
            "input: 8\nlayers: [fc: {units: 3, name: memory}, relu: {from: memory}]",
            "as in `netcalc ask lenet5 memory.peak`",
        ),
        ("input: 8\nlayers: [fc: {units: 3, name: input}]", "another name: this one means something else"),
        (
            "input: 8\nlayers: [parallel: {join: subtract, branches: [[fc: 3], [fc: 3]]}]",
            "name the last layers of the branches, and write `subtract: [a, b]`",
        ),
        ("input: 8x8x4\nlayers: [residual: [global_pool]]", "only an `add` of its own stretches: name both"),
        ("input: 8x8x4\nlayers: [residual: [pool: 2]]", "`pool: 2` (or such a stride)"),
        ("input: 8x8x4\nlayers: [conv: {filters: 3, size: 3, dilation: 0}]", "the course's dilation 0 is 1 here"),
        ("input: 8x8x4\nlayers: [adaptive_pool: [7, null]]", "there is no null for it"),
        ("input: 8x8x4\nlayers: [transpose: [1, 2, 3]]", "axes are counted from 0 and without a batch"),
        ("input: 8x8x4\nlayers: [transpose: [0, 3, 1, 2]]", "the depth the last: no batch is counted"),
        ("input: 8\nlayers: [fc: {units: 8, name: a}, fc: {units: 8, share: [a]}]", "write `share: a`"),
        ("input: 8\nlayers: [fc: {units: 8, name: a}, fc: {units: 8, share: {from: a}}]", "write `share: a`"),
        (
            "input: 8\nlayers: [fc: {units: 8, name: a}, fc: {units: 8, share: {layer: a, transposed: true}}]",
            "write `share: {layer: a, transpose: true}`",
        ),
        (
            "input: 8\nblocks: {b: {layers: [fc: 8]}}\nlayers: [b, relu: {from: fc1}]",
            "inside a block it has another name from outside: `b1.fc1`",
        ),
        (
            "input: 8\nblocks: {b: {layers: [fc: 8]}}\nlayers: [b, fc: {units: 8, share: fc1}]",
            "inside a block it has another name from outside: `b1.fc1`",
        ),
        (
            "input: 8\nlayers: [repeat: {times: 3, layers: [fc: {units: 8, name: a}]}, relu: {from: a}]",
            "each pass has its own: `a.3` is the last",
        ),
        (
            f"input: 8x1\nlayers: [{TABLE}, fc: {{units: 9, share: {{layer: e, transpose: true}}}}]",
            "`flatten: false` reads the depth at each position alone",
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


def test_a_name_that_is_taken_is_one_problem() -> None:
    (problem,) = found("input: 8\nlayers: [fc: {units: 3, name: memory}, relu, add: [memory, relu1]]")
    assert problem.path[-1] == "name"

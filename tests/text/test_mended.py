"""A layer in another tool's words is answered all at once, with the whole line in ours, which then reads."""

import re

import pytest

from tests.support.marks import found

START = "input: 32x32x4\nlayers:\n"


def mended(line: str) -> str:
    """Write down what the first hint says."""
    problem = found(f"{START}  - {line}\n")[0]
    shown = re.findall(r"`- (.*?)`(?: and below it|,|$)", problem.hint)
    return START + "".join(f"  - {each}\n" for each in shown)


@pytest.mark.parametrize(
    ("line", "ours"),
    [
        (
            "Conv2d: {out_channels: 10, kernel_size: 3, strides: 1, padding: same}",
            "write `- conv: {filters: 10, size: 3, stride: 1, pad: same}`",
        ),
        (
            "Conv2D: {filters: 8, kernel_size: 3x3, padding: SAME, activation: relu, input_shape: 32x32x4}",
            "write `- conv: {filters: 8, size: 3x3, pad: same}` and below it `- relu`",
        ),
        (
            "nn.Conv2d: {in_channels: 4, out_channels: 6, kernel_size: [5, 5]}",
            "write `- conv: {filters: 6, size: [5, 5]}`",
        ),
        ("zero_pad: {left: 1, top: 2}", "write `- zero_pad: {pad: {left: 1, top: 2}}`"),
        ("conv: {out_channels: 10, kernel_size: 3}", "write `- conv: {filters: 10, size: 3}`"),
        ("conv: {filters: 10, kernel_size: 3, use_bias: false}", "write `- conv: {filters: 10, size: 3, bias: false}`"),
        (
            "Linear: {in_features: 4096, out_features: 10}",
            "write `- fc: 10`, which flattens, as Linear and Dense do not: `flatten: false` keeps the positions",
        ),
        (
            "MaxPool2d: {kernel_size: 2, stride: 2, ceil_mode: true}",
            "write `- pool: {size: 2, stride: 2, rounding: ceil}`",
        ),
        ("AvgPool2d: {kernel_size: 2}", "write `- pool: {size: 2, op: avg}`"),
        ("dropout: {keep_prob: 0.75, seed: 1}", "write `- dropout: 0.25`"),
        ("LeakyReLU: {negative_slope: 0.2, inplace: true}", "write `- leaky_relu: 0.2`"),
    ],
)  # fmt: skip
def test_a_layer_of_another_tool_is_answered_with_the_whole_line(line: str, ours: str) -> None:
    assert found(f"{START}  - {line}\n")[0].hint == ours
    assert found(mended(line)) == ()


@pytest.mark.parametrize(
    ("line", "ours"),
    [
        ("lstm: {hidden_size: 5, bidirectional: true}", "write `- lstm: {units: 5, direction: both}`"),
        ("LSTM: {units: 5, return_sequences: false}", "write `- lstm: {units: 5, output: last}`"),
        ("GRU: {units: 5, bidirectional: false}", "write `- gru: 5`"),
    ],
)
def test_a_truth_of_another_tool_is_a_word_of_ours(line: str, ours: str) -> None:
    assert found(f"input: 16x8\nlayers:\n  - {line}\n")[0].hint == ours


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("bilstm: 8", "write `- lstm: {units: 8, direction: both}`"),
        (
            "Linear: 8",
            "write `- fc: 8`, which flattens, as Linear and Dense do not: `flatten: false` keeps the positions",
        ),
        ('avgpool: "${2 + 1}"', 'write `- pool: {size: "${2 + 1}", op: avg}`'),
        ("SwiGLU: 2", "write `glu: {op: silu}`"),  # 2 is no field of it
        ("Permute: [0, 2, 1]", "write `transpose`, with the places of the axes from 0: no batch is counted"),
    ],
)
def test_a_value_alone_goes_on_where_the_kind_takes_it(line: str, hint: str) -> None:
    assert found(f"input: 16x8\nlayers:\n  - {line}\n")[0].hint.startswith(hint)


def test_what_is_missing_too_is_said() -> None:
    (problem,) = found(f"{START}  - Conv2d: {{out_channels: 10}}\n")
    assert problem.hint == "write `- conv: {filters: 10}`, with its `size`"


def test_each_of_several_unknown_fields_has_its_word() -> None:
    first, second = found(f"{START}  - conv: {{out_channels: 10, kernel_size: 3}}\n")
    assert (first.code, second.code) == ("unknown-field", "unknown-field")
    assert first.hint == "write `- conv: {filters: 10, size: 3}`"
    assert second.hint == "write `size`"

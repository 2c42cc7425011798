"""Padding by a word, and what stands in it."""

from typing import Any

import pytest

from netcalc import Network, Report, SpecError, calculate
from netcalc.arithmetic import Slide
from netcalc.explanation.output import output_steps


def calculated(volume: str, layer: object, rounding: str = "exact") -> Report:
    return calculate(Network(input=volume, rounding=rounding, layers=[layer]))


def laid(report: Report) -> list[tuple[int, int]]:
    """Give the padding before and after each axis."""
    return [(slide.before, slide.after) for slide in report.layers[0].working.window or ()]


# TensorFlow puts the odd pixel of `same` after (SAME_UPPER of ONNX); SAME_LOWER puts it before.
@pytest.mark.parametrize(("pad", "expected"), [("same", (0, 1)), ("same_start", (1, 0))])
@pytest.mark.parametrize("kind", ["conv", "local"])
def test_the_odd_pixel_goes_after_or_before(kind: str, pad: str, expected: tuple[int, int]) -> None:
    report = calculated("8x8x1", {kind: {"filters": 1, "size": 3, "stride": 2, "pad": pad}})
    assert (laid(report), report.output, report.problems) == ([expected] * 2, (4, 4, 1), ())


def test_a_pool_knows_same_start() -> None:
    assert laid(calculated("8x8x1", {"pool": {"size": 2, "stride": 1, "pad": "same_start"}})) == [(1, 0)] * 2


# Van den Oord et al. 2016, figure 3: filters of 2, dilations 1, 2, 4, 8: 16 samples are seen, none of the future.
def test_wavenets_stack_sees_sixteen_samples_that_end_with_its_own() -> None:
    layers = [{"conv": {"filters": 1, "size": 2, "dilation": 2**i, "pad": "causal"}} for i in range(4)]
    report = calculate(Network(input="100x1", layers=layers))
    assert (report.output, report.problems) == ((100, 1), ())
    (reach,) = report.layers[-1].receptive_field or ()
    assert (reach.size, reach.start) == (1 + 1 + 2 + 4 + 8, -15)


def test_causal_padding_is_explained_by_what_it_is_made_of() -> None:
    report = calculated("16x4", {"conv": {"filters": 4, "size": 3, "dilation": 4, "pad": "causal"}})
    first = str(next(iter(output_steps(report.layers[0]))))
    assert first == "W2 = (W1 - (d·(F - 1) + 1) + d·(F - 1))/S + 1 = (16 - (4·(3 - 1) + 1) + 4·(3 - 1))/1 + 1 = 16"


def test_causal_padding_with_a_stride_is_held_to_the_rounding() -> None:
    conv = {"conv": {"filters": 1, "size": 2, "stride": 2, "pad": "causal"}}
    (problem,) = calculated("16x1", conv).problems
    assert (problem.code, problem.path[-1]) == ("window-does-not-fit", "stride")
    assert problem.hint == "what would fit: stride 1 or 3 or 5; input 15 or 17"
    report = calculated("16x1", conv, "floor")
    assert (report.output, report.valid) == ((8, 1), True)


@pytest.mark.parametrize("stride", [1, 3, 5])
@pytest.mark.parametrize("extent", [15, 16, 17])
def test_what_a_hint_says_of_causal_padding_fits(stride: int, extent: int) -> None:
    report = calculated(f"{extent}x1", {"conv": {"filters": 1, "size": 2, "stride": stride, "pad": "causal"}})
    assert report.valid == ((extent - 1) % stride == 0)


@pytest.mark.parametrize("kind", ["conv", "local"])
def test_causal_padding_is_for_one_axis(kind: str) -> None:
    (problem,) = calculated("8x8x1", {kind: {"filters": 1, "size": 3, "pad": "causal"}}).problems
    assert (problem.code, problem.path) == ("shape-mismatch", ("layers", 0, kind, "pad"))
    assert problem.message == "`pad: causal` is for one spatial axis, but 8x8x1 has 2"


@pytest.mark.parametrize(
    ("kind", "pad"), [("pool", "causal"), ("conv_transpose", "causal"), ("conv_transpose", "same_start")]
)
def test_a_word_is_taken_where_it_means_something(kind: str, pad: str) -> None:
    fields = {"size": 2, "pad": pad, **({"filters": 1} if kind == "conv_transpose" else {})}
    with pytest.raises(SpecError) as caught:
        calculated("8x1", {kind: fields})
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("invalid-value", ("layers", 0, kind, "pad"))


# Keras' Conv2DTranspose with padding="same": the output is the input times the stride.
@pytest.mark.parametrize(
    ("size", "stride", "around"),
    [(3, 1, (1, 1)), (3, 2, (0, 1)), (4, 2, (1, 1)), (5, 2, (1, 2)), (2, 2, (0, 0)), (2, 3, (0, 0)), (1, 4, (0, 0))],
)
def test_a_transposed_same_gives_input_times_stride(size: int, stride: int, around: tuple[int, int]) -> None:
    report = calculated("5x1", {"conv_transpose": {"filters": 1, "size": size, "stride": stride, "pad": "same"}})
    assert (report.output, laid(report)) == ((5 * stride, 1), [around])
    (slide,) = report.layers[0].working.window or ()
    assert slide.extra == max(0, stride - size)
    assert str(next(iter(output_steps(report.layers[0])))).startswith("W2 = W1·S = 5·")


def test_a_transposed_same_and_pixels_at_the_end_exclude_one_another() -> None:
    with pytest.raises(SpecError) as caught:
        calculated("5x1", {"conv_transpose": {"filters": 1, "size": 3, "stride": 2, "pad": "same", "output_pad": 1}})
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("invalid-value", ("layers", 0, "conv_transpose", "output_pad"))


MODES = ["reflect", "replicate", "circular"]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("kind", ["conv", "local"])
def test_what_stands_in_the_padding_changes_no_count(kind: str, mode: str) -> None:
    conv = {"filters": 4, "size": 3, "pad": 2, "bias": False}
    zeros, other = (calculated("6x5x2", {kind: {**conv, **mode}}) for mode in ({}, {"pad_mode": mode}))
    assert other.totals == zeros.totals
    assert other.layers[0].receptive_field == zeros.layers[0].receptive_field


# PyTorch: reflection takes less than the extent, circular padding no more than it, replication any.
@pytest.mark.parametrize(
    ("mode", "pad", "most"),
    [("reflect", 4, 3), ("circular", 5, 4), ("reflect", {"right": 6}, 3), ("replicate", 9, None)],
)
def test_padding_has_no_more_pixels_than_there_are(mode: str, pad: Any, most: int | None) -> None:
    report = calculated("4x1", {"conv": {"filters": 1, "size": 3, "pad": pad, "pad_mode": mode}})
    assert report.valid == (most is None)
    for problem in report.problems:
        assert (problem.code, problem.path) == ("shape-mismatch", ("layers", 0, "conv", "pad"))
        assert f"at most {most} of W = 4" in problem.message


def test_a_pool_with_gaps_spans_more() -> None:
    report = calculated("9x9x2", {"pool": {"size": 3, "stride": 1, "dilation": 2}})
    assert report.output == (9 - (2 * (3 - 1) + 1) + 1, 5, 2)
    assert (report.layers[0].working.window or ())[0] == Slide(3, dilation=2)


def test_a_largest_value_is_never_padding() -> None:
    (problem,) = calculated("2x1", {"pool": {"size": 2, "stride": 1, "dilation": 3, "pad": 1}}).problems
    assert (problem.code, problem.path) == ("shape-mismatch", ("layers", 0, "pool", "dilation"))
    assert "nothing but padding" in problem.message
    assert calculated("2x1", {"pool": {"size": 2, "stride": 1, "dilation": 3, "pad": 1, "op": "avg"}}).valid

"""Convolution and its transpose: known figures, and the transpose against values spread by hand."""

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from netcalc import Network, Report, calculate


def calculated(volume: object, *layers: object, **fields: object) -> Report:
    return calculate(Network(input=volume, layers=list(layers), **fields))


# Krizhevsky et al. 2012 as the CS231n notes size it: 227x227x3, 96 filters of 11x11 by 4.
def test_the_first_layer_of_alexnet() -> None:
    layer = calculated("227x227x3", {"conv": {"filters": 96, "size": 11, "stride": 4}})["conv1"]
    assert layer.output == ((227 - 11) // 4 + 1, (227 - 11) // 4 + 1, 96) == (55, 55, 96)
    assert layer.neurons == 55 * 55 * 96 == 290_400
    assert layer.weights == 11 * 11 * 3 * 96 == 34_848
    assert layer.params == 34_848 + 96
    assert layer.unshared.weights == 290_400 * (11 * 11 * 3)
    assert layer.unshared.params == 290_400 * (11 * 11 * 3 + 1) == 105_705_600


# CS231n notes: "224 is surely incorrect because (224-11)/4+1 is quite clearly not an integer".
def test_alexnet_of_224_pixels_does_not_fit() -> None:
    report = calculated("224x224x3", {"conv": {"filters": 96, "size": 11, "stride": 4}})
    assert [problem.code for problem in report.problems] == ["window-does-not-fit"]
    padded = calculated("224x224x3", {"conv": {"filters": 64, "size": 11, "stride": 4, "pad": 2}}, rounding="floor")
    assert (padded.output, padded.problems) == ((55, 55, 64), ())


VGG_16: list[object] = [
    *(
        layer
        for filters, times in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3))
        for layer in (*[{"conv": {"filters": filters, "size": 3, "pad": 1}}, "relu"] * times, {"pool": 2})
    ),
    *({"fc": 4096}, "relu", "dropout", {"fc": 4096}, "relu", "dropout", {"fc": 1000}),
]


# Simonyan and Zisserman 2014; CS231n's table lists the weights alone, and its rows of values add up to 15.2M.
def test_vgg_16() -> None:
    totals = calculated("224x224x3", *VGG_16).totals
    assert totals.weights == 138_344_128
    assert totals.params == 138_344_128 + (2 * 64 + 2 * 128 + 3 * 256 + 6 * 512 + 2 * 4096 + 1000)
    assert totals.macs == 15_470_264_320
    assert totals.neurons == 13_556_712
    assert (totals.macs or 0) + (totals.neurons or 0) == 15_483_821_032
    assert totals.activations == 15_237_608


# XLA leaves products with padding out (108,080); the dense count, which is ours, takes them in.
def test_products_with_padding_are_counted() -> None:
    layer = calculated("32x32x3", {"conv": {"filters": 8, "size": 3, "stride": 2, "pad": "same"}})["conv1"]
    assert layer.output == (16, 16, 8)
    assert layer.flops == 2 * (16 * 16 * 8) * (3 * 3 * 3)
    assert (layer.flops or 0) + (layer.neurons or 0) == 112_640


# TensorFlow's `same`: W / S rounded up, the odd pixel at the end.
@pytest.mark.parametrize(
    ("W", "F", "S", "pads"),
    [(8, 3, 2, (0, 1)), (7, 3, 2, (1, 1)), (224, 7, 2, (2, 3)), (5, 2, 1, (0, 1)), (9, 1, 2, (0, 0))],
)
def test_same_pads_by_the_input(W: int, F: int, S: int, pads: tuple[int, int]) -> None:
    layer = calculated([W, 1], {"conv": {"filters": 1, "size": F, "stride": S, "pad": "same"}})["conv1"]
    assert layer.output == (-(-W // S), 1)
    assert layer.receptive_field is not None
    assert layer.receptive_field[0].start == -pads[0]


# Dilation spreads the window and costs nothing: F becomes d(F - 1) + 1.
def test_dilation_changes_the_reach_alone() -> None:
    plain, dilated = (
        calculated("9x9x3", {"conv": {"filters": 4, "size": 3, "dilation": d, "pad": d}})["conv1"] for d in (1, 2)
    )
    assert plain.output == dilated.output == (9, 9, 4)
    assert (plain.params, plain.macs) == (dilated.params, dilated.macs) == (3 * 3 * 3 * 4 + 4, 9 * 9 * 4 * 27)
    assert calculated("9x9x3", {"conv": {"filters": 4, "size": 3, "dilation": 2}}).output == (9 - 5 + 1, 9 - 5 + 1, 4)


# A depthwise separable convolution 4 -> 8: one filter a slice, then 1x1 (two biases, as PyTorch has them).
def test_a_depthwise_separable_convolution() -> None:
    depthwise = {"conv": {"filters": 4, "size": 3, "groups": "depth", "pad": 1}}
    report = calculated("8x8x4", depthwise, {"conv": {"filters": 8, "size": 1}})
    assert [layer.params for layer in report.layers] == [3 * 3 * 1 * 4 + 4, 1 * 1 * 4 * 8 + 8]
    assert report["conv1"].macs == 8 * 8 * 4 * (3 * 3 * 1)
    assert report.totals.params == 80


def test_a_depth_multiplier_makes_several_slices_of_each() -> None:
    layer = calculated("8x8x4", {"conv": {"filters": 12, "size": 3, "groups": "depth"}})["conv1"]
    assert (layer.output, layer.weights) == ((6, 6, 12), 3 * 3 * (4 // 4) * 12)


@pytest.mark.parametrize("kind", ["conv", "conv_transpose"])
@pytest.mark.parametrize(("depth", "filters", "groups"), [(4, 6, 4), (3, 4, 2), (4, 6, "depth")])
def test_groups_divide_the_depth_and_the_filters(kind: str, depth: int, filters: int, groups: object) -> None:
    report = calculated([8, 8, depth], {kind: {"filters": filters, "size": 3, "groups": groups}})
    (problem,) = report.problems
    assert (problem.code, problem.layer) == ("groups-do-not-divide", f"{kind}1")
    assert problem.path == ("layers", 0, kind, "groups")
    assert f"both the depth {depth} and the filters {filters}" in problem.hint


# PyTorch's arrays: (K, D/groups, F_t, F_h, F_w) and (D, K/groups, F_h, F_w).
def test_the_arrays_are_laid_out_as_in_pytorch() -> None:
    conv = calculated("9x8x7x4", {"conv": {"filters": 6, "size": "3x2x1", "groups": 2}})["conv1"]
    assert [array.shape for array in conv.working.parameters or ()] == [(6, 4 // 2, 1, 2, 3), (6,)]
    grown = calculated("9x8x4", {"conv_transpose": {"filters": 6, "size": "3x2", "groups": 2}})["conv_transpose1"]
    assert [array.shape for array in grown.working.parameters or ()] == [(4, 6 // 2, 2, 3), (6,)]


def test_every_field_may_differ_by_axis() -> None:
    fields = {"filters": 2, "size": "5x3", "stride": [2, 1], "pad": "2x1", "dilation": [1, 2]}
    report = calculated("11x9x1", {"conv": fields})
    assert report.output == ((11 - 5 + 2 * 2) // 2 + 1, 9 - (2 * (3 - 1) + 1) + 2 * 1 + 1, 2)
    sides = {"left": 0, "right": 1, "top": 2, "bottom": 0}
    assert calculated("7x7x1", {"conv": {"filters": 1, "size": 2, "pad": sides}}).output == (7, 8, 1)


# PyTorch: (in - 1) S - 2P + d(F - 1) + output_pad + 1; a size of 2 by 3 makes 14 of 5 (Keras would make 15).
@pytest.mark.parametrize(
    ("fields", "extent"),
    [
        ({"size": 2, "stride": 3}, (5 - 1) * 3 + 2),
        ({"size": 3, "stride": 2, "pad": 1}, (5 - 1) * 2 - 2 + 3),
        ({"size": 3, "stride": 2, "pad": 1, "output_pad": 1}, (5 - 1) * 2 - 2 + 3 + 1),
        ({"size": 3, "stride": 2, "dilation": 2}, (5 - 1) * 2 + 2 * (3 - 1) + 1),
        ({"size": 4, "stride": 2, "pad": {"left": 1, "right": 0}}, (5 - 1) * 2 - 1 + 4),
    ],
)
def test_a_transposed_convolution_grows(fields: dict[str, Any], extent: int) -> None:
    assert calculated("5x3", {"conv_transpose": {"filters": 2, **fields}}).output == (extent, 2)


# Its multiplications go by input positions, its bias by output positions.
def test_a_transposed_convolution_counts_by_what_it_reads() -> None:
    layer = calculated("8x8x6", {"conv_transpose": {"filters": 4, "size": 3, "stride": 2, "groups": 2}})[
        "conv_transpose1"
    ]
    assert layer.output == (17, 17, 4)
    assert layer.params == 6 * (4 // 2) * 3 * 3 + 4
    assert layer.macs == 8 * 8 * 6 * (4 // 2) * 3 * 3
    assert layer.unshared.params == 8 * 8 * 6 * (4 // 2) * 3 * 3 + 17 * 17 * 4


@given(st.integers(1, 4), st.integers(1, 4), st.integers(1, 3), st.integers(0, 2), st.integers(1, 3), st.integers(0, 2))
def test_a_transposed_convolution_holds_all_that_is_spread(W: int, F: int, S: int, P: int, d: int, extra: int) -> None:
    assume(extra < max(S, d))
    fields = {"filters": 1, "size": F, "stride": S, "pad": P, "dilation": d, "output_pad": extra}
    report = calculated([W, 1], {"conv_transpose": fields})
    canvas = np.zeros((W - 1) * S + d * (F - 1) + 1 + extra)
    for i, k in product(range(W), range(F)):
        canvas[i * S + k * d] += 1
    left = canvas[P : len(canvas) - P]
    assert report.output == ((len(left), 1) if len(left) else None)
    assert report.valid == bool(len(left))


def test_more_output_padding_than_a_stride_is_refused() -> None:
    (problem,) = calculated("5x1", {"conv_transpose": {"filters": 1, "size": 3, "stride": 2, "output_pad": 2}}).problems
    assert (problem.code, problem.path[-1]) == ("shape-mismatch", "output_pad")


@pytest.mark.parametrize("kind", ["conv", "conv_transpose", "local"])
def test_a_window_needs_spatial_axes(kind: str) -> None:
    (problem,) = calculated("3072", {kind: {"filters": 1, "size": 3}}).problems
    assert (problem.code, problem.layer) == ("shape-mismatch", f"{kind}1")
    assert "needs spatial axes" in problem.message
    assert problem.hint == "put it before what flattens (fc, flatten)"


@pytest.mark.parametrize("field", ["size", "stride", "pad", "dilation"])
def test_as_many_numbers_as_axes_are_needed(field: str) -> None:
    fields = {"filters": 1, "size": 3, field: [1, 1, 1]}
    (problem,) = calculated("9x9x1", {"conv": fields}).problems
    assert (problem.code, problem.path[-1]) == ("shape-mismatch", field)
    assert problem.hint == "write 2 numbers, or one for all axes"


def test_a_side_that_is_not_there_is_refused() -> None:
    (problem,) = calculated("9x1", {"conv": {"filters": 1, "size": 3, "pad": {"top": 1}}}).problems
    assert (problem.code, problem.path[-1]) == ("shape-mismatch", "pad")


def test_one_number_in_quotes_is_one_number() -> None:
    assert calculated("7x7x1", {"conv": {"filters": 1, "size": "3"}}).output == (5, 5, 1)


# LeCun et al. 1998, table I: the 16 maps of C3 see 3, 4 or all of the 6 maps of S2.
TABLE = [
    *([place % 6, (place + 1) % 6, (place + 2) % 6] for place in range(6)),
    *([(place + step) % 6 for step in range(4)] for place in range(6)),
    *([place, place + 1, (place + 3) % 6, (place + 4) % 6] for place in range(3)),
    list(range(6)),
]


def test_a_connection_table_counts_its_pairs() -> None:
    layer = calculated("14x14x6", {"conv": {"filters": 16, "size": 5, "connect": TABLE}})["conv1"]
    pairs = 6 * 3 + 9 * 4 + 1 * 6
    assert sum(map(len, TABLE)) == pairs
    assert layer.params == pairs * 5 * 5 + 16 == 1516
    assert layer.macs == layer.unshared.weights == 10 * 10 * pairs * 5 * 5
    assert layer.connections == 10 * 10 * (pairs * 5 * 5 + 16) == 151_600
    assert [array.shape for array in layer.working.parameters or ()] == [(pairs, 5, 5), (16,)]


def test_a_table_that_names_a_slice_too_many_is_a_mismatch() -> None:
    (problem,) = calculated("9x9x2", {"conv": {"filters": 2, "size": 3, "connect": [[0], [2, 1]]}}).problems
    assert (problem.code, problem.path[-1]) == ("shape-mismatch", "connect")

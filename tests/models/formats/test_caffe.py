"""Caffe's layers of both generations: pools round up, blobs go by name, arrays of one name are one."""

from pathlib import Path
from typing import Any

import pytest

from netcalc import SpecError, calculate, load
from netcalc.report.report import Report

INPUT = 'layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 9 dim: 14 } } }\n'


def summed(tmp_path: Path, text: str, **more: str) -> Report:
    (tmp_path / "net.prototxt").write_text(text, encoding="utf-8")
    return calculate(load(tmp_path / "net.prototxt", **more))


def layer(name: str, kind: str, *below: str, more: str = "") -> str:
    bottoms = " ".join(f'bottom: "{each}"' for each in below)
    return f'layer {{ name: "{name}" type: "{kind}" {bottoms} top: "{name}" {more} }}\n'


def test_a_pool_rounds_up_and_a_convolution_down(tmp_path: Path) -> None:
    conv = layer("conv", "Convolution", "data", more="convolution_param { num_output: 6 kernel_size: 4 stride: 2 }")
    pool = layer("pool", "Pooling", "conv", more="pooling_param { pool: MAX kernel_size: 2 stride: 2 }")
    report = summed(tmp_path, INPUT + conv + pool)
    assert report["conv"].output == (6, 3, 6)  # (14 - 4)/2 + 1, floor((9 - 4)/2) + 1
    assert report.output == (3, 2, 6)
    floor = pool.replace("stride: 2", "stride: 2 round_mode: FLOOR")
    assert summed(tmp_path, INPUT + conv + floor).output == (3, 1, 6)


def test_the_first_generation_is_read_as_the_second_is(tmp_path: Path) -> None:
    older = (
        'name: "old" input: "data" input_dim: 1 input_dim: 3 input_dim: 9 input_dim: 14\n'
        'layers { name: "ip" type: INNER_PRODUCT bottom: "data" top: "ip" blobs_lr: 1 '
        "inner_product_param { num_output: 5 } }\n"
        'layers { name: "relu" type: RELU bottom: "ip" top: "ip" }\n'
    )
    report = summed(tmp_path, older)
    assert (report.name, report.output) == ("old", (5,))
    assert report.totals.params == 14 * 9 * 3 * 5 + 5
    assert [each.kind for each in report] == ["fc", "relu"]


def test_arrays_of_one_name_are_one(tmp_path: Path) -> None:
    named = 'param { name: "w" } param { name: "b" } inner_product_param { num_output: 4 }'
    text = INPUT + layer("a", "InnerProduct", "data", more=named) + layer("b", "InnerProduct", "data", more=named)
    report = summed(tmp_path, text + layer("both", "Concat", "a", "b"))
    assert report.totals.params == 14 * 9 * 3 * 4 + 4
    assert report["b"].shares == "a"
    assert report.totals.macs == 2 * 14 * 9 * 3 * 4


def test_a_phase_chooses_layers_and_data_without_a_size_is_asked_for(tmp_path: Path) -> None:
    data = 'layer { name: "data" type: "Data" top: "data" top: "label" }\n'
    drop = layer("drop", "InnerProduct", "data", more="include { phase: TRAIN } inner_product_param { num_output: 3 }")
    loss = layer("loss", "SoftmaxWithLoss", "ip", "label")
    text = data + drop + layer("ip", "InnerProduct", "data", more="inner_product_param { num_output: 2 }") + loss
    with pytest.raises(SpecError, match="does not say how large the data `data` is"):
        summed(tmp_path, text)
    assert summed(tmp_path, text, input="4x4x1").totals.params == 16 * 2 + 2
    assert summed(tmp_path, text, input="4x4x1", phase="TRAIN").totals.params == 16 * 2 + 2 + 16 * 3 + 3


def test_a_batch_norm_and_the_scale_behind_it(tmp_path: Path) -> None:
    text = (
        INPUT + layer("bn", "BatchNorm", "data") + layer("scale", "Scale", "bn", more="scale_param { bias_term: true }")
    )
    report = summed(tmp_path, text)
    assert (report.totals.params, report.totals.buffers) == (2 * 3, 2 * 3)


@pytest.mark.parametrize(
    ("fields", "params"),
    [
        ("", 3),
        ("axis: -3", 3),
        ("num_axes: -1", 3 * 9 * 14),
        ("num_axes: 2 bias_term: true", 2 * 3 * 9),
        ("axis: 2", 9),
        ("axis: 0 num_axes: 2", 3),
        ("num_axes: 0", 1),
    ],
)
def test_a_scale_lies_along_the_axes_that_caffe_names(tmp_path: Path, fields: str, params: int) -> None:
    report = summed(tmp_path, INPUT + layer("s", "Scale", "data", more=f"scale_param {{ {fields} }}"))
    assert (report.totals.params, report.output) == (params, (14, 9, 3))


def test_what_is_wrong_names_the_layer(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match=r"layer `ip` \(InnerProduct\): no layer before it makes `pool9`"):
        summed(tmp_path, INPUT + layer("ip", "InnerProduct", "pool9", more="inner_product_param { num_output: 2 }"))
    with pytest.raises(SpecError, match="is not the text of a network"):
        summed(tmp_path, "layer { name: }")


SEQUENCE = 'input: "data" input_shape { dim: 1 dim: 5 dim: 8 }\n'
LENGTH = 'layer { name: "made" type: "%s" bottom: "data" top: "made" %s }'
ALONG = [  # on 3 slices of 9 rows and 14 columns: what Caffe's own `Reshape` and `LayerSetUp` make
    ("InnerProduct", "inner_product_param { num_output: 4 axis: 2 }", [3, 4], 9 * 14 * 4 + 4, 3 * 9 * 14 * 4),
    ("InnerProduct", "inner_product_param { num_output: 4 axis: -1 }", [3, 9, 4], 14 * 4 + 4, 3 * 9 * 14 * 4),
    ("Flatten", "", [3 * 9 * 14], 0, 0),
    ("Flatten", "flatten_param { axis: 2 }", [3, 9 * 14], 0, 0),
    ("Flatten", "flatten_param { end_axis: 2 }", [3 * 9, 14], 0, 0),
    ("Bias", "", [3, 9, 14], 3, 0),
    ("Bias", "bias_param { num_axes: -1 }", [3, 9, 14], 3 * 9 * 14, 0),
    ("Bias", "bias_param { axis: 2 num_axes: 1 }", [3, 9, 14], 9, 0),
    ("Reduction", "reduction_param { operation: MEAN axis: 2 }", [3], 0, 0),
    ("Reduction", "reduction_param { axis: -1 operation: SUMSQ }", [3, 9], 0, 0),
    ("Reshape", "reshape_param { shape { dim: -1 dim: 1 } axis: 1 num_axes: 2 }", [27, 1, 14], 0, 0),
    ("Reshape", "reshape_param { shape { dim: 0 dim: 0 dim: -1 } }", [3, 9 * 14], 0, 0),
    ("Tile", "tile_param { axis: 3 tiles: 2 }", [3, 9, 28], 0, 0),
    ("Permute", "permute_param { order: 0 order: 2 order: 3 }", [9, 14, 3], 0, 0),
    ("Embed", "embed_param { input_dim: 7 num_output: 2 }", [3, 9, 14, 2], 7 * 2 + 2, 0),
    ("MVN", "mvn_param { across_channels: true }", [3, 9, 14], 0, 0),
    ("Normalize", "norm_param { across_spatial: false }", [3, 9, 14], 3, 0),
    ("Reorg", "reorg_param { stride: 3 }", None, 0, 0),
    ("SPP", "spp_param { pyramid_height: 3 }", [3 * (1 + 4 + 16)], 0, 0),
    ("Interp", "interp_param { zoom_factor: 2 }", [3, 17, 27], 0, 0),
    ("Interp", "interp_param { shrink_factor: 2 pad_end: -1 }", [3, 4, 7], 0, 0),
    ("Upsample", "upsample_param { scale: 2 pad_out_w: true }", [3, 18, 27], 0, 0),
    ("PriorBox", "prior_box_param { min_size: 30 max_size: 60 aspect_ratio: 2 aspect_ratio: 3 flip: true }",
     [2, 9 * 14 * 6 * 4], 0, 0),
    ("PSROIPooling", "psroi_pooling_param { output_dim: 5 group_size: 7 }", [5, 7, 7], 0, 0),
    ("DeformableConvolution", "deformable_convolution_param { num_output: 4 kernel_size: 3 pad: 1 }", [4, 9, 14],
     3 * 9 * 4 + 4, 9 * 14 * 3 * 9 * 4),
    ("Convolution", "convolution_param { num_output: 4 kernel_size: 3 hole: 2 }", [4, 5, 10],
     3 * 9 * 4 + 4, 5 * 10 * 3 * 9 * 4),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "fields", "made", "params", "macs"), ALONG)
def test_what_a_layer_does_along_its_axes(
    tmp_path: Path, kind: str, fields: str, made: list[int] | None, params: int, macs: int
) -> None:
    text = INPUT + LENGTH % (kind, fields)
    if made is None:  # 14 columns are not cut by 3
        with pytest.raises(SpecError, match=r"layer `made` \(Reorg\): .*14"):
            summed(tmp_path, text)
        return
    report = summed(tmp_path, text)
    assert (report.output, report.totals.params, report.totals.macs) == (tuple(made[::-1]), params, macs)
    assert report.valid
    assert not report.at_least


def test_time_stands_in_the_place_of_the_batch_of_a_recurrent_layer(tmp_path: Path) -> None:
    data = 'input: "x" input_shape { dim: 6 dim: 2 dim: 8 } input: "on" input_shape { dim: 6 dim: 2 }\n'
    text = data + layer("lstm", "LSTM", "x", "on", more="recurrent_param { num_output: 5 }")
    report = summed(tmp_path, text)
    assert report.totals.params == 4 * (5 * 8 + 5 + 5 * 5)
    assert report.totals.macs == 2 * 4 * (5 * 8 + 5 * 5)  # a step, of two streams
    frames = 'input: "data" input_shape { dim: 12 dim: 3 dim: 9 dim: 14 } input: "on" input_shape { dim: 12 dim: 1 }\n'
    cut = "reshape_param { shape { dim: 4 dim: 3 dim: 378 } }"  # 12 pictures of 3·9·14 values, in 3 streams of 4 steps
    after = layer("ip", "InnerProduct", "lstm", more="inner_product_param { num_output: 2 axis: 2 }")
    of = layer("lstm", "LSTM", "cut", "on", more="recurrent_param { num_output: 5 }")
    report = summed(tmp_path, frames + layer("cut", "Reshape", "data", more=cut) + of + after)
    assert report.totals.params == 4 * (5 * 378 + 5 + 5 * 5) + 5 * 2 + 2
    assert report.output == (2, 1)
    with pytest.raises(SpecError, match="makes several examples of one"):
        summed(tmp_path, frames + layer("cut", "Reshape", "data", more=cut.replace("dim: 4", "dim: 5")))
    plain = summed(tmp_path, data + layer("rnn", "RNN", "x", "on", more="recurrent_param { num_output: 5 }"))
    assert plain.totals.params == 5 * 8 + 5 + 5 * 5 + 5 * 5 + 5


def test_weights_alone_may_be_another_layers(tmp_path: Path) -> None:
    named = 'param { name: "w" } param { lr_mult: 2 } inner_product_param { num_output: 4 }'
    text = INPUT + layer("a", "InnerProduct", "data", more=named) + layer("b", "InnerProduct", "data", more=named)
    assert summed(tmp_path, text).totals.params == 14 * 9 * 3 * 4 + 2 * 4


def test_rules_of_stages_and_levels_choose_too(tmp_path: Path) -> None:
    def with_rule(rule: str) -> int | None:
        more = f"{rule} inner_product_param {{ num_output: 3 }}"
        kept = layer("kept", "InnerProduct", "data", more="inner_product_param { num_output: 1 }")
        return summed(tmp_path, INPUT + kept + layer("ip", "InnerProduct", "data", more=more)).totals.params

    one, both = 14 * 9 * 3 + 1, 4 * (14 * 9 * 3 + 1)
    assert with_rule('include { phase: TEST stage: "deploy" }') == one
    assert with_rule('include { not_stage: "deploy" }') == both
    assert with_rule("include { min_level: 1 }") == one
    assert with_rule("exclude { phase: TEST }") == one
    assert with_rule('exclude { phase: TEST stage: "deploy" }') == both
    gone = layer("a", "ReLU", "data", more='include { stage: "deploy" }') + layer("b", "ReLU", "a")
    with pytest.raises(SpecError, match="makes `a`") as raised:
        summed(tmp_path, INPUT + gone)
    assert "layers for the stages deploy: netcalc reads those of none" in raised.value.problems[0].hint


def test_data_is_what_layers_read_for_more_than_a_loss(tmp_path: Path) -> None:
    pictures = 'image_data_param { new_width: 8 new_height: 6 } type: "ImageData"'
    text = (
        f'layer {{ name: "data" top: "data" top: "label" {pictures} }}\n'
        'layer { name: "masks" type: "Data" top: "mask" }\n'
        + layer("flat", "Flatten", "label")
        + layer("ip", "InnerProduct", "data", more="inner_product_param { num_output: 2 }")
        + layer("one", "EuclideanLoss", "ip", "mask")
        + layer("two", "SoftmaxWithLoss", "ip", "flat")
    )
    report = summed(tmp_path, text)
    assert (report.inputs, report.totals.params) == ({"input": (8, 6, 3)}, 8 * 6 * 3 * 2 + 2)
    cropped = layer("ip", "InnerProduct", "data", more="inner_product_param { num_output: 2 }")
    data = 'layer { name: "data" type: "Data" top: "data" transform_param { crop_size: 24 } }\n'
    with pytest.raises(SpecError, match="`data` is: 24x24, but not how deep") as raised:
        summed(tmp_path, data + cropped)
    assert "--input 24x24x3" in str(raised.value.problems[0].hint)


def test_what_is_found_in_regions_is_counted_for_one(tmp_path: Path) -> None:
    text = (
        'input: "im_info" input_shape { dim: 1 dim: 3 }\n'
        + INPUT
        + layer("score", "Convolution", "data", more="convolution_param { num_output: 12 kernel_size: 1 }")
        + layer("rois", "Python", "score", "im_info", more='python_param { module: "rpn" layer: "Rank" }')
        + layer("roi", "ROIPooling", "data", "rois", more="roi_pooling_param { pooled_w: 2 pooled_h: 3 }")
        + layer("ip", "InnerProduct", "roi", more="inner_product_param { num_output: 2 }")
    )
    report = summed(tmp_path, text)
    assert report["roi"].output == (2, 3, 3)
    assert report["ip"].params == 2 * 3 * 3 * 2 + 2
    assert report.source is not None
    assert report.source.notes == ("behind `roi` the numbers are those of one region",)
    (problem,) = report.problems
    assert "Python rpn.Rank" in problem.message
    assert "the file does not say what it makes" in problem.hint


def test_what_losses_alone_read_is_no_output(tmp_path: Path) -> None:
    text = (
        INPUT
        + layer("ip", "InnerProduct", "data", more="inner_product_param { num_output: 2 }")
        + layer("targets", "Python", "ip", more='python_param { module: "rpn" layer: "Targets" }')
        + layer("loss", "SmoothL1Loss", "ip", "targets")
    )
    report = summed(tmp_path, text, phase="TRAIN")
    assert ([each.name for each in report], report.problems) == (["ip"], ())


def test_a_kind_of_the_first_generation_that_nobody_knows_is_a_layer_all_the_same(tmp_path: Path) -> None:
    data = 'input: "data" input_dim: 1 input_dim: 3 input_dim: 9 input_dim: 14\n'
    report = summed(tmp_path, data + 'layers { name: "s" bottom: "data" top: "s" type: WARPED }')
    assert (report.at_least, report.output) == (True, (14, 9, 3))
    with pytest.raises(SpecError, match="written as in 2013"):
        summed(tmp_path, 'layers { layer { name: "c" type: "conv" num_output: 2 } bottom: "data" top: "c" }')
    with pytest.raises(SpecError, match=r"is a solver: .* `net: \"train.prototxt\"`"):
        summed(tmp_path, 'net: "train.prototxt"\nbase_lr: 0.1\n')
    with pytest.raises(SpecError, match="it nests too deep"):
        summed(tmp_path, "layer { " * 3000)


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("PriorBox", "prior_box_param { min_size: 1 " + "aspect_ratio: 2 " * 1001 + "}", "more than 1,000 ratios"),
        ("SPP", "spp_param { pyramid_height: 4000000000 }", "so many levels"),
        ("Reshape", "reshape_param { axis: -100 shape { dim: 0 } }", "an axis that is not there"),
        ("Slice", "slice_param { slice_point: 1 }", "is not cut into 1 parts"),
        ("Flatten", "flatten_param { axis: 0 }", "the axis 0 is not among the 3 after the batch"),
    ],
)
def test_what_is_out_of_bounds_is_an_error_of_its_layer(tmp_path: Path, kind: str, fields: str, said: str) -> None:
    with pytest.raises(SpecError, match=rf"layer `made` \({kind}\): .*{said}"):
        summed(tmp_path, INPUT + LENGTH % (kind, fields))


def test_responses_are_normalised_with_caffes_own_numbers_or_within_slices(tmp_path: Path) -> None:
    plain, within = (layer("norm", "LRN", "data", more=f"lrn_param {{ {said} }}")
                     for said in ("alpha: 0.0005 local_size: 3", "norm_region: WITHIN_CHANNEL"))  # fmt: skip
    found: Any = summed(tmp_path, INPUT + plain)["norm"].working.layer
    assert (found.size, found.alpha, found.beta, found.k) == (3, 0.0005, 0.75, 1.0)
    assert [each.kind for each in summed(tmp_path, INPUT + within)] == ["stated"]


@pytest.mark.parametrize(("operation", "kinds"), [("SUM", ["reduce"]), ("ASUM", ["abs", "reduce"]),
                                                  ("SUMSQ", ["square", "reduce"])])  # fmt: skip
def test_a_sum_may_be_of_absolute_values_or_of_squares(operation: str, kinds: list[str], tmp_path: Path) -> None:
    report = summed(
        tmp_path,
        INPUT + layer("sum", "Reduction", "data", more=f"reduction_param {{ operation: {operation} axis: 2 }}"),
    )
    assert [each.kind for each in report if each.kind in ("abs", "square", "reduce")] == kinds
    assert report.output == (3,)

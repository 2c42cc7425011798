"""Caffe's layers of both generations: pools round up, blobs go by name, arrays of one name are one."""

from pathlib import Path

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

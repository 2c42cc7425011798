"""PyTorch's exports and ONNX models of small nets of our own, against what PyTorch says of the nets."""

import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from netcalc import Report, SpecError, calculate, load
from netcalc.files.messages import schema
from netcalc.layers.slice import Slice
from netcalc.models.formats.onnx.arrays import thing_of
from netcalc.models.formats.onnx.schema import TABLE
from netcalc.models.formats.pt2.places import module_of
from netcalc.models.tensors.program import Fixed, Held
from tests.conftest import Run
from tests.support.running import ROOT

FILES = ROOT / "tests/data/models"
TRUTH = json.loads((FILES / "truth.json").read_text(encoding="utf-8"))


def summed(name: str) -> Report:
    return calculate(load(FILES / name))


@pytest.mark.parametrize("name", TRUTH)
def test_an_export_has_pytorchs_params_and_every_volume_it_states(name: str) -> None:
    report = summed(f"{name}.pt2")
    assert (report.totals.params, report.totals.buffers) == (TRUTH[name]["params"], TRUTH[name]["buffers"])
    assert report.problems == ()
    assert report.source is not None
    assert report.source.format == "pt2"


def test_names_modules_and_windows_are_kept() -> None:
    report = summed("image.pt2")
    stem = report["stem.0"]
    assert (stem.kind, stem.output) == ("conv", (17, 10, 8))  # (33 - 5 + 4)/2 + 1, (20 - 3 + 2)/2 + 1
    assert report["stem.2"].output == (9, 6, 8)  # rounded up: 9 and 5.5 + 1
    assert report.groups["layers.1"].sums.kind == "Block_2"
    assert report["layers.1.short"].from_ == ("layers.0.relu_2",)
    assert report["layers.0.conv2"].weights == 3 * 3 * 8 // 2 * 8
    assert report["head.3"].macs == 12 * 5
    assert report.output == (5,)


def test_a_table_used_twice_is_one_and_what_nobody_reads_is_counted() -> None:
    report = summed("words.pt2")
    assert report["out"].shares == "embed"
    assert report["out"].output == (6, 11)
    assert report["layer.self_attn"].macs == 4 * 6 * 8 * 8 + 2 * 6 * 6 * 8
    assert report["place"].params == 6 * 8
    assert report["unused.weight"].params == 2 * 3
    assert [each.output for each in report.outputs] == [(6, 11), (5,)]


@pytest.mark.parametrize("end", ["pt2", "onnx"])
def test_a_tower_called_twice_shares_its_arrays(end: str) -> None:
    report = summed(f"towers.{end}")
    assert list(report.inputs) == ["left", "right"]
    assert report.totals.params == 4 * 2 * 3 + 4 + 28 * 3 + 3
    assert report.totals.macs == 2 * (7 * 4 * 6 + 28 * 3)
    assert report.output == (6,)


def test_onnx_says_where_batch_norms_were_folded_in() -> None:
    report = summed("image.onnx")
    assert report.totals.macs == summed("image.pt2").totals.macs
    assert report["layers.0.conv1"].output == (9, 6, 8)
    assert {layer.kind for layer in report} & {"batchnorm"} == set()


def test_attention_is_found_in_its_products() -> None:
    assert summed("words.onnx").totals.macs == summed("words.pt2").totals.macs


def test_attention_is_found_where_an_older_exporter_states_no_shapes() -> None:
    report = summed("words_script.onnx")
    assert [layer.kind for layer in report].count("attention") == 1
    assert report.totals.macs == summed("words.pt2").totals.macs


@pytest.mark.parametrize("end", ["_script.onnx", ".onnx", ".pt2"])
def test_a_map_that_is_made_larger_and_mirrored_keeps_its_axes(end: str) -> None:
    report = summed(f"stretched{end}")
    assert report.totals.params == (27 * 4 + 4) + (36 * 3 + 3)
    assert report.totals.macs == 8 * 10 * 27 * 4 + 16 * 20 * 36 * 3
    assert (report.output, report.problems) == ((20, 16, 3), ())


@pytest.mark.parametrize("end", ["onnx", "pt2"])
def test_windows_that_are_looked_up_by_their_places_are_a_pool(end: str) -> None:
    report = summed(f"pooled.{end}")
    assert [layer.output for layer in report if layer.kind == "adaptive_pool"] == [(3, 2, 4)]
    assert report.totals.macs == 10 * 13 * 9 * 4 + 24 * 5
    assert report.output == (5,)


def test_steps_that_a_program_takes_itself_use_the_same_weights() -> None:
    report = summed("steps.pt2")
    gates = 4 * 4
    assert [layer.params for layer in report if layer.kind == "stated"] == [gates * (3 + 4) + 2 * gates, 0, 0]
    assert report.totals.macs == 3 * gates * (3 + 4) + 4 * 2
    assert report.output == (2,)


def test_what_is_learned_beside_pools_and_gates_is_one_layer_with_them() -> None:
    report = summed("rare.pt2")
    pool, lstm = report["pool"], report["lstm"]
    assert (pool.kind, pool.params, pool.macs) == ("pool", 2 * 3, 3 * 2 * 3)  # a coefficient and a bias, a neuron each
    assert (lstm.params, lstm.output) == (2 * (4 * 4 * (3 + 4) + 4 * 4), (6, 8))
    assert {layer.kind: layer.params for layer in report if layer.kind in ("scale", "learned")} == {"scale": 2 * 8}
    assert report.output == (16,)


def test_a_weight_a_slice_that_is_repeated_to_the_map_is_one_product_with_it() -> None:
    report = summed("gated.pt2")
    assert [layer.kind for layer in report] == ["global_pool", "fc", "sigmoid", "multiply"]
    assert (report.output, report.totals.params) == ((6, 5, 4), 4 * 4 + 4)


def test_what_is_listed_of_an_axis_is_a_slice_where_it_is_even() -> None:
    report = summed("listed.pt2")
    assert [(layer.kind, str(layer.output)) for layer in report] == [
        ("fc", "6x7"), ("slice", "1x7"), ("slice", "3x7"), ("stated", "2x7"),
    ]  # fmt: skip
    taken = [item for item in load(FILES / "listed.pt2").layers if isinstance(item, Slice)]
    assert [(each.start, each.stop, each.step) for each in taken] == [(5, 6, 1), (0, 5, 2)]


def test_the_scale_and_shift_of_a_norm_of_groups_are_counted_behind_it() -> None:
    """The exporter makes a norm of instances of it, and computes their shapes, so that they lose their names."""
    report = summed("pooled.onnx")
    assert report.totals.params == (9 * 4 + 4) + 2 * 4 + (24 * 5 + 5)  # of the weight's two arrays one is left


def test_an_array_that_shuts_positions_out_is_no_weight() -> None:
    tensor = schema("onnx", TABLE)["Tensor"]
    mask = tensor(dims=[1, 1, 2, 2], data_type=1, raw_data=struct.pack("<4f", 0, -1e9, 0, 0))
    weights = tensor(dims=[1, 1, 2, 2], data_type=1, raw_data=struct.pack("<4f", 0, -90, 0, 0))
    assert isinstance(thing_of("mask", mask), Fixed)
    assert isinstance(thing_of("weights", weights), Held)


def test_arrays_that_do_not_go_with_what_comes_in_are_counted_as_the_file_has_them(tmp_path: Path) -> None:
    """Nobody says what `Wobble` makes: four values, as come in, though the array behind it is for three."""
    model: Any = schema("onnx", TABLE)["Model"](ir_version=8)
    model.opset_import.add(version=17)
    coming = model.graph.input.add(name="x").type.tensor_type
    coming.elem_type = 1
    for extent in (1, 4):
        coming.shape.dim.add(dim_value=extent)
    model.graph.node.add(op_type="Wobble", name="odd", input=["x"], output=["y"])
    model.graph.node.add(op_type="Gemm", name="last", input=["y", "w"], output=["z"]).attribute.add(name="transB", i=1)
    model.graph.initializer.add(name="w", dims=[2, 3], data_type=1)
    model.graph.output.add(name="z")
    (tmp_path / "m.onnx").write_bytes(model.SerializeToString())
    report = calculate(load(tmp_path / "m.onnx"))
    assert (report.totals.params, report.output, report.at_least) == (2 * 3, (2,), True)
    assert {problem.code for problem in report.problems} == {"shape-mismatch", "unsupported-operator"}


def test_attention_in_windows_is_found_with_its_shift_and_biases() -> None:
    report = summed("windows.pt2")
    (found,) = [layer for layer in report if layer.kind == "attention"]
    layer: Any = found.working.layer
    assert (found.output, layer.heads, layer.window_, layer.shift, layer.relative_bias) == (
        (8, 6, 12),
        3,
        (4, 2),
        (2, 1),
        True,
    )
    assert found.params == 4 * 12 * 12 + 4 * 12 + (2 * 4 - 1) * (2 * 2 - 1) * 3
    assert found.macs == 48 * 4 * 12 * 12 + 2 * 48 * 8 * 12
    assert {layer.kind for layer in report} & {"stated"} == set()


def test_a_model_goes_wherever_a_spec_goes(run: Run) -> None:
    model = str(FILES / "image.pt2")
    assert run("ask", model, "layers.0.conv1.output", "totals.params").out == "9x6x8\n2977\n"
    assert "stem" in run("summary", model, "--depth", "1").out
    assert run("check", model).status == 0
    assert "3·3·8" in run("explain", model, "layers.0.conv1").out
    assert run("compare", model, str(FILES / "image.onnx")).status == 0
    assert run("summary", model, "--input", "64x64x3", "--set", "stem.0.stride=1").status == 0


def test_a_network_that_was_read_is_a_network_like_any_other() -> None:
    network = load(FILES / "image.pt2")
    assert network.to_yaml()
    assert calculate(network.replace(input="41x40x3"))["stem.0"].output == (21, 20, 8)


def edited(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    """Change the text of an export's graph."""
    with zipfile.ZipFile(FILES / "image.pt2") as came, zipfile.ZipFile(tmp_path / "m.pt2", "w") as made:
        for name in came.namelist():
            data = came.read(name)
            for old, new in changes if name.endswith("model.json") else ():
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            made.writestr(name, data)
    return tmp_path / "m.pt2"


def test_an_operator_that_is_not_known_has_the_files_own_shape(tmp_path: Path) -> None:
    path = edited(tmp_path, ("torch.ops.aten.hardtanh.default", "torch.ops.aten.wobble.default"))
    report = calculate(load(path))
    (problem,) = report.problems
    assert (problem.code, problem.severity) == ("unsupported-operator", "warning")
    assert "wobble" in problem.message
    assert report["stem.1"].output == (17, 10, 8)
    assert (report.at_least, report.totals.macs) == (True, summed("image.pt2").totals.macs)


def test_a_shape_that_is_not_the_files_is_a_warning(tmp_path: Path) -> None:
    path = edited(tmp_path, ('"as_ints": [1, 2]', '"as_ints": [1, 1]'))
    report = calculate(load(path))
    assert {problem.code for problem in report.problems} == {"shape-mismatch"}
    assert "stem.0 makes 16x10x8, but the file says 17x10x8" in report.problems[0].message
    assert report.valid


def test_another_version_of_the_format_is_read_as_well_as_it_goes(tmp_path: Path) -> None:
    report = calculate(load(edited(tmp_path, ('"schema_version": {"major": 8', '"schema_version": {"major": 9'))))
    assert report.source is not None
    assert "version 9" in report.source.notes[0]


def test_a_fault_names_the_node(tmp_path: Path) -> None:
    path = edited(tmp_path, ('"groups", "arg": {"as_int": 2}', '"groups", "arg": {"as_int": 7}'))
    with pytest.raises(SpecError, match=r"node `conv2d_2` \(aten.conv2d.default\) of make_models.py:\d+: 7 groups"):
        load(path)


def test_a_module_may_be_called_by_the_sign_of_a_second_call() -> None:
    assert module_of("L__self__,~,torch.nn.modules.linear.Linear", {}) == ("~",)
    assert module_of("L__self__@1,a.b,torch.nn.modules.linear.Linear", {}) == ("a", "b_2")

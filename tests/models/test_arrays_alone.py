"""Arrays alone, a file that does not say what reads what: how many values there are is known, and nothing else."""

import json
import struct
from pathlib import Path

import pytest

import netcalc
from netcalc.render.pictures.network.files import How, drawing
from tests.conftest import Run

ARRAYS = {"conv1.weight": [8, 3, 3, 3], "conv1.bias": [8], "bn.weight": [8], "bn.running_mean": [8]}


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Write a checkpoint of two modules."""
    heads, at = {}, 0
    for name, shape in ARRAYS.items():
        values = 1
        for extent in shape:
            values *= extent
        heads[name] = {"dtype": "F32", "shape": shape, "data_offsets": [at, at := at + 4 * values]}
    header = json.dumps(heads).encode()
    path = tmp_path / "net.safetensors"
    path.write_bytes(struct.pack("<Q", len(header)) + header + bytes(at))
    return str(path)


def test_params_and_buffers_are_all_that_is_known(file: str) -> None:
    report = netcalc.calculate(netcalc.load(file))
    totals, conv = report.totals, report["conv1"]
    assert report.valid
    assert (conv.params, totals.params, totals.buffers, report.memory.params) == (224, 232, 8, 4 * 232)
    for counts in (totals, conv):
        known = (counts.neurons, counts.weights, counts.biases, counts.connections, counts.macs, counts.activations)
        assert {*known, counts.unshared.weights, counts.unshared.biases, counts.unshared.params} == {None}
    assert totals.weighted_layers is None


def test_the_table_and_the_explanation_say_no_more(run: Run, file: str) -> None:
    shown = run("summary", file).out
    assert "params: 232 (928 bytes)" in shown
    assert " 0 " not in shown
    said = run("explain", file, "conv1").out
    assert "params = 224" in said
    assert "= 0" not in said
    assert "does not fit" not in run("explain", file, "totals").out


def test_there_is_nothing_to_draw(run: Run, file: str, tmp_path: Path) -> None:
    for name in ("net.svg", "net.dot"):
        ran = run("draw", file, "-o", str(tmp_path / name))
        assert (ran.status, "does not say what reads what" in ran.err) == (2, True)
        assert not (tmp_path / name).exists()
    network = netcalc.load(file)
    with pytest.raises(ValueError, match="arrays alone"):
        drawing(network, netcalc.calculate(network), How())


ALONE = "{stated: {output: unknown, params: 10}}"


def test_a_layer_that_reads_arrays_alone_is_told_that_they_have_no_volume(run: Run, tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text(f"input: 8x8x3\nlayers: [{ALONE}, fc: 3, relu]\n")
    said = "fc1: no volume is known of stated1, which it reads: its `output` is `unknown`"
    for command in ("check", "verify", "summary"):
        ran = run(command, "net.yaml")
        told = ran.out + ran.err
        assert (ran.status, told.count("shape-mismatch"), told.count(said)) == (1, 1, 1)
    assert "no volume: a layer that it reads has none" in run("explain", "net.yaml", "relu1").out


def test_arrays_alone_beside_a_network_do_not_leave_it(run: Run, tmp_path: Path) -> None:
    network = netcalc.Network(input="8x8x3", layers=[{"fc": 3}, {"stated": {"output": "unknown", "params": 10}}])
    report = netcalc.calculate(network, strict=True)
    assert (str(report.output), report.totals.params, report.problems) == ("3", 8 * 8 * 3 * 3 + 3 + 10, ())
    (tmp_path / "net.yaml").write_text(f"input: 8x8x3\nlayers: [fc: 3, {ALONE}]\noutputs: [stated1]\n")
    ran = run("verify", "net.yaml")
    assert (ran.status, "there are arrays alone" in ran.err) == (1, True)


def test_of_which_layer_nobody_knows_the_work_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text(
        "input: 4\nlayers: [stated: {output: 5, params: 7, macs: unknown}, fc: 2]\nexpect: {fc1.params: 1}\n"
    )
    shown = run("summary", "net.yaml").out
    assert "params: 17 weights + 2 biases = 19 (76 bytes)\nwork: unknown, as nobody states the MACs of stated1" in shown
    assert "activations: 11 values held" in shown

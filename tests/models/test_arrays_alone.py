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

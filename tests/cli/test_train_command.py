"""`netcalc train` as a user runs it: lines, JSON, CSV, its exit status, its refusals."""

import json
import sys
from pathlib import Path

import pytest

from netcalc.cli.progress.watching import curve, view
from netcalc.network.network import Network
from netcalc.training import train
from tests.conftest import Run

SPEC = "name: small\ninput: 2\nlayers: [fc: 8, relu, fc: 2]\ntrain: {data: moons, epochs: 2}\n"


@pytest.fixture(autouse=True)
def spec(tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text(SPEC)


def test_a_line_an_epoch_and_then_what_is_said(run: Run) -> None:
    made = run("train", "net.yaml")
    lines = made.out.splitlines()
    assert (made.status, made.err) == (0, "")
    assert lines[0] == "small on moons: 240 examples, 60 for validation"
    assert lines[1] == "sgd, lr 0.1, batch 32, seed 0"
    assert lines[2] == "note: the spec names no loss: softmax is taken"
    assert lines[3].split() == ["epoch", "lr", "loss", "accuracy", "val", "loss", "val", "accuracy", "update", "ratio"]
    assert [line.split()[0] for line in lines[4:6]] == ["1", "2"]
    assert max(map(len, lines[:10])) <= 80


def test_one_class_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("1,2,0\n2,3,0\n3,4,0\n4,1,0\n2,2,0\n")
    said = "every example is of class 0: there is nothing to tell apart"
    assert f"note: {said}\n" in run("train", "net.yaml", "--data", "one.csv").out
    assert said in json.loads(run("train", "net.yaml", "--data", "one.csv", "--format", "json").out)["notes"]


@pytest.mark.parametrize(
    "words",
    [
        ("--lr", "0"),
        ("--sweep", "lr=a,b"),
        ("--sweep", "lr=0.1,0"),
        ("--search", "lr=-1..1"),
        ("--search", "batch=0..5"),
        ("--sweep", "optimizer=sgd,adamm"),
        ("--sweep", "data=moons,xor"),
        ("--sweep", "lr=1,2", "--search", "lr=1..2"),
        ("--data", "spiral:x"),
        ("--test", "spiral:3:2"),
        ("--data", "spirall"),
    ],
)
def test_one_slip_on_the_command_line_has_one_status(run: Run, words: tuple[str, ...]) -> None:
    made = run("train", "net.yaml", *words)
    assert (made.status, made.out) == (2, "")
    assert made.err


def test_json_is_the_same_each_time_and_has_each_epoch(run: Run) -> None:
    one, other = (run("train", "net.yaml", "--format", "json", "--seed", "4") for _ in range(2))
    assert one.out == other.out
    found = json.loads(one.out)
    assert [found["name"], found["diverged"], len(found["epochs"])] == ["small", False, 2]
    assert {"epoch", "lr", "loss", "accuracy", "val_loss", "val_accuracy", "layers"} <= found["epochs"][0].keys()
    assert {"code", "text"} == found["verdicts"][0].keys()


def test_csv_has_a_row_an_epoch(run: Run) -> None:
    rows = run("train", "net.yaml", "--format", "csv", "--val", "0").out.splitlines()
    assert rows[0].startswith("epoch,lr,loss,accuracy,val_loss,val_accuracy,batch_spread,fc1.update_ratio")
    assert len(rows) == 3
    assert rows[1].split(",")[4:6] == ["", ""]


def test_a_rate_that_is_too_high_ends_with_1(run: Run) -> None:
    made = run("train", "net.yaml", "--lr", "1000")
    assert made.status == 1
    assert "burst first" in made.out
    assert "try 0." in made.out
    found = json.loads(run("train", "net.yaml", "--lr", "1e9", "--epochs", "5", "--format", "json").out)
    assert found["diverged"] is True


def test_a_net_is_saved_and_tried(run: Run, tmp_path: Path) -> None:
    assert run("train", "net.yaml", "--save", "net.npz").status == 0
    assert (tmp_path / "net.npz").is_file()
    made = run("train", "net.yaml", "--epochs", "0", "--resume", "net.npz", "--test", "moons")
    assert made.status == 0
    assert "test: loss 0." in made.out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--lr", "-1"), 2, "a number above 0"),
        (("--optimizer", "adamw"), 2, "`adam`"),
        (("--decay", "fast"), 2, "step:EPOCHS:FACTOR"),
        (("--init", "zero"), 2, "he, xavier or normal"),
        (("--batch", "x"), 2, "--batch"),
        (("--save", "net.pt"), 2, ".npz .safetensors"),
        (("--plot", "run.gif"), 2, ".svg .png .pdf .html"),
        (("--save", "no/net.npz"), 2, "there is no folder"),
        (("--data", "nosuch.csv"), 2, "neither data that netcalc makes nor a file"),
        (("--data", "digits"), 1, "such examples are `input: 8x8x1`"),
        (("--resume", "none.npz"), 2, "cannot be read"),
        (("--format", "latex"), 2, "latex"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    made = run("train", "net.yaml", *words)
    assert made.status == code
    assert said in made.err
    assert "Traceback" not in made.err


def test_data_is_needed(run: Run) -> None:
    made = run("train", "mlp-3-4-2")
    assert (made.status, "training needs data" in made.err) == (1, True)


def test_the_live_view_has_the_curve_the_ratios_and_the_time_left() -> None:
    network = Network(input=2, layers=[{"fc": 4}, "relu", {"fc": 2}])
    seen = view(train(network, "moons", epochs=2), 3.0)
    assert "█" in seen
    assert "update ratios: fc1" in seen
    assert "epoch 2 of 2, 0 s left" in seen
    assert max(map(len, seen.splitlines())) <= 80
    assert curve([float("nan"), 1.0]) == "█"


def test_arrays_of_another_network_and_files_that_hold_none(run: Run, tmp_path: Path) -> None:
    assert run("train", "net.yaml", "--save", "net.npz").status == 0
    (tmp_path / "broken.npz").write_text("no zip")
    other = run("train", "-", "--data", "moons", "--resume", "net.npz", stdin="input: 2\nlayers: [fc: 3, fc: 2]\n")
    assert other.status == 1
    assert other.err.startswith("error[weights-differ]: net.npz holds the arrays of another network: fc1.weight is ")
    broken = run("train", "net.yaml", "--resume", "broken.npz")
    assert (broken.status, broken.err.count("broken.npz")) == (2, 1)


def test_without_epochs_the_training_share_is_measured_as_it_is(run: Run) -> None:
    made = run("train", "net.yaml", "--epochs", "0")
    assert made.status == 0
    assert "the training share, no epoch trained: loss " in made.out


def test_a_picture_without_its_library_is_refused_before_the_work(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    made = run("train", "net.yaml", "--plot", "run.svg")
    assert (made.status, made.out) == (2, "")
    assert "pip install 'netcalc-nn[plot]'" in made.err


def test_data_in_the_place_of_a_spec_is_said(run: Run) -> None:
    found = run("train", "xor")
    assert found.status == 2
    assert "xor is data to learn, and no network" in found.err
    assert "netcalc train net.yaml --data xor" in found.err
    assert "neither a file nor a bundled spec" in run("train", "xorr").err

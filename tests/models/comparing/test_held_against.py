"""A network held against a checkpoint and against another network: what differs first, with both sides."""

import pickle
from pathlib import Path

import numpy as np
import pytest

from netcalc import calculate, load
from netcalc.files.array import Array
from netcalc.models.comparing.against import differences as against
from netcalc.models.comparing.weights import differences, stored
from netcalc.reference import ReferenceNet
from netcalc.reference.net.archives import UnreadableArrays
from tests.conftest import Run
from tests.support.running import ROOT

FILES = ROOT / "tests/data/models"
WORDS, CHECKPOINT = str(FILES / "words.pt2"), str(FILES / "words.pth")
TOWERS = """
inputs: {left: 9x2, right: 9x2}
blocks:
  tower: {args: {filters: 4, act: tanh}, layers: [conv: {filters: "${filters}", size: 3}, "${act}", flatten, fc: 3]}
layers:
  - tower: {name: one, from: left}
  - tower: {name: two, from: right, share: one}
  - concat: [one, two]
"""


def test_a_checkpoint_of_the_network_passes(run: Run) -> None:
    assert run("check", WORDS, "--weights", CHECKPOINT).status == 0


def test_arrays_go_by_order_where_names_are_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text(TOWERS, encoding="utf-8")
    assert run("check", "net.yaml", "--weights", str(FILES / "towers.pth")).status == 0
    net = ReferenceNet(load(tmp_path / "net.yaml"))
    net.load(FILES / "towers.pth")
    assert net.params["one.conv1.weight"].shape == (4, 2, 3)


def test_what_a_checkpoint_has_otherwise_is_named_with_both_sides(run: Run, tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text(TOWERS.replace("filters: 4", "filters: 5"), encoding="utf-8")
    ran = run("check", "net.yaml", "--weights", str(FILES / "towers.pth"))
    assert ran.status == 1
    assert "weights-differ" in ran.out
    assert "one.conv1.weight is 5 x 2 x 3 here, and its place in" in ran.out
    assert "has tower.0.weight, 4 x 2 x 3" in ran.out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("filters: 4", "filters: 6"), "one.conv1 is conv 3 -> 7x6 with 42 params here, and tower.0 is conv 3 -> 7x4"),
        (("size: 3", "size: 3, stride: 2"), "one.conv1 is conv 3 /2"),
        (("act: tanh", "act: relu"), "one.relu1 is relu"),
        (("fc: 3", "fc: {units: 3, bias: false}"), "with 84 params here"),
        (("flatten, ", "flatten, fc: 9, "), "one.fc1 is fc -> 9"),
        ((", flatten", ""), ""),
    ],
)
def test_the_first_layer_that_differs_is_named(run: Run, tmp_path: Path, change: tuple[str, str], said: str) -> None:
    (tmp_path / "net.yaml").write_text(TOWERS.replace(*change), encoding="utf-8")
    ran = run("check", "net.yaml", "--against", str(FILES / "towers.pt2"))
    assert ran.status == (1 if said else 0), ran.out
    assert said in ran.out


def test_the_arrays_of_a_checkpoint_are_those_that_pytorch_saved() -> None:
    net = ReferenceNet(load(WORDS))
    net.load(CHECKPOINT)
    made = net.forward(np.zeros((1, 1, 6)))
    assert made["out"].shape == (1, 11, 6)
    assert np.all(net.params["place.weight"] == 0)
    with pytest.raises(UnreadableArrays, match="is missing"):
        ReferenceNet(load(FILES / "image.pt2")).load(CHECKPOINT)


TIED = """
input: 6x1
layers:
  - embedding: {vocabulary: 11, depth: 8}
  - batchnorm
  - fc: {units: 11, flatten: false, bias: false, share: {layer: embedding1, transpose: true}}
"""


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"fc1.weight": (11, 8)}, ""),  # a tied table stored once more
        ({"fc1.weight": (11, 9)}, "fc1.weight, 11 x 9, of the file belongs to no layer"),
        ({"embedding1.weight": (8, 11)}, "it lies the other way round there"),
        ({"embedding1.weight": (12, 8)}, "embedding1.weight is 11 x 8 here, and 12 x 8 in the file"),
        ({"": (3,)}, ", 3, of the file belongs to no layer"),
    ],
)
def test_arrays_are_told_apart_in_words(tmp_path: Path, changed: dict[str, tuple[int, ...]], said: str) -> None:
    (tmp_path / "net.yaml").write_text(TIED, encoding="utf-8")
    report = calculate(load(tmp_path / "net.yaml"))
    shapes = {each.name: each.shape for each in stored(report)} | changed
    arrays = [Array(name, "float32", shape) for name, shape in shapes.items()]
    assert said in "".join(f"{each.message} {each.hint}" for each in differences(report, arrays, "the file"))
    assert bool(differences(report, arrays, "the file")) == bool(said)


def test_how_many_batches_were_seen_is_no_array_of_a_layer(run: Run, tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text("input: 9x2\nlayers: [batchnorm, relu]\n", encoding="utf-8")
    np.savez(tmp_path / "net.npz", *(np.ones(2) for _ in range(4)), np.array(7))
    assert run("check", "net.yaml", "--weights", "net.npz").status == 0
    (tmp_path / "none.pth").write_bytes(pickle.dumps({}))
    assert "none.pth holds no arrays of a model" in run("check", "net.yaml", "--weights", "none.pth").err
    np.savez(tmp_path / "none.npz")
    assert "is a zip archive" in run("check", "net.yaml", "--weights", "none.npz").err


def test_a_file_without_arrays_is_said_to_have_none(run: Run) -> None:
    ran = run("check", WORDS, "--weights", str(FILES / "words.onnx"))
    assert ran.status == 2
    assert "is an ONNX model (.onnx): its arrays are not read; hold it against the spec with `--against`" in ran.err


def test_code_given_for_arrays_is_said_to_be_code(run: Run, tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text("from torch import nn\n\nclass Net(nn.Module):\n    pass\n", encoding="utf-8")
    for option in ("--weights", "--against"):
        ran = run("check", "lenet5", option, "net.py")
        assert ran.status == 2
        assert "net.py is Python code" in ran.err
        assert "--against net.py:Net` runs the code" in ran.err


def test_what_is_no_checkpoint_is_said(run: Run) -> None:
    assert "none.pth is no file" in run("check", "lenet5", "--weights", "none.pth").err
    ran = run("check", "lenet5", "--weights", str(FILES / "image.onnx"))
    assert "hold it against the spec with `--against`" in ran.err


def test_arrays_of_another_net_are_said_to_be_that_first(run: Run) -> None:
    ran = run("check", "lenet5", "--weights", CHECKPOINT)
    assert ran.status == 1
    assert "arrays do not fit" in ran.out.splitlines()[1]
    assert ran.out.count("error[weights-differ]") == 1 + 5


def test_zeros_put_around_a_map_are_padding(tmp_path: Path) -> None:
    """Of a convolution, and of a maximum behind a ReLU; a maximum of any values may pick them."""
    ours = "input: 16x16x3\nrounding: floor\nlayers: [conv: {filters: 4, size: 3, stride: 2, pad: 1}, %s, pool: %s]"
    theirs = ("input: 16x16x3\nrounding: floor\nlayers: [zero_pad: 1, conv: {filters: 4, size: 3, stride: 2}, %s, "
              "zero_pad: 1, pool: {size: 3, stride: 2}]")  # fmt: skip
    for act, same in (("relu", True), ("tanh", False)):
        (tmp_path / "ours.yaml").write_text(ours % (act, "{size: 3, stride: 2, pad: 1}"), encoding="utf-8")
        (tmp_path / "theirs.yaml").write_text(theirs % act, encoding="utf-8")
        one, other = (calculate(load(tmp_path / name)) for name in ("ours.yaml", "theirs.yaml"))
        assert (not against(one, other, "theirs")) is same


def test_arrays_of_modules_whose_names_no_layer_can_have_go_by_order_and_shape(tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text("input: 4\nlayers: [fc: {units: 4, name: input_}, fc: {units: 3, name: b}]",
                                       encoding="utf-8")  # fmt: skip
    report = calculate(load(tmp_path / "net.yaml"))
    named = {"input.weight": (4, 4), "input.bias": (4,), "b.weight": (3, 4), "b.bias": (3,)}
    assert not differences(report, [Array(name, "float32", shape) for name, shape in named.items()], "file")
    other = named | {"input.bias": (5,)}
    assert differences(report, [Array(name, "float32", shape) for name, shape in other.items()], "file")


PATCHES = """
input: 4x6
layers:
  - fc: {units: 6, flatten: false}
  - learned: {shape: 1x6, name: first}
  - concat: {from: [first, fc1], axis: 0}
  - learned: {shape: 5x6, name: places}
  - add: [concat1, places]
"""


@pytest.mark.parametrize(("places", "said"), [((1, 5, 6), 0), ((5, 6), 0), ((5, 7), 1)])
def test_learned_positions_of_other_names_have_their_depth_last(
    tmp_path: Path, places: tuple[int, ...], said: int
) -> None:
    (tmp_path / "net.yaml").write_text(PATCHES, encoding="utf-8")
    shapes = {"patch.weight": (6, 6), "patch.bias": (6,), "cls": (1, 1, 6), "pos": places}
    arrays = [Array(name, "float32", shape) for name, shape in shapes.items()]
    assert len(differences(calculate(load(tmp_path / "net.yaml")), arrays, "the file")) == said

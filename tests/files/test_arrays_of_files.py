"""Arrays of files by their headers and pickles: names and shapes, nothing run, everything bounded."""

import io
import json
import os
import pickle
import zipfile
from collections.abc import Callable
from math import prod
from pathlib import Path

import pytest

from netcalc import SpecError, calculate, load
from netcalc.files import checkpoint, safetensors
from netcalc.files import npz as numpys
from netcalc.files.archive import Archive
from netcalc.files.array import Array, own
from netcalc.files.damaged import Damaged
from netcalc.files.pickled import Called, Named, Stored, walked
from netcalc.report.report import Report
from tests.support.running import Run


def tensors(**shapes: tuple[int, ...]) -> bytes:
    entries, at = {}, 0
    for name, shape in shapes.items():
        entries[name] = {"dtype": "F32", "shape": list(shape), "data_offsets": [at, at := at + 4 * prod(shape)]}
    return headed(entries, at)


def headed(entries: object, size: int) -> bytes:
    """Write a header, and so many bytes behind it."""
    header = json.dumps(entries).encode()
    return len(header).to_bytes(8, "little") + header + bytes(size)


def summed(path: Path, data: bytes) -> Report:
    path.write_bytes(data)
    return calculate(load(path))


def test_arrays_alone_are_a_layer_a_module(tmp_path: Path) -> None:
    data = tensors(**{"a.conv.weight": (4, 3, 3, 3), "a.conv.bias": (4,), "a.bn.running_mean": (4,), "scale": ()})
    report = summed(tmp_path / "m.safetensors", data)
    assert [(layer.name, layer.params, layer.buffers) for layer in report] == [
        ("a.conv", 4 * 27 + 4, 0),
        ("a.bn", 0, 4),
        ("scale", 1, 0),
    ]
    assert (report.valid, report.output, report.totals.macs, report.totals.params) == (True, None, None, 113)
    assert report.groups["a"].sums.params == 112


def test_an_index_names_the_files_beside_it_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "one.safetensors").write_bytes(tensors(a=(2, 3)))
    (tmp_path / "two.safetensors").write_bytes(tensors(b=(5,)))
    index = {"weight_map": {"a": "one.safetensors", "b": "two.safetensors"}}
    assert summed(tmp_path / "index.json", json.dumps(index).encode()).totals.params == 6 + 5
    with pytest.raises(Damaged, match="not beside it"):
        safetensors.shards(json.dumps({"weight_map": {"a": "../one.safetensors"}}).encode())


def test_an_index_whose_files_do_not_go_with_it_says_which(tmp_path: Path) -> None:
    (tmp_path / "one.safetensors").write_bytes(tensors(a=(2, 3)))
    for mapped, said in (
        ({"a": "one.safetensors", "b": "two.safetensors"}, r"names two\.safetensors, which cannot be read"),
        ({"a": "one.safetensors", "b": "one.safetensors"}, "names b, which is in none of its files"),
    ):
        with pytest.raises(SpecError, match=said):
            summed(tmp_path / "index.json", json.dumps({"weight_map": mapped}).encode())
    (tmp_path / "two.bin").write_bytes(pickle.dumps({}, 2))
    with pytest.raises(SpecError, match=r"is in none of its files"):
        summed(tmp_path / "index.json", json.dumps({"weight_map": {"a": "two.bin"}}).encode())


@pytest.mark.parametrize(
    ("places", "size", "said"),
    [
        ({"a": [0, 8], "b": [4, 12]}, 12, "b lies on the array before it"),
        ({"a": [0, 8], "b": [0, 8]}, 8, "b lies on the array before it"),
        ({"a": [0, 8], "b": [9, 17]}, 17, "b leaves a gap"),
        ({"a": [1, 9]}, 9, "a leaves a gap"),
        ({"a": [0, 4]}, 4, "a has 4 bytes, which are not those of its shape and type"),
        ({"a": [8, 0]}, 8, "a has -8 bytes"),
        ({"a": [0, 8], "b": [8, 16]}, 13, "ends before its arrays do, 3 bytes too early"),
    ],
)
def test_arrays_lie_one_behind_the_other_in_their_file(places: dict[str, list[int]], size: int, said: str) -> None:
    entries = {name: {"dtype": "F32", "shape": [2], "data_offsets": place} for name, place in places.items()}
    with pytest.raises(Damaged, match=said):
        safetensors.arrays(io.BytesIO(headed(entries, size)))


def test_small_types_are_weights_and_whole_numbers_are_not(tmp_path: Path) -> None:
    small = {"dtype": "F8_E4M3", "shape": [4, 2], "data_offsets": [0, 8]}
    half = {"dtype": "F4", "shape": [6], "data_offsets": [8, 11]}
    whole = {"dtype": "I8", "shape": [5], "data_offsets": [11, 16]}
    entries = {"__metadata__": {"format": "pt"}, "a.weight": small, "a.scale": half, "b.qweight": whole}
    report = summed(tmp_path / "m.safetensors", headed(entries, 16))
    assert (report.totals.params, report.totals.buffers) == (8 + 6, 5)
    assert report.source is not None
    assert "weights in whole numbers (int8) count as buffers: they are not trained" in report.source.notes


class Runs:
    """What a pickle could do to whoever loads it."""

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("touch was_run",)


def test_a_pickle_that_would_run_something_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = walked(pickle.dumps({"a": Runs()}))["a"]
    assert isinstance(found, Called)
    assert isinstance(found.what, Named)
    assert (found.what.name, found.given) == ("system", ("touch was_run",))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("protocol", range(6))
def test_a_pickle_is_walked_whatever_its_protocol(protocol: int) -> None:
    held = {"a": [1, 2.5, "x", None, True, (1,), (1, 2, 3, 4)], "b": {"c": -(10**30)}}
    assert walked(pickle.dumps(held, protocol)) == held


@pytest.mark.parametrize(
    "data", [b"", b"\x80\x02.", b"\x80\x02h\x05.", b"(((", b"\x80\x02]\x85R.", b"\x80\x02u."]
)  # fmt: skip
def test_a_pickle_that_is_not_sound_is_said_to_be(data: bytes) -> None:
    with pytest.raises(Damaged):
        checkpoint.arrays(io.BytesIO(data))


def test_a_member_that_unpacks_to_very_much_is_not_read() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("m/data.pkl", bytes(3 << 20))
    assert len(held.getvalue()) < 10_000
    with pytest.raises(Damaged, match="unpacks to more than 2 MiB"):
        Archive(held).read("m/data.pkl", 2 << 20)


@pytest.mark.parametrize(
    "data",
    [
        b"\xff" * 12,
        (9).to_bytes(8, "little") + b"[1, 2, 3]",
        (20).to_bytes(8, "little") + b'{"a": {"dtype": "F3',
        tensors(a=(2,)).replace(b"[2]", b"[-]"),
        tensors(a=(2,)).replace(b"[2]", b'"x"'),
    ],
)
def test_a_header_that_is_not_sound_is_said_to_be(data: bytes) -> None:
    with pytest.raises(Damaged):
        safetensors.arrays(io.BytesIO(data))


def npz(**shapes: tuple[int, ...]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, shape in shapes.items():
            header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
            archive.writestr(f"{name}.npy", b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header)
    return held.getvalue()


def test_the_arrays_of_an_npz_are_held_against_a_spec(tmp_path: Path, run: Run) -> None:
    (tmp_path / "net.yaml").write_text("input: 8x8x3\nlayers: [conv: {filters: 4, size: 3, bias: false}]\n")
    (tmp_path / "a.npz").write_bytes(npz(**{"conv1.weight": (4, 3, 3, 3)}))
    assert run("check", "net.yaml", "--weights", "a.npz").status == 0
    (tmp_path / "a.npz").write_bytes(npz(**{"conv1.weight": (4, 3, 5, 5)}))
    ran = run("check", "net.yaml", "--weights", "a.npz")
    assert (ran.status, "4 x 3 x 3 x 3 here, and 4 x 3 x 5 x 5 in a.npz" in ran.out) == (1, True)


@pytest.mark.parametrize(
    "data",
    [
        b"\x93NUMPY\x01\x00\x10\x00__import__('os')",
        b"\x93NUMPY\x01\x00\xff\xff(((",
        b"\x93NUMPY\x01\x00\x08\x00{[1]: 2}",
        b"",
    ],
)
def test_an_npz_with_an_unsound_header_is_damaged(data: bytes) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.npy", data)
    with pytest.raises(Damaged, match=r"no sound array at a\.npy"):
        numpys.arrays(held)


def test_a_type_of_any_length_is_no_fault_of_an_npz() -> None:
    held = io.BytesIO(npz(a=(2,)).replace(b"'<f4'", b"'<f" + b"9" * 5000 + b"'"))
    with pytest.raises(Damaged):
        numpys.arrays(held)


def test_a_zip_that_was_cut_off_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "cut.npz").write_bytes(npz(a=(2, 3), b=(4,))[:-30])
    with pytest.raises(Damaged, match="the file was cut off"), (tmp_path / "cut.npz").open("rb") as file:
        Archive(file)


def stored(name: str, *shape: int) -> Called:
    """Say what PyTorch would call to make an array."""
    about = Stored(("storage", Named("torch", "FloatStorage"), name, "cpu", 0))
    return Called(Named("torch._utils", "_rebuild_tensor_v2"), (about, 0, shape, (1,) * len(shape), False, {}))


def held(name: str, *given: object, state: object = None) -> Called:
    """Say what would be called of NumPy, or of another module, and what would be put into it."""
    made = Called(Named(*name.rsplit(".", 1)), given)
    made.state = state
    return made


FLOATS = held("numpy.dtype", "f4", 0, 1)
LENGTH = held("torch.Size", (9, 9))
SPARSE = held("torch._utils._rebuild_sparse_tensor", None, (stored("i", 2, 3), stored("v", 3), LENGTH))


@pytest.mark.parametrize(
    ("contents", "shapes"),
    [
        ({"model": {"w": stored("1", 2)}, "loss": stored("2"), "rng": stored("3", 9)}, {"w": (2,)}),
        ({"params": {"rate": 0.1}, "encoder": {"w": stored("1", 2)}}, {"encoder.w": (2,)}),
        ({"ema": {"w": stored("1", 2)}}, {"ema.w": (2,)}),
        ({"ema": {"w": stored("1", 2)}, "encoder": {"w": stored("1", 2)}}, {"encoder.w": (2,)}),
        ({"loss.weight": stored("1", 2), "b": stored("2", 3)}, {"loss.weight": (2,), "b": (3,)}),
        ([stored("1", 2), stored("2", 3)], {"0": (2,), "1": (3,)}),
        ({0: stored("1", 2)}, {"0": (2,)}),
        (held("__torch__.Net", state={"training": False, "fc": held("__torch__.Fc", state={"w": stored("1", 2)})}),
         {"fc.w": (2,)}),
        ({"w": held("numpy.core.multiarray._reconstruct", None, state=(1, (4, 5), FLOATS, False, b""))}, {"w": (4, 5)}),
        ({"w": held("numpy._core.numeric._frombuffer", b"", FLOATS, (4, 5), "C")}, {"w": (4, 5)}),
        ({"w": SPARSE}, {"w": (9, 9)}),
        ({"state": {0: {"step": stored("1", 2)}}, "param_groups": []}, {}),
    ],
)  # fmt: skip
def test_the_models_own_arrays_are_found_however_a_file_holds_them(
    monkeypatch: pytest.MonkeyPatch, contents: object, shapes: dict[str, tuple[int, ...]]
) -> None:
    monkeypatch.setattr(checkpoint, "walked", lambda _: contents)
    assert {array.name: array.shape for array in checkpoint.arrays(io.BytesIO(b"\x80"))} == shapes


def test_a_key_is_a_name_or_a_place() -> None:
    assert checkpoint.arrays(io.BytesIO(pickle.dumps({10**5000: {"a": 1}, 3: {}}, 2))) == ()


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["module.a.weight", "module.b.weight"], ["a.weight", "b.weight"]),  # a tool's own, before every name
        (["model.a.weight", "net.b.weight"], ["model.a.weight", "net.b.weight"]),  # two modules of the network
        (["model.a.weight", "b.weight"], ["model.a.weight", "b.weight"]),
        (["a.weight", "a.num_batches_tracked"], ["a.weight"]),
    ],
)
def test_what_a_tool_puts_before_every_name_is_left_out(names: list[str], expected: list[str]) -> None:
    assert [each.name for each in own([Array(name, "float32", (2,)) for name in names])] == expected

"""Arrays of files by their headers and pickles: names and shapes, nothing run, everything bounded."""

import io
import json
import os
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from netcalc import calculate, load
from netcalc.files import checkpoint, safetensors
from netcalc.files import npz as numpys
from netcalc.files.archive import Archive
from netcalc.files.damaged import Damaged
from netcalc.files.pickled import Called, Named, walked
from netcalc.report.report import Report
from tests.support.running import Run


def tensors(**shapes: tuple[int, ...]) -> bytes:
    entries = {name: {"dtype": "F32", "shape": list(shape), "data_offsets": [0, 0]} for name, shape in shapes.items()}
    header = json.dumps(entries).encode()
    return len(header).to_bytes(8, "little") + header


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

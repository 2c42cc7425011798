"""A network that runs: names, shapes, modes, what is refused, arrays that are loaded."""

import io
import json
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from netcalc import Network, SpecError
from netcalc.reference import ReferenceNet
from netcalc.reference.kinds.activation.erf import erf
from netcalc.reference.kinds.conv import bias_gradient
from netcalc.reference.kinds.norm.standard import standard
from netcalc.reference.net.archives import UnreadableArrays
from netcalc.reference.net.files import read_arrays

SMALL = Network(input="6x5x3", layers=[{"conv": {"filters": 4, "size": 3}}, "batchnorm", "relu", "dropout", {"fc": 2}])


def image(seed: int = 0) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.random.default_rng(seed).standard_normal((3, 3, 5, 6))


def test_names_and_shapes_are_pytorchs() -> None:
    net = ReferenceNet(SMALL)
    shapes = {name: array.shape for name, array in {**net.params, **net.buffers}.items()}
    assert shapes == {
        "conv1.weight": (4, 3, 3, 3), "conv1.bias": (4,), "batchnorm1.weight": (4,), "batchnorm1.bias": (4,),
        "fc1.weight": (2, 3 * 4 * 4), "fc1.bias": (2,), "batchnorm1.running_mean": (4,), "batchnorm1.running_var": (4,),
    }  # fmt: skip


def test_parameters_are_used_as_they_stand() -> None:
    net = ReferenceNet(SMALL)
    net.params["fc1.weight"][...] = 0
    net.params["fc1.bias"] = np.array([1.0, 2.0])
    assert net.forward(image()).tolist() == [[1, 2]] * 3


def test_the_seed_decides() -> None:
    one, same, other = (ReferenceNet(SMALL, seed=seed).forward(image(), training=True) for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_training_moves_the_running_statistics_and_inference_does_not() -> None:
    net = ReferenceNet(SMALL)
    net.forward(image())
    assert net.buffers["batchnorm1.running_mean"].tolist() == [0] * 4
    net.forward(image(), training=True)
    assert all(net.buffers["batchnorm1.running_mean"] != 0)


def test_dropout_drops_its_share_and_keeps_the_mean() -> None:
    net = ReferenceNet(Network(input="10000", layers=[{"dropout": 0.3}]))
    out = net.forward(np.ones((1, 10000)), training=True)
    assert set(np.unique(out)) == {0.0, 1 / 0.7}
    assert abs(out.mean() - 1) < 0.03
    assert np.array_equal(net.backward(np.ones_like(out))["input"], out)
    assert net.forward(np.ones((1, 10000))).all()


def test_dropout_draws_anew_in_each_pass_layer_and_seed() -> None:
    net = ReferenceNet(Network(input="1000", layers=[{"dropout": 0.5}]))
    x = np.ones((1, 1000))
    kept = np.sum([net.forward(x, training=True) for _ in range(5)], axis=0)
    assert (kept > 0).mean() > 0.9
    masks = [net.loss(x, [0], training=True)[1]["input"] != 0 for _ in range(5)]
    assert all((a != b).any() for a, b in pairwise(masks))
    one = ReferenceNet(Network(input="1000", layers=[{"dropout": 0.5}]), seed=1).forward(x, training=True)
    two = ReferenceNet(Network(input="1000", layers=["relu", {"dropout": 0.5}])).forward(x, training=True)
    assert (one != two).any()


def test_a_pass_right_after_a_loss_sees_what_the_loss_saw() -> None:
    net = ReferenceNet(Network(input="1000", layers=[{"dropout": 0.5}]))
    x = np.ones((1, 1000))
    seen = net.loss(x, [0], training=True)[1]["input"] != 0
    assert np.array_equal(net.forward(x, training=True) != 0, seen)
    assert not np.array_equal(net.forward(x, training=True) != 0, seen)


def test_sums_of_float32_keep_their_digits() -> None:
    x = np.random.default_rng(0).standard_normal((64, 2, 128, 128)).astype("float32") + np.float32(100)
    (db,) = bias_gradient(x, biased=True)
    xhat, spread = standard(x, (0, 2, 3), 0.0)
    assert {db.dtype, xhat.dtype, spread.dtype} == {np.dtype("float32")}
    np.testing.assert_allclose(db, x.sum(axis=(0, 2, 3), dtype=np.float64), rtol=1e-7)
    np.testing.assert_allclose(spread.ravel(), x.std(axis=(0, 2, 3), dtype=np.float64), rtol=1e-6)


def test_he_and_xavier_keep_the_spread() -> None:
    layers = [{"conv": {"filters": 64, "size": 3}}, {"conv_transpose": {"filters": 64, "size": 4, "stride": 2}}]
    x = np.random.default_rng(0).standard_normal((4, 32, 16, 16))
    for init, spread in (("he", 2), ("xavier", 1)):
        net = ReferenceNet(Network(input="16x16x32", layers=layers), init=init)
        net.forward(x)
        inside = net.value(1)[..., 4:-4, 4:-4]
        assert (float(net.value(0).var()), float(inside.var())) == pytest.approx((spread, spread**2), rel=0.2)


def test_what_cannot_run_is_refused() -> None:
    with pytest.raises(SpecError):
        ReferenceNet(Network(input="2x2x1", layers=[{"conv": {"filters": 1, "size": 3}}]))
    with pytest.raises(ValueError, match=r"reads \(N, 3, 5, 6\)"):
        ReferenceNet(SMALL).forward(np.ones((1, 6, 5, 3)))
    with pytest.raises(RuntimeError, match="forward pass"):
        ReferenceNet(SMALL).backward(np.ones((1, 2)))
    with pytest.raises(ValueError, match="larger batch"):
        ReferenceNet(Network(input="3", layers=["batchnorm"])).forward(np.ones((1, 3)), training=True)


def test_a_layer_nothing_reads_gets_gradient_0() -> None:
    network = Network(input="3", layers=[{"fc": {"units": 2, "name": "aside"}}, {"fc": {"units": 2, "from": "input"}}])
    net = ReferenceNet(network)
    net.forward(np.ones((1, 3)))
    assert not net.backward(np.ones((1, 2)))["aside.weight"].any()


def safetensors(path: Path, arrays: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float64]]]) -> Path:
    header, data = {}, b""
    for name, array in arrays.items():
        entry = {"dtype": "F64", "shape": array.shape, "data_offsets": [len(data), len(data) + array.nbytes]}
        header[name], data = entry, data + array.tobytes()
    text = json.dumps({"__metadata__": {"format": "pt"}, **header}).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + data)
    return path


def test_a_saved_state_loads(tmp_path: Path) -> None:
    saved = ReferenceNet(SMALL, seed=5)
    arrays = {**saved.params, **saved.buffers, "batchnorm1.num_batches_tracked": np.array(3.0)}
    np.savez(tmp_path / "state.npz", **arrays)
    for path in (tmp_path / "state.npz", safetensors(tmp_path / "state.safetensors", arrays)):
        net = ReferenceNet(SMALL)
        net.load(path)
        assert np.array_equal(net.forward(image()), saved.forward(image()))


def test_bfloat16_is_widened(tmp_path: Path) -> None:
    text = json.dumps({"w": {"dtype": "BF16", "shape": [2], "data_offsets": [0, 4]}}).encode()
    path = tmp_path / "w.safetensors"
    path.write_bytes(len(text).to_bytes(8, "little") + text + b"\x80\x3f\x00\xc0")
    assert read_arrays(path)["w"].tolist() == [1.0, -2.0]


def test_what_does_not_fit_is_not_loaded(tmp_path: Path) -> None:
    net = ReferenceNet(SMALL)
    held = {**net.params, **net.buffers}
    wrong = {**held, "fc1.bias": np.ones(3), "fc9.bias": np.ones(1)}
    del wrong["conv1.bias"]
    with pytest.raises(UnreadableArrays, match=r"fc1.bias is \(3,\), not \(2,\); conv1.bias is missing; fc9.bias"):
        net.load(wrong)
    for name, content in (
        ("state.pt", b"\x80\x04."), ("state.npz", b"no zip"), ("state.safetensors", b"\xff" * 16),
        ("short.safetensors", (2).to_bytes(8, "little") + b"[]"),
        ("beyond.safetensors", (54).to_bytes(8, "little") + b'{"w":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}'),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UnreadableArrays):
            net.load(tmp_path / name)


def test_a_pickle_inside_npz_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "state.npz", w=np.array([{}], dtype=object))
    with pytest.raises(UnreadableArrays):
        read_arrays(tmp_path / "state.npz")


@pytest.mark.parametrize(
    ("y", "words"),
    [
        ([0, 1, -1], "labels from -1 to 1, where the classes are 0 to 1"),
        ([0, 1, 2], "labels from 0 to 2"),
        ([0], r"labels of shape \(1,\), where scores of shape \(3, 2\) need \(3,\)"),
        ([[0, 1, 0]], "labels of shape"),
        ([0.0, 1.0, 0.0], "labels are whole numbers, not float64"),
    ],
)
def test_labels_that_do_not_fit_are_refused(y: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        ReferenceNet(SMALL).loss(image(), y)


def test_targets_that_do_not_fit_are_refused() -> None:
    net = ReferenceNet(Network(input="4", layers=[{"fc": 2}], loss="mse"))
    with pytest.raises(ValueError, match=r"targets of shape \(2, 3\) for scores of shape \(3, 2\)"):
        net.loss(np.ones((3, 4)), np.ones((2, 3)))


@pytest.mark.parametrize("dscores", [1.0, np.ones((1, 2))])
def test_a_gradient_that_does_not_fit_is_refused(dscores: Any) -> None:
    net = ReferenceNet(SMALL)
    net.forward(image())
    with pytest.raises(ValueError, match=r"the gradient of the scores is \(3, 2\)"):
        net.backward(dscores)


@pytest.mark.parametrize("wrong", [{"dtype": "int32"}, {"dtype": "complex128"}, {"init": "foo"}])
def test_an_unknown_choice_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(wrong))} is .* or .*, not"):
        ReferenceNet(SMALL, **wrong)


def test_no_example_is_refused() -> None:
    with pytest.raises(ValueError, match="N at least 1"):
        ReferenceNet(SMALL).forward(image()[:0])


def tensors(header: str, data: bytes = b"") -> bytes:
    """Write a .safetensors file, sound or not."""
    return len(header).to_bytes(8, "little") + header.encode() + data


def zipped(content: bytes, compression: int = 0, flags: int = 0) -> bytes:
    """Write a zip file of w.npy, its compression and flags as told."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("w.npy", content)
    raw = bytearray(made.getvalue())
    for place, extra in ((raw.index(b"PK\x03\x04"), 6), (raw.index(b"PK\x01\x02"), 8)):
        raw[place + extra], raw[place + extra + 2] = flags, compression
    return bytes(raw)


def npy(header: str) -> bytes:
    return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("deep.safetensors", tensors("[" * 200_000)),
        ("endless.safetensors", tensors('{"w":{"dtype":"F64","shape":[Infinity],"data_offsets":[0,8]}}', b"8" * 8)),
        ("short.safetensors", (9).to_bytes(8, "little") + b"{}"),
        ("short2.safetensors", tensors('{"w":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}}', b"8" * 8)),
        ("token.npz", zipped(npy("{'descr': '<f8', ("))),
        ("huge.npz", zipped(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (35184372088832,)}"))),
        ("locked.npz", zipped(b"", flags=1)),
        ("other.npz", zipped(b"", compression=99)),
    ],
)  # fmt: skip
def test_an_unsound_file_is_said_to_be_so(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableArrays, match=f"{name} is not a sound"):
        read_arrays(tmp_path / name)


@pytest.mark.parametrize("dtype", ["complex128", "datetime64[s]", "U3", "object"])
@pytest.mark.parametrize("saved", [False, True])
def test_only_real_numbers_are_loaded(tmp_path: Path, dtype: str, saved: bool) -> None:  # noqa: FBT001
    net = ReferenceNet(SMALL)
    before = {name: array.copy() for name, array in net.params.items()}
    arrays: dict[str, Any] = {name: array + 1 for name, array in {**net.params, **net.buffers}.items()}
    last = list(net.params)[-1]
    arrays[last] = np.ones(arrays[last].shape, "int64").astype(dtype)
    np.savez(tmp_path / "state.npz", **arrays)
    with pytest.raises(UnreadableArrays, match=last):
        net.load(tmp_path / "state.npz" if saved else arrays)
    assert all(np.array_equal(net.params[name], array) for name, array in before.items())


def test_an_array_of_another_shape_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    np.savez_compressed(tmp_path / "state.NPZ.npz", w=np.zeros(10**6))
    path = (tmp_path / "state.NPZ.npz").rename(tmp_path / "state.NPZ")
    monkeypatch.setattr(np.lib.format, "read_array", pytest.fail)
    with pytest.raises(UnreadableArrays, match="w belongs to no layer"):
        ReferenceNet(SMALL).load(path)


def test_erf_is_exact() -> None:
    import math

    x = np.concatenate([np.linspace(-7, 7, 20001), [0.0, 1e-300, -1e-9, 40.0, -40.0]])
    exact = np.array([math.erf(value) for value in x])
    np.testing.assert_allclose(erf(x), exact, rtol=1e-15, atol=2e-16)
    assert erf(x.astype("float32")).dtype == "float32"


def test_a_product_of_one_alone_is_that_one() -> None:
    alone = {"parallel": {"join": "multiply", "branches": [[{"fc": 2}]]}}
    net = ReferenceNet(Network(input="3", layers=[alone]))
    net.forward(np.ones((1, 3)))
    assert np.array_equal(net.backward(np.ones((1, 2)))["fc1.weight"], np.ones((2, 3)))


def test_learning_gives_what_the_loss_gives_but_for_the_inputs() -> None:
    layers = [{"conv": {"filters": 3, "size": 3}}, "relu", {"add": ["relu1", "relu1"]}, {"fc": 4}]
    net = ReferenceNet(Network(input="6x6x2", layers=layers, loss={"softmax": {"l2": 0.1}}))
    x, y = np.random.default_rng(0).standard_normal((5, 2, 6, 6)), np.arange(5) % 4
    due, gradients = net.loss(x, y, training=True)
    loss, learned = net.learn(x, y)
    assert loss == due
    assert not learned.pop("input").any()
    assert all(np.array_equal(learned[name], gradients[name]) for name in learned)

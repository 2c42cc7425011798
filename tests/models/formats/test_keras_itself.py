"""Models that Keras itself makes and saves, held against counts by their own layers."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from netcalc import calculate, load
from tests.support.keras_counts import counts

os.environ.setdefault("KERAS_BACKEND", "jax")
pytestmark = pytest.mark.keras


def encoder_decoder(keras: Any) -> Any:
    layers = keras.layers
    come, target = keras.Input((9, 7)), keras.Input((8, 5))
    _, hidden, memory = layers.LSTM(6, return_state=True)(come)
    made = layers.LSTM(6, return_sequences=True)(target, initial_state=[hidden, memory])
    return keras.Model([come, target], layers.Dense(5, activation="softmax")(made))


def clip_of_frames(keras: Any) -> Any:
    layers = keras.layers
    frame = keras.Sequential([keras.Input((8, 6, 2)), layers.Conv2D(4, 3, activation="relu"),
                              layers.BatchNormalization(), layers.Flatten(), layers.Dense(7)])  # fmt: skip
    frames = keras.Input((5, 8, 6, 2))
    made = layers.Bidirectional(layers.GRU(3), merge_mode="sum")(layers.TimeDistributed(frame)(frames))
    return keras.Model(frames, layers.Dense(2)(made))


def operations(keras: Any) -> Any:
    layers, ops = keras.layers, keras.ops
    come = keras.Input((8, 6, 4))
    gate = ops.sigmoid(layers.Dense(4)(ops.mean(come, axis=(1, 2), keepdims=True)))
    rows = ops.reshape(come * gate + 1, (-1, 48, 4))
    asked = layers.MultiHeadAttention(2, 5, value_dim=3)(rows, rows)
    return keras.Model(come, layers.Dense(3)(ops.concatenate([asked, rows], axis=-1)[:, 0]))


def shared(keras: Any) -> Any:
    layers = keras.layers
    open_ = keras.Input((None, None, 3))
    inner = keras.Model(open_, layers.Conv2D(4, 3, activation="relu")(open_))
    one, other = keras.Input((12, 10, 3)), keras.Input((8, 7, 3))
    ends = [layers.GlobalAveragePooling2D()(inner(each)) for each in (one, other)]
    return keras.Model([one, other], layers.Dot(axes=1)(ends))


@pytest.mark.parametrize("make", [encoder_decoder, clip_of_frames, operations])
def test_numbers_are_those_of_its_layers(tmp_path: Path, make: Callable[[Any], Any]) -> None:
    keras = pytest.importorskip("keras", reason="no Keras")
    held(make(keras), tmp_path)


def test_a_network_of_its_own(tmp_path: Path) -> None:
    keras = pytest.importorskip("keras", reason="no Keras")
    with keras.StatelessScope(initialize_variables=False):
        model = keras.applications.MobileNetV2(weights=None)
    held(model, tmp_path)


def test_a_model_that_is_called_on_other_extents(tmp_path: Path) -> None:
    keras = pytest.importorskip("keras", reason="no Keras")
    (tmp_path / "net.json").write_text(shared(keras).to_json(), encoding="utf-8")
    report = calculate(load(tmp_path / "net.json"))
    assert report.totals.params == 9 * 3 * 4 + 4
    assert report.totals.macs == (10 * 8 + 6 * 5) * 9 * 3 * 4 + 4
    assert not report.problems


def held(model: Any, folder: Path) -> None:
    """Hold what is read of a model against what its layers come to."""
    (folder / "net.json").write_text(model.to_json(), encoding="utf-8")
    report, theirs = calculate(load(folder / "net.json")), counts(model)
    assert report.totals.params == theirs.params
    assert report.totals.buffers == theirs.buffers
    assert report.totals.macs == theirs.macs
    shapes = [(*reversed(each.output.spatial), each.output.depth) for each in report.outputs if each.output]
    assert shapes == list(theirs.outputs)

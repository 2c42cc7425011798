"""Keras models: the words of Keras 1 to 3, models in models, layers called twice, code that is not looked at."""

import json
from pathlib import Path
from typing import Any

import pytest

from netcalc import SpecError, calculate, load
from netcalc.report.report import Report


def summed(tmp_path: Path, model: object, **more: str) -> Report:
    (tmp_path / "net.json").write_text(json.dumps(model), encoding="utf-8")
    return calculate(load(tmp_path / "net.json", **more))


def layer(kind: str, name: str, *reads: str, **config: Any) -> dict[str, Any]:
    nodes = [[[each, 0, 0, {}] for each in reads]] if reads else []
    return {"class_name": kind, "name": name, "config": {"name": name, **config}, "inbound_nodes": nodes}


def functional(*layers: dict[str, Any], inputs: list[Any], outputs: list[Any]) -> dict[str, Any]:
    config = {"name": "net", "layers": list(layers), "input_layers": inputs, "output_layers": outputs}
    return {"class_name": "Functional", "config": config}


KERAS_1 = [
    {"class_name": "Convolution2D", "config": {"name": "c", "nb_filter": 4, "nb_row": 3, "nb_col": 5,
     "subsample": [2, 1], "border_mode": "same", "dim_ordering": "th", "bias": False,
     "batch_input_shape": [None, 2, 10, 12]}},
    {"class_name": "Flatten", "config": {"name": "f"}},
    {"class_name": "Dense", "config": {"name": "d", "output_dim": 7, "activation": "relu"}},
]  # fmt: skip
KERAS_3 = [
    {"class_name": "InputLayer", "config": {"name": "i", "batch_shape": [None, 10, 12, 2]}},
    {"class_name": "Conv2D", "config": {"name": "c", "filters": 4, "kernel_size": [3, 5], "strides": [2, 1],
     "padding": "same", "data_format": "channels_last", "use_bias": False}},
    {"class_name": "Flatten", "config": {"name": "f"}},
    {"class_name": "Dense", "config": {"name": "d", "units": 7, "activation": "relu"}},
]  # fmt: skip
SAME = [
    {"class_name": "Sequential", "config": KERAS_1},
    {"class_name": "Sequential", "config": {"name": "net", "layers": KERAS_3}},
    json.dumps({"class_name": "Sequential", "config": {"layers": KERAS_3}}),
    {"modelTopology": {"model_config": {"class_name": "Sequential", "config": {"layers": KERAS_3}}}},
]


@pytest.mark.parametrize("model", SAME)
def test_the_same_net_in_the_words_of_every_version(tmp_path: Path, model: object) -> None:
    report = summed(tmp_path, model)
    assert [each.name for each in report] == ["c", "f", "d", "d_relu"]
    assert report["c"].output == (12, 5, 4)
    assert report.totals.params == 3 * 5 * 2 * 4 + (12 * 5 * 4 * 7 + 7)
    assert report.valid


def test_a_model_called_twice_has_its_arrays_once(tmp_path: Path) -> None:
    inside = [{"class_name": "Dense", "config": {"name": "d", "units": 4, "batch_input_shape": [None, 6]}}]
    tower = {"class_name": "Sequential", "config": {"name": "t", "layers": inside}, "name": "t"}
    tower["inbound_nodes"] = [[["a", 0, 0, {}]], [["b", 0, 0, {}]]]
    comes = [layer("InputLayer", name, batch_input_shape=[None, 6]) for name in "ab"]
    joined = layer("Subtract", "s") | {"inbound_nodes": [[["t", 1, 0, {}], ["t", 2, 0, {}]]]}
    joined["inbound_nodes"] = [[["t", 0, 0, {}], ["t", 1, 0, {}]]]
    report = summed(
        tmp_path, functional(*comes, tower, joined, inputs=[["a", 0, 0], ["b", 0, 0]], outputs=[["s", 0, 0]])
    )
    assert report.totals.params == 6 * 4 + 4
    assert report.totals.macs == 2 * 6 * 4
    assert report["t_2.d"].shares == "t.d"


def test_what_keras_stores_and_pytorch_does_not(tmp_path: Path) -> None:
    recurrent = {"name": "l", "units": 5, "return_sequences": False, "batch_input_shape": [None, 9, 3]}
    for kind, arrays in (
        ("LSTM", 4 * (3 * 5 + 5 * 5 + 5)),
        ("SimpleRNN", 3 * 5 + 5 * 5 + 5),
        ("GRU", 3 * (3 * 5 + 5 * 5 + 5)),
    ):
        model = {"class_name": "Sequential", "config": [{"class_name": kind, "config": recurrent}]}
        assert summed(tmp_path, model).totals.params == arrays
    after = {"class_name": "GRU", "config": {**recurrent, "reset_after": True}}
    report = summed(tmp_path, {"class_name": "Sequential", "config": [after]})
    assert report.totals.params == 3 * (3 * 5 + 5 * 5 + 2 * 5)
    norm = {
        "class_name": "BatchNormalization",
        "config": {"name": "n", "scale": False, "batch_input_shape": [None, 8, 8, 6]},
    }
    report = summed(tmp_path, {"class_name": "Sequential", "config": [norm]})
    assert (report.totals.params, report.totals.buffers, report.output) == (6, 12, (8, 8, 6))


@pytest.mark.parametrize(
    ("kind", "config", "params"),
    [
        ("PReLU", {}, 4 * 6 * 2),
        ("PReLU", {"shared_axes": [1, 2]}, 2),
        ("PReLU", {"shared_axes": [1]}, 6 * 2),
        ("PReLU", {"shared_axes": [3]}, 4 * 6),
        ("PReLU", {"shared_axes": [2, 3]}, 4),
        ("PReLU", {"shared_axes": [1, 2, 3]}, 1),
        ("LayerNormalization", {}, 2 * 2),
        ("LayerNormalization", {"axis": [3]}, 2 * 2),
        ("LayerNormalization", {"axis": [1, 2, 3]}, 2 * (4 * 6 * 2)),
        ("LayerNormalization", {"axis": [1, 2, 3], "scale": False}, 4 * 6 * 2),
        ("LayerNormalization", {"axis": [1, 2]}, 2 * (4 * 6)),
        ("LayerNormalization", {"axis": 1}, 2 * 4),
        ("LayerNormalization", {"rms_scaling": True}, 2),
        ("BatchNormalization", {"axis": [3]}, 2 * 2),
        ("BatchNormalization", {"axis": 1, "scale": False}, 4),
    ],
)
def test_arrays_lie_along_the_axes_that_keras_names(
    tmp_path: Path, kind: str, config: dict[str, Any], params: int
) -> None:  # rows, columns, channels: 4, 6, 2
    alone = {"class_name": kind, "config": {"name": "a", "batch_input_shape": [None, 4, 6, 2], **config}}
    report = summed(tmp_path, {"class_name": "Sequential", "config": [alone]})
    assert (report["a"].params, report["a"].output) == (params, (6, 4, 2))


def test_code_is_not_looked_at(tmp_path: Path) -> None:
    secret = {
        "class_name": "Lambda",
        "config": {"name": "x", "function": ["4wEAAAA=", None, None], "function_type": "lambda"},
    }
    first = {"class_name": "Dense", "config": {"name": "d", "units": 4, "batch_input_shape": [None, 6]}}
    report = summed(tmp_path, {"class_name": "Sequential", "config": [first, secret]})
    assert [problem.code for problem in report.problems] == ["unsupported-operator"]
    assert report.output == (4,)


@pytest.mark.parametrize(
    ("stated", "made"), [([7, 5], (7, 5)), ([None, 5], (3, 5)), ([5], (5,)), ([None, None, 5], (3, 4)), (None, (3, 4))]
)
def test_a_shape_that_a_layer_states_has_no_batch(tmp_path: Path, stated: object, made: tuple[int, ...]) -> None:
    own = {"name": "e", "output_shape": stated, "batch_input_shape": [None, 3, 4]}
    report = summed(tmp_path, {"class_name": "Sequential", "config": [{"class_name": "EinsumDense", "config": own}]})
    assert report.output == made


def test_a_size_left_open_is_asked_for(tmp_path: Path) -> None:
    first = {
        "class_name": "Conv2D",
        "config": {"name": "c", "filters": 2, "kernel_size": [3, 3], "batch_input_shape": [None, None, None, 3]},
    }
    model = {"class_name": "Sequential", "config": [first]}
    with pytest.raises(SpecError, match="--input"):
        summed(tmp_path, model)
    assert summed(tmp_path, model, input="8x6x3").output == (6, 4, 2)


def test_a_model_of_nothing_is_said(tmp_path: Path) -> None:
    nothing = {"name": "net", "layers": [], "input_layers": ["i", 0, [1, 2]], "output_layers": ["o", 0, 0]}
    with pytest.raises(SpecError, match="a model without layers"):
        summed(tmp_path, {"class_name": "Functional", "config": nothing})

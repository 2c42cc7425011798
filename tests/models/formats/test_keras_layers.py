"""Layers of Keras by themselves: params, multiplications and what leaves, as Keras 3.15 builds them."""

from pathlib import Path
from typing import Any

import pytest

from tests.support.keras_files import alone, came, inside, node, nodes, summed, tensor

LSTM = 4 * (4 * 6 + 6 * 6 + 6)  # four gates of six units on four values, one bias


def bidirectional(**config: Any) -> dict[str, Any]:
    return inside("LSTM", units=6, return_sequences=True, **config)


@pytest.mark.parametrize(
    ("kind", "shape", "config", "params", "output"),
    [
        ("GroupNormalization", (8, 6, 4), {"groups": 2}, 2 * 4, (6, 8, 4)),
        ("GroupNormalization", (8, 6, 4), {"groups": 2, "axis": 1}, 2 * 8, (6, 8, 4)),
        ("GroupNormalization", (8, 6, 4), {"groups": 2, "axis": 2, "scale": False}, 6, (6, 8, 4)),
        ("RMSNormalization", (8, 6, 4), {"axis": [1, 2]}, 8 * 6, (6, 8, 4)),
        ("AdaptiveAveragePooling2D", (8, 6, 4), {"output_size": [4, 3]}, 0, (3, 4, 4)),
        ("CenterCrop", (8, 6, 3), {"height": 4, "width": 5}, 0, (5, 4, 3)),
        ("Resizing", (8, 6, 3), {"height": 16, "width": 9}, 0, (9, 16, 3)),
        ("Resizing", (8, 6, 3), {"height": 4, "width": 9}, 0, (9, 4, 3)),
        ("CategoryEncoding", (6,), {"num_tokens": 10, "output_mode": "multi_hot"}, 0, (10,)),
        ("Embedding", (7, 3), {"input_dim": 20, "output_dim": 5}, 20 * 5, (3, 7, 5)),
        ("EinsumDense", (7, 6), {"equation": "abc,cd->abd", "output_shape": [None, 8], "bias_axes": "d"}, 6 * 8 + 8,
         (7, 8)),
        ("EinsumDense", (7, 6), {"equation": "abc,cde->abde", "output_shape": [None, 4, 5], "bias_axes": "de"},
         6 * 4 * 5 + 4 * 5, (4, 7, 5)),
        ("Bidirectional", (20, 4), {"layer": bidirectional(), "merge_mode": "sum"}, 2 * LSTM, (20, 6)),
        ("Bidirectional", (20, 4), {"layer": bidirectional(), "merge_mode": "ave"}, 2 * LSTM, (20, 6)),
        ("RNN", (20, 4), {"cell": inside("LSTMCell", units=6)}, LSTM, (6,)),
        ("RNN", (20, 4), {"cell": [inside("LSTMCell", units=6), inside("SimpleRNNCell", units=5)]},
         LSTM + 6 * 5 + 5 * 5 + 5, (5,)),
        ("ConvLSTM2D", (5, 8, 6, 2), {"filters": 4, "kernel_size": [3, 3], "padding": "same"},
         4 * (9 * 2 * 4 + 9 * 4 * 4 + 4), (6, 8, 4)),
        ("SpectralNormalization", (8, 6, 2), {"layer": inside("Conv2D", filters=4, kernel_size=[3, 3])},
         9 * 2 * 4 + 4, (4, 6, 4)),
    ],
)  # fmt: skip
def test_params_and_what_leaves(
    tmp_path: Path, kind: str, shape: tuple[int, ...], config: dict[str, Any], params: int, output: tuple[int, ...]
) -> None:
    report = summed(tmp_path, alone(kind, shape, **config))
    assert (report.totals.params, report.output) == (params, output)
    assert not report.problems


CONV = {"filters": 4, "kernel_size": [3, 3]}
TOWER = {"class_name": "Sequential", "config": {"name": "t", "layers": [
    inside("Conv2D", **CONV), {"class_name": "Flatten", "config": {"name": "f"}},
    {"class_name": "Dense", "config": {"name": "d", "units": 7}},
]}}  # fmt: skip


@pytest.mark.parametrize(
    ("layer", "params", "macs", "output"),
    [
        (inside("Dense", units=7), 2 * 7 + 7, 5 * 8 * 6 * 2 * 7, (6, 8, 5, 7)),
        (inside("Conv2D", **CONV), 9 * 2 * 4 + 4, 5 * 6 * 4 * 9 * 2 * 4, (4, 6, 5, 4)),
        (inside("MaxPooling2D", pool_size=[2, 2]), 0, 0, (3, 4, 5, 2)),
        (inside("BatchNormalization"), 2 * 2, 0, (6, 8, 5, 2)),
        (inside("GlobalAveragePooling2D"), 0, 0, (5, 2)),
        (inside("Flatten"), 0, 0, (5, 8 * 6 * 2)),
        (inside("PReLU"), 8 * 6 * 2, 0, (6, 8, 5, 2)),
        (inside("TimeDistributed", layer=inside("Dense", units=7)), 2 * 7 + 7, 5 * 8 * 6 * 2 * 7, (6, 8, 5, 7)),
        (TOWER, 9 * 2 * 4 + 4 + 96 * 7 + 7, 5 * (6 * 4 * 9 * 2 * 4 + 96 * 7), (5, 7)),
    ],
)
def test_a_layer_at_every_position(
    tmp_path: Path, layer: dict[str, Any], params: int, macs: int, output: tuple[int, ...]
) -> None:
    """TimeDistributed over five maps of 8 rows, 6 columns and 2 channels."""
    report = summed(tmp_path, alone("TimeDistributed", (5, 8, 6, 2), layer=layer))
    assert (report.totals.params, report.totals.macs, report.output) == (params, macs, output)


def test_what_recurs_at_every_position_is_worked_out_by_itself(tmp_path: Path) -> None:
    report = summed(tmp_path, alone("TimeDistributed", (5, 20, 4), layer=inside("LSTM", units=6)))
    assert (report.totals.params, report.totals.macs) == (LSTM, 5 * 20 * 4 * (4 * 6 + 6 * 6))
    assert report.output == (5, 6)


@pytest.mark.parametrize(
    ("config", "words", "params", "macs"),
    [
        ({}, {}, 3 * (6 * 10 + 10) + 10 * 6 + 6, 7 * 4 * 6 * 10 + 2 * 7 * 7 * 10),
        ({"value_dim": 3}, {}, 2 * (60 + 10) + 36 + 6 + 36 + 6, 7 * (60 + 60 + 36 + 36) + 7 * 7 * (10 + 6)),
        ({"output_shape": [9]}, {}, 3 * 70 + 90 + 9, 7 * (180 + 90) + 2 * 7 * 7 * 10),
        ({}, {"attention_mask": tensor("m", (7, 7))}, 3 * 70 + 66, 7 * 240 + 2 * 7 * 7 * 10),
    ],
)
def test_attention_of_two_heads_of_five(
    tmp_path: Path, config: dict[str, Any], words: dict[str, Any], params: int, macs: int
) -> None:
    x = tensor("x", (7, 6))
    attention = node("MultiHeadAttention", "a", x, x, words=words, num_heads=2, key_dim=5, **config)
    masks = [came("m", (7, 7))] if words else []
    report = summed(tmp_path, nodes(came("x", (7, 6)), *masks, attention, outputs=[("a", 0, 0)]))
    assert (report.totals.params, report.totals.macs) == (params, macs)
    assert not report.problems


def test_attention_along_one_axis(tmp_path: Path) -> None:
    """Each of seven positions of a column asks the seven of its own column alone."""
    x = tensor("x", (4, 7, 6))
    attention = node("MultiHeadAttention", "a", x, x, num_heads=2, key_dim=5, attention_axes=[2])
    report = summed(tmp_path, nodes(came("x", (4, 7, 6)), attention, outputs=[("a", 0, 0)]))
    assert report.totals.macs == 28 * 4 * 6 * 10 + 28 * 7 * 2 * 10


def test_attention_without_projections(tmp_path: Path) -> None:
    q, v = tensor("q", (7, 6)), tensor("v", (9, 6))
    made = node("Attention", "a", [q, v], use_scale=True)
    report = summed(tmp_path, nodes(came("q", (7, 6)), came("v", (9, 6)), made, outputs=[("a", 0, 0)]))
    assert (report.totals.params, report.totals.macs, report.output) == (1, 2 * 7 * 9 * 6, (7, 6))


def test_the_states_of_an_encoder_begin_a_decoder(tmp_path: Path) -> None:
    states = [tensor("e", (6,), place=place) for place in (1, 2)]
    encoder = node("LSTM", "e", tensor("x", (9, 4)), units=6, return_state=True)
    decoder = node("LSTM", "d", tensor("y", (8, 4)), words={"initial_state": states}, units=6, return_sequences=True)
    report = summed(tmp_path, nodes(came("x", (9, 4)), came("y", (8, 4)), encoder, decoder, outputs=[("d", 0, 0)]))
    assert (report.totals.params, report.output) == (2 * LSTM, (8, 6))
    assert report.totals.macs == (9 + 8) * 4 * (4 * 6 + 6 * 6)
    assert not report.problems


def test_a_tensor_for_each_direction(tmp_path: Path) -> None:
    both = node("Bidirectional", "b", tensor("x", (20, 4)), layer=bidirectional(), merge_mode=None)
    ends = [node("Dense", name, tensor("b", (20, 6), place=place), units=3) for place, name in enumerate("fg")]
    report = summed(tmp_path, nodes(came("x", (20, 4)), both, *ends, outputs=[("f", 0, 0), ("g", 0, 0)]))
    assert report.totals.params == 2 * LSTM + 2 * (6 * 3 + 3)
    assert [each.output for each in report.outputs] == [(20, 3), (20, 3)]


@pytest.mark.parametrize(("axes", "output"), [(1, (5, 7)), ([1, 1], (5, 7))])
def test_products_along_an_axis(tmp_path: Path, axes: object, output: tuple[int, ...]) -> None:
    made = node("Dot", "d", [tensor("x", (6, 5)), tensor("y", (6, 7))], axes=axes)
    report = summed(tmp_path, nodes(came("x", (6, 5)), came("y", (6, 7)), made, outputs=[("d", 0, 0)]))
    assert (report.totals.macs, report.output) == (6 * 5 * 7, output)


def test_a_table_used_the_other_way_round(tmp_path: Path) -> None:
    table = node("ReversibleEmbedding", "t", tensor("x", (7,)), input_dim=20, output_dim=5)
    table["inbound_nodes"].append({"args": [tensor("t", (7, 5))], "kwargs": {"reverse": True}})
    report = summed(tmp_path, nodes(came("x", (7,)), table, outputs=[("t", 1, 0)]))
    assert (report.totals.params, report.totals.macs, report.output) == (20 * 5, 7 * 5 * 20, (7, 20))
    assert report["t_2"].shares == "t"


def test_preparing_layers_are_left_out_and_said(tmp_path: Path) -> None:
    report = summed(tmp_path, alone("Rescaling", (8, 6, 3), scale=0.1))
    assert (report.totals.params, report.output) == (0, (6, 8, 3))
    assert report.source is not None
    assert any("Rescaling" in note for note in report.source.notes)


@pytest.mark.parametrize(("counted", "new"), [(0, True), (1, False)])
def test_calls_of_a_model_are_counted_from_0_or_from_1(tmp_path: Path, counted: int, new: bool) -> None:  # noqa: FBT001
    """A model has a call of its own: Keras 3 counts it in what leaves, Keras 2 everywhere."""
    inner = nodes(came("i", (8,)), node("Dense", "d", tensor("i", (8,)), units=6), outputs=[("d", 0, 0)])
    inner |= {"name": "m", "inbound_nodes": [{"args": [tensor(name, (8,))], "kwargs": {}} for name in "xy"]}
    after = node("Dense", "e", tensor("m", (6,), node=1 + counted), units=3)
    if not new:
        inner["inbound_nodes"] = [[[name, 0, 0, {}]] for name in "xy"]
        after["inbound_nodes"] = [[["m", 1 + counted, 0, {}]]]
    ends = [("m", 1, 0), ("e", 0, 0)]
    report = summed(tmp_path, nodes(came("x", (8,)), came("y", (8,)), inner, after, outputs=ends))
    assert [each.output for each in report.outputs] == [(6,), (3,)]
    assert report["e"].output == (3,)
    assert report.totals.params == 8 * 6 + 6 + 6 * 3 + 3
    assert not report.problems

"""Attention: PyTorch's names and shapes, what is multiplied, what is seen, what does not divide."""

from typing import Any

import pytest

from netcalc import Attention, Network, calculate, explain
from netcalc.report.report import LayerReport
from tests.support.marks import found


def attention(given: str = "197x768", **fields: Any) -> LayerReport:
    report = calculate(Network(input=given, layers=[Attention(**fields)]))
    assert report.problems == ()
    return report.layers[0]


def crossed(queries: str, filters: int, size: int, **fields: Any) -> LayerReport:
    """Let attention ask what a conv without padding made of the same volume."""
    keys = {"conv": {"filters": filters, "size": size, "name": "keys"}}
    report = calculate(
        Network(input=queries, layers=[keys, {"attention": {**fields, "from": ["input", "keys"]}}], outputs=["keys"])
    )
    return report["attention1"]


def shapes(layer: LayerReport) -> dict[str, tuple[int, ...]]:
    return {array.name: array.shape for array in layer.working.parameters or ()}


def test_vit_base() -> None:
    """ViT-B/16's 197 tokens of 768, 12 heads of 64 (Dosovitskiy et al. 2021); nn.MultiheadAttention(768, 12)."""
    layer = attention(heads=12)
    T, D = 197, 768
    assert layer.output == (T, D)
    assert shapes(layer) == {
        "in_proj_weight": (3 * D, D), "in_proj_bias": (3 * D,), "out_proj.weight": (D, D), "out_proj.bias": (D,)
    }  # fmt: skip
    assert (layer.weights, layer.biases, layer.params) == (4 * D * D, 4 * D, 4 * D * D + 4 * D)
    assert layer.macs == 4 * T * D * D + 2 * T * T * D
    assert layer.neurons == layer.activations == T * D
    assert (layer.unshared.weights, layer.unshared.biases) == (T * 4 * D * D, T * 4 * D)
    assert layer.connections == layer.unshared.params
    assert (layer.receptive_field, layer.receptive_field_is) == (None, "all")


def test_the_number_of_heads_changes_no_count() -> None:
    """nn.MultiheadAttention: 4·64·64 + 4·64 = 16,640 for any head count."""
    assert {attention("10x64", heads=heads).params for heads in (1, 2, 4, 8)} == {4 * 64 * 64 + 4 * 64}
    assert len({attention("10x64", heads=heads).macs for heads in (1, 2, 4, 8)}) == 1


def test_keras_counts_heads_times_key_dim() -> None:
    """MultiHeadAttention(num_heads=4, key_dim=64) on a depth of 64 has 66,368 parameters."""
    assert attention("10x64", heads=4, head_size=64).params == 3 * (64 + 1) * 4 * 64 + (4 * 64 + 1) * 64 == 66_368


def test_a_causal_mask_changes_no_count() -> None:
    """It spares half of what is multiplied; the usual formula counts it (and PyTorch multiplies it)."""
    assert attention(heads=12, causal=True).macs == attention(heads=12).macs


def test_grouped_queries_share_keys_and_values() -> None:
    """Ainslie et al. 2023: 32 heads ask 8; the keys' and values' rows are a quarter."""
    layer = attention("16x4096", heads=32, kv_heads=8, bias=False)
    assert shapes(layer) == {"in_proj_weight": ((32 + 2 * 8) * 128, 4096), "out_proj.weight": (4096, 4096)}
    assert layer.macs == 16 * 4096 * ((32 + 2 * 8) * 128 + 4096) + 2 * 16 * 16 * 32 * 128


def test_cross_attention_projects_each_volume_at_its_own_positions() -> None:
    layer = crossed("10x6", 6, 3, heads=2)
    T, S, D = 10, 8, 6
    assert layer.output == (T, D)
    assert shapes(layer)["in_proj_weight"] == (3 * D, D)
    assert layer.macs == T * D * D + 2 * S * D * D + T * D * D + 2 * T * S * D
    assert layer.unshared.params == T * (D * D + D) + 2 * S * (D * D + D) + T * (D * D + D)
    assert layer.params == 4 * (D * D + D)


def test_keys_of_another_depth_have_projections_of_their_own() -> None:
    """nn.MultiheadAttention(6, 2, kdim=4, vdim=4)."""
    layer = crossed("10x6", 4, 3, heads=2)
    assert shapes(layer) == {
        "q_proj_weight": (6, 6), "k_proj_weight": (6, 4), "v_proj_weight": (6, 4), "in_proj_bias": (18,),
        "out_proj.weight": (6, 6), "out_proj.bias": (6,),
    }  # fmt: skip
    assert layer.params == 2 * 6 * 6 + 2 * 6 * 4 + 4 * 6


def test_tiles_of_swin() -> None:
    """Swin-T's first blocks: 56x56 positions of 96 in tiles of 7x7, 3 heads, a bias for each of 13·13 offsets."""
    layer = attention("56x56x96", heads=3, window=7, shift=3, relative_bias=True)
    T, D, tile = 56 * 56, 96, 7 * 7
    assert shapes(layer)["relative_position_bias_table"] == (13 * 13, 3)
    assert layer.params == 4 * D * D + 4 * D + 13 * 13 * 3
    assert layer.macs == 4 * T * D * D + 2 * T * tile * D
    assert layer.receptive_field_is == "unknown"
    assert (layer.receptive_field_note or "").startswith("attention1 reads the positions of its tile alone")


def test_one_tile_sees_all() -> None:
    assert attention("7x7x8", heads=2, window=7, shift=3).receptive_field_is == "all"


def test_it_reads_every_position_of_any_volume() -> None:
    assert attention("4x3x5x8", heads=2).macs == attention("60x8", heads=2).macs
    assert attention("8", heads=2).macs == 4 * 8 * 8 + 2 * 8


@pytest.mark.parametrize(
    ("fields", "code", "field", "message"),
    [
        ("heads: 5", "groups-do-not-divide", "heads", "5 heads do not divide the depth of 6x4x12"),
        ("heads: 4, kv_heads: 3", "groups-do-not-divide", "kv_heads", "3 heads that answer do not divide the 4 that"),
        ("heads: 2, window: 4", "window-does-not-fit", "window", "tiles of 4 do not tile the 6 positions of W: 2 are"),
        ("heads: 2, window: 3x9", "window-does-not-fit", "window", "tiles of 9 do not tile the 4 positions of H"),
        ("heads: 2, window: 2, shift: 2", "invalid-value", "shift", "a shift of 2 is not less than the tile of 2"),
        ("heads: 2, window: 2x2x2", "shape-mismatch", "window", "`window: 2x2x2` has 3 numbers"),
        ("heads: 2, shift: 1", "invalid-value", "shift", "`shift` rolls a map before it is tiled"),
        ("heads: 2, window: 2, from: [input, relu1]", "shape-mismatch", "window", "`window` is of positions of one"),
        (
            "heads: 2, relative_bias: true, from: [input, relu1]",
            "shape-mismatch",
            "relative_bias",
            "`relative_bias` is",
        ),
        ("heads: 2, from: [input, relu1, relu1]", "invalid-value", "from", "attention reads one layer or two, not 3"),
    ],
)
def test_what_does_not_divide_is_said_at_its_field(fields: str, code: str, field: str, message: str) -> None:
    (problem,) = found(f"input: 6x4x12\nlayers: [relu, attention: {{{fields}}}]")
    assert (problem.code, problem.path[-1]) == (code, field)
    assert problem.message.startswith(message)


def test_a_spec_writes_its_window() -> None:
    network = Network(input="4x4x8", layers=[Attention(heads=2, window=2)])
    assert network.to_dict()["layers"] == [{"attention": {"heads": 2, "window": 2}}]


def test_its_arithmetic_in_letters() -> None:
    steps = {
        step.number: step
        for step in explain(calculate(Network(input="5x4", layers=[{"attention": 2}])), "attention1").steps
    }
    assert steps["macs"].formula == (
        "D1·3·heads·head_size·T + heads·head_size·D2·T + T·T·heads·head_size + T·T·heads·head_size"
    )
    assert steps["macs"].value == 5 * 3 * 4 * 4 + 5 * 4 * 4 + 2 * 5 * 5 * 4


@pytest.mark.parametrize(
    ("queries", "keys", "said"),
    [("5x4", "5x4", ""), ("6x4", "5x4", "counted from the start"), ("5x4", "7x4", "the last 2 keys nobody reads")],
)
def test_a_causal_mask_over_unlike_lengths_says_which_keys_are_read(queries: str, keys: str, said: str) -> None:
    layer = {"attention": {"heads": 2, "causal": True, "from": ["q", "k"]}}
    report = calculate(Network(inputs={"q": queries, "k": keys}, layers=[layer]))
    output = next(
        step for step in explain(report, "attention1").steps if step.number == "output" and step.symbol == "output"
    )
    assert output.note.endswith(said)
    assert bool(output.note) == bool(said)

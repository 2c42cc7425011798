"""Attention of every sort, read as attention from what exporters make of it; what our kind has not stands beside it."""

from typing import Any

import pytest

from netcalc import Report, calculate, load
from tests.support.running import ROOT

FILES = ROOT / "tests/data/models"
D, HEADS, T, TILE = 12, 3, 6 * 8, 2 * 4  # of the net in windows: depth, heads, positions after padding, of a tile
WAYS, HIDDEN = 3 * 7, 5  # from one position of a tile to another; units of the net that makes biases of them


def summed(name: str) -> Report:
    return calculate(load(FILES / name))


@pytest.mark.parametrize("name", ["cosine.pt2", "cosine_apart.pt2"])
def test_what_attention_learns_besides_stands_beside_it(name: str) -> None:
    """Swin v2: a scale a head, and a net that makes biases of ways; whether operators are whole or taken apart."""
    report = summed(name)
    (found,) = [layer for layer in report if layer.kind == "attention"]
    layer: Any = found.working.layer
    assert (layer.heads, layer.window_, layer.bias, layer.relative_bias) == (HEADS, (4, 2), True, False)
    assert found.params == 4 * D * D + 4 * D
    assert found.macs == 4 * D * D * T + 2 * T * TILE * D
    (beside,) = [layer for layer in report if layer.kind == "stated"]
    assert beside.params == HEADS + (2 * HIDDEN + HIDDEN + HIDDEN * HEADS)
    assert beside.macs == WAYS * (2 * HIDDEN + HIDDEN * HEADS)
    assert (report.output, report.problems) == ((7, 5, D), ())


@pytest.mark.parametrize("end", [".pt2", "_apart.pt2", ".onnx", "_script.onnx"])
def test_a_decoder_reads_its_encoder(end: str) -> None:
    """PyTorch's Transformer of one layer each, on two examples: both layers have attention, the decoder two."""
    report = summed(f"translating{end}")
    d, T, T_k, hidden = 8, 4, 6, 16
    attentions = [layer for layer in report if layer.kind == "attention"]
    assert [layer.params for layer in attentions] == [4 * d * d + 4 * d] * 3
    asked = {(T_k, T_k), (T, T), (T, T_k)}
    assert {layer.macs for layer in attentions} == {2 * d * d * (a + b) + 2 * a * b * d for a, b in asked}
    norms = 7 * 2 * d
    assert report.totals.params == 3 * (4 * d * d + 4 * d) + 2 * (2 * d * hidden + hidden + d) + norms
    assert (report.output, report.problems) == ((T, d), ())


def test_what_an_exporter_worked_out_is_said() -> None:
    """The scale, made into a factor, and the biases, one for each two positions of a tile, stand in the file."""
    report = summed("cosine.onnx")
    (beside,) = [layer for layer in report if layer.kind == "stated" and layer.params]
    assert beside.params == HEADS + TILE * TILE * HEADS
    assert report.source is not None
    assert "worked out arrays of others" in " ".join(report.source.notes)

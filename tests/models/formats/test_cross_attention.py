"""Attention whose queries read another volume than its keys, as PyTorch exports it: its arrays are taken apart."""

from typing import Any

from netcalc.models.tensors.attention import attentions
from netcalc.models.tensors.attention.graph import Graph
from netcalc.models.tensors.program import Held, Op, Program

B, T, S, D, HEADS = 2, 10, 12, 8, 2  # examples, positions of queries, of keys, depth, heads
SIZE = D // HEADS
HELD = {
    "weight": Held("a.in_proj_weight", (3 * D, D)),
    "bias": Held("a.in_proj_bias", (3 * D,)),
    "out": Held("a.out_proj.weight", (D, D)),
    "shift": Held("a.out_proj.bias", (D,)),
}
SHAPES = {
    "x": (T, B, D), "y": (S, B, D), "queries": (B, HEADS, T, SIZE), "keys": (B, HEADS, S, SIZE),
    "values": (B, HEADS, S, SIZE), "flat": (B * T, D), "back": (B * T, D), "made": (T, B, D),
}  # fmt: skip


def op(word: str, reads: str, makes: str, **given: Any) -> Op:
    return Op(word, word, tuple(reads.split()), tuple(makes.split()), given, ("a",), "")


OPS = (
    op("permute", "left", "x", swap=(1, 0)), op("permute", "right", "y", swap=(1, 0)),
    op("split", "weight", "wq wkv", axis=0, sizes=[D, 2 * D]), op("split", "bias", "bq bkv", axis=0, sizes=[D, 2 * D]),
    op("fc", "x wq bq", "q"), op("fc", "y wkv bkv", "kv"), op("view", "q", "queries"),
    op("select", "kv", "k"), op("view", "k", "keys"), op("select", "kv", "v"), op("view", "v", "values"),
    op("attention", "queries keys values", "mixed"), op("view", "mixed", "flat"), op("fc", "flat out shift", "back"),
    op("view", "back", "made"), op("add", "made x", "sum"),
)  # fmt: skip


def test_parts_of_an_array_are_one_and_the_batch_is_an_axis_again() -> None:
    inputs = (("left", (B, T, D), False), ("right", (B, S, D), False))
    found, _ = attentions(Program(inputs, ("sum",), HELD, {}, SHAPES, OPS, {}))
    (attention,) = found.values()
    assert (attention.reads, attention.heads, attention.kv_heads, attention.size) == (("x", "y"), HEADS, HEADS, SIZE)
    assert [each.key for each in attention.weights] == ["a.in_proj_weight", "a.out_proj.weight"]
    assert [each.key for each in attention.biases] == ["a.in_proj_bias", "a.out_proj.bias"]
    assert attention.last.makes == ("made",)


def test_arrays_that_are_made_of_themselves_are_none() -> None:
    """A broken file says so."""
    round_ = (op("view", "a", "a"), op("permute", "c", "b"), op("permute", "b", "c"))
    graph = Graph(Program((("x", (B, T, D), False),), ("x",), {}, {}, {}, round_, {}))
    assert [graph.array(name) for name in "abc"] == [None, None, None]

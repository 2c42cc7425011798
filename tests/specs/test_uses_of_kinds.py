"""Every kind, every field and every word of a field stands in some bundled spec; what does not is named here."""

from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

import pytest

from netcalc import load
from netcalc.layers import CATALOGUE
from netcalc.network.bundle import bundled

EVERYWHERE: Final = {
    "name",
    "from_",
    "share",
    "eps",
    "affine",
    "bias",
    "rounding",
}  # fields of many kinds, alike in all
SELDOM: Final = {
    ("maxout", "pieces"),  # 2 in the paper that maxout comes from
    ("local", "pad_mode"),
    ("conv_transpose", "dilation"),
    ("conv_transpose", "groups"),
    ("adaptive_pool", "op"),
    ("elu", "alpha"),
    ("attention", "head_size"),
    ("rnn", "direction"),
    ("slice", "step"),
    ("stated", "params"),
    ("stated", "buffers"),
    ("stated", "macs"),
}
UNSAID: Final = {
    ("pad", "valid"),  # the same as 0
    ("margin", "valid"),
    ("pad", "same_start"),  # ONNX' SAME_LOWER
    ("direction", "backward"),
    ("op", "gelu"),
    ("op", "relu"),
    ("op", "l2"),
    ("output", "unknown"),  # of arrays alone, read from a file
    ("macs", "unknown"),
}


class Said(NamedTuple):
    """A field of a layer, and what a spec says in it."""

    kind: str
    field: str
    value: object


@cache
def said() -> frozenset[Said]:
    """Gather what the bundled specs say, and every kind as a field of no name."""
    found = set[Said]()
    for spec in bundled():
        network = load(spec)
        found.add(Said("", "rounding", network.rounding))
        for node in network.graph.nodes:
            layer = node.layer
            found.add(Said(layer.kind, "", None))
            found |= {Said(layer.kind, field, str(getattr(layer, field))) for field in layer.model_fields_set}
    return frozenset(found)


def words(schema: object) -> Iterator[str]:
    """Give the words that a schema offers."""
    if isinstance(schema, list):
        for each in schema:
            yield from words(each)
    elif isinstance(schema, dict):
        offered = [*schema.get("enum", ()), schema.get("const")]
        yield from (word for word in offered if isinstance(word, str))
        yield from words([value for key, value in schema.items() if key != "enum"])


def offers() -> dict[tuple[str, str], object]:
    """Give each word of a field, with the field's default."""
    found: dict[tuple[str, str], object] = {}
    for form in CATALOGUE.values():
        fields = form.model_json_schema()["properties"]
        for field, schema in fields.items():
            found |= {(field, word): schema.get("default") for word in words(schema)}
    return found


@pytest.mark.parametrize("kind", CATALOGUE)
def test_a_bundled_spec_uses_every_kind(kind: str) -> None:
    assert Said(kind, "", None) in said()


@pytest.mark.parametrize("kind", CATALOGUE)
def test_a_bundled_spec_sets_every_field_but_those_named_above(kind: str) -> None:
    fields = {field for field in CATALOGUE[kind].model_fields if field not in EVERYWHERE}
    unset = fields - {each.field for each in said() if each.kind == kind}
    assert {(kind, field) for field in unset} == {pair for pair in SELDOM if pair[0] == kind}


def test_bundled_specs_share_arrays_and_measure_layers() -> None:
    nodes = [node for spec in bundled() for node in load(spec).graph.nodes]
    assert any(node.share for node in nodes)
    assert any(node.measures for node in nodes)


def test_a_bundled_spec_says_every_word_of_a_field_but_those_named_above() -> None:
    heard = {(each.field.removesuffix("_"), each.value) for each in said()}
    silent = {pair for pair, default in offers().items() if pair[1] != default and pair not in heard}
    assert silent == UNSAID

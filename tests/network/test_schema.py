"""The JSON Schema: an editor accepts what netcalc reads, short forms included, and refuses what it does not."""

from typing import Any

import pytest
from jsonschema import Draft7Validator

from netcalc.network.bundle import bundled
from netcalc.network.composition import FORMS, form_of
from netcalc.network.network import Network
from netcalc.network.schema import schema
from netcalc.problems import SpecError
from netcalc.text.source import Source, text_of
from tests.support.running import ROOT

SCHEMA = schema()
VALIDATOR = Draft7Validator(SCHEMA)
FILES = [*bundled().values(), *sorted(ROOT.glob("examples/**/*.net.yaml"))]
RIGHT: list[Any] = [
    "relu",
    {"relu": None},
    {"relu": {}},
    {"fc": 10},
    {"fc": {"units": 10, "name": "scores"}},
    {"pool": 2},
    {"pool": "2x3"},
    {"pool": [2, 3]},
    {"global_pool": "max"},
    {"dropout": 0.25},
    {"leaky_relu": 0.1},
    {"conv": {"filters": 4, "size": "3x5", "pad": "same", "groups": "depth"}},
    {"conv": {"filters": 4, "size": 3, "pad": {"left": 1, "bottom": 2}, "rounding": "ceil", "from": "input"}},
    {"add": ["input", "input"]},
    {"concat": {"from": ["input", "input"], "name": "both"}},
    {"repeat": {"times": 2, "layers": ["relu", {"fc": 3}]}},
    {"repeat": {"times": 2, "index": "i", "layers": [{"relu": {"when": "${i > 0}"}}, {"fc": "${i + 3}"}]}},
    {"residual": {"layers": ["relu"], "when": False}},
    {"fc": {"units": "depth", "when": 1}},
    {"conv": {"filters": "${2 * depth}", "size": 1, "groups": "depth"}},
]
WRONG: list[Any] = [
    "conv",
    "convolution",
    {"fc": "ten"},
    {"fc": 0},
    {"fc": True},
    {"conv": {"filters": 4}},
    {"conv": {"filters": 4, "kernel_size": 3, "size": 3}},
    {"conv": {"filters": 4, "size": 3, "pad": {"west": 1}}},
    {"pool": {"size": 2, "op": "min"}},
    {"add": ["input"]},
    {"relu": 5},
    {"fc": 10, "name": "scores"},
    {"repeat": {"layers": ["relu"]}},
    {"conv": {"filters": 4, "size": 3, "name": "a b"}},
    {"relu": {"when": "sometimes"}},
    {"learned": {"shape": 3, "from": "input"}},
    {"noise": {"shape": 3, "from": "input"}},
    {"repeat": {"times": 2, "index": "2i", "layers": ["relu"]}},
    "${act",
]


def spec(layer: Any) -> dict[str, Any]:
    return {"input": "32x32x3", "layers": [layer]}


def test_it_is_a_draft_7_schema() -> None:
    Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("layer", RIGHT, ids=str)
def test_what_netcalc_reads_is_accepted(layer: Any) -> None:
    Network.of(spec(layer))
    VALIDATOR.validate(spec(layer))


@pytest.mark.parametrize("layer", WRONG, ids=str)
def test_what_netcalc_refuses_is_refused(layer: Any) -> None:
    with pytest.raises(SpecError):
        Network.of(spec(layer))
    assert not VALIDATOR.is_valid(spec(layer))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_spec_is_accepted(path: Any) -> None:
    VALIDATOR.validate(Source(text_of(str(path)), str(path)).data())


@pytest.mark.parametrize("kind", FORMS)
def test_every_kind_and_field_is_described(kind: str) -> None:
    made = SCHEMA["definitions"][kind]
    assert made["description"]
    fields = next(
        choice
        for choice in made["anyOf"]
        if choice.get("type") == "object" and "properties" in choice and "name" in choice["properties"]
    )
    taken = [field for field in form_of(kind).fields() if field != "from" or kind not in ("learned", "noise")]
    assert list(fields["properties"]) == [*taken, "when"]
    assert all(field["description"] for field in fields["properties"].values())


@pytest.mark.parametrize(
    ("layer", "field", "default"),
    [("conv", "stride", 1), ("pool", "op", "max"), ("fc", "bias", True), ("lrn", "k", 2.0)],
)
def test_defaults_are_given(layer: str, field: str, default: object) -> None:
    choices = SCHEMA["definitions"][layer]["anyOf"]
    assert (
        next(choice["properties"][field]["default"] for choice in choices if field in choice.get("properties", {}))
        == default
    )


def test_vars_may_be_words_truths_and_lists_and_items_templates() -> None:
    names = {"widths": [1, [2, 3]], "act": "relu", "on": True, "twice": "${2 * widths[0]}"}
    made: dict[str, Any] = {
        "input": "32x32x3", "vars": names, "layers": ["${act}", {"${act}": {"when": "${on}"}}, {"fc": 3}],
        "set": {"fc1.units": "${widths[0]}"},
    }  # fmt: skip
    assert VALIDATOR.is_valid(made)
    assert Network(**made)
    for wrong in ({"vars": {"a": None}}, {"set": {"fc1": 3}}, {"set": 3}):
        assert not VALIDATOR.is_valid({**made, **wrong})


@pytest.mark.parametrize("field", ["input", "layers"])
def test_what_a_spec_needs_is_required(field: str) -> None:
    lacking = {key: value for key, value in spec("relu").items() if key != field}
    assert not VALIDATOR.is_valid(lacking)

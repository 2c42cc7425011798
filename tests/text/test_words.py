"""The words of other tools, and misspelt ones, lead to ours."""

import pytest

from netcalc.layers import CATALOGUE
from netcalc.network.composition import FORMS, form_of
from netcalc.text.words import FOREIGN_FIELDS, FOREIGN_KINDS, field_hint, kind_hint, meant_kind, name_hint
from tests.support.marks import found


@pytest.mark.parametrize(
    ("word", "ours"),
    [
        ("dense", "fc"),
        ("linear", "fc"),
        ("Linear", "fc"),
        ("InnerProduct", "fc"),
        ("maxpool", "pool"),
        ("MaxPool2d", "pool"),
        ("max-pool", "pool"),
        ("avgpool", "pool: {op: avg}"),
        ("conv2d", "conv"),
        ("Conv", "conv"),
        ("convv", "conv"),
        ("deconv", "conv_transpose"),
        ("depthwise", "conv: {groups: depth}"),
        ("gap", "global_pool"),
        ("bn", "batchnorm"),
        ("BatchNorm2d", "batchnorm"),
        ("leakyrelu", "leaky_relu"),
        ("swish", "silu"),
        ("rleu", "relu"),
        ("cat", "concat"),
        ("reshape", "flatten"),
        ("times", "repeat"),
    ],
)
def test_a_foreign_or_misspelt_kind_leads_to_ours(word: str, ours: str) -> None:
    (problem,) = found(f"input: 8x8x4\nlayers:\n  - {word}: 2")
    assert (problem.code, problem.hint) == ("unknown-layer", f"write `{ours}`")


def test_a_kind_like_no_other_leads_to_the_list() -> None:
    (problem,) = found("input: 8x8x4\nlayers: [quux]")
    assert problem.hint == kind_hint("quux", None)
    assert "netcalc" in problem.hint


@pytest.mark.parametrize(
    ("layer", "ours"),
    [
        ("fc: {out_features: 3}", "units"),
        ("conv: {filters: 3, kernel_size: 3}", "size"),
        ("conv: {out_channels: 3, size: 3}", "filters"),
        ("conv: {filters: 3, size: 3, padding: 1}", "pad"),
        ("conv: {filters: 3, size: 3, strides: 1}", "stride"),
        ("conv: {filters: 3, size: 3, dilation_rate: 1}", "dilation"),
        ("conv: {filters: 3, size: 3, use_bias: false}", "bias"),
        ("conv: {filtres: 3, size: 3}", "filters"),
        ("conv: {Filters: 3, size: 3}", "filters"),
        ("pool: {size: 2, mode: avg}", "op"),
        ("dropout: {p: 0.5}", "rate"),
        ("leaky_relu: {negative_slope: 0.1}", "slope"),
        ("upsample: {scale_factor: 2}", "factor"),
        ("repeat: {count: 2, layers: [relu]}", "times"),
        ("repeat: {times: 2, body: [relu]}", "layers"),
    ],
)
def test_a_foreign_or_misspelt_field_leads_to_ours_and_is_the_only_problem(layer: str, ours: str) -> None:
    (problem,) = found(f"input: 8x8x4\nlayers:\n  - {layer}")
    assert (problem.code, problem.hint) == ("unknown-field", f"write `{ours}`")


def test_a_field_like_no_other_leads_to_the_list() -> None:
    (problem,) = found("input: 8x8x4\nlayers: [fc: {units: 3, zzz: 1}]")
    assert problem.hint == "its fields are `units`, `bias`, `name`, `from`"


@pytest.mark.parametrize("foreign", [FOREIGN_KINDS, FOREIGN_FIELDS])
def test_no_foreign_word_stands_for_itself(foreign: dict[str, str]) -> None:
    for ours, theirs in foreign.items():
        words = theirs.split()
        assert ours not in words
        assert len(set(words)) == len(words)
        assert theirs == theirs.lower().replace("-", "_")


def test_every_word_of_ours_exists() -> None:
    kinds = {ours.partition(":")[0] for ours in FOREIGN_KINDS}
    assert kinds <= set(FORMS)
    fields = {field for kind in CATALOGUE.values() for field in kind.fields()}
    assert set(FOREIGN_FIELDS) <= fields | {field for form in FORMS for field in form_of(form).fields()} | {
        "input",
        "expect",
        "args",
    }


@pytest.mark.parametrize("ours", FOREIGN_KINDS)
def test_every_foreign_kind_leads_to_ours(ours: str) -> None:
    for word in FOREIGN_KINDS[ours].split():
        meant = meant_kind(word, FORMS)
        assert meant is not None
        assert meant.partition(":")[0] in FORMS


def test_every_foreign_field_leads_to_one_of_the_layer() -> None:
    for kind in CATALOGUE.values():
        for ours in kind.fields():
            for word in FOREIGN_FIELDS.get(ours, "").split():
                assert field_hint(word, kind.fields()).strip("`").removeprefix("write `") in kind.fields()


@pytest.mark.parametrize(("word", "hint"), [("stme", "did you mean `stem`?"), ("quux", "")])
def test_a_name_that_comes_near_is_suggested(word: str, hint: str) -> None:
    assert name_hint(word, ["stem", "head"]) == hint

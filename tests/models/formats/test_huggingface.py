"""Hugging Face's configurations: arrays alone, and with an input the whole model."""

import json
from pathlib import Path

import pytest

from netcalc import SpecError, calculate, load
from netcalc.report.report import Report

BLOCK = 4 * (8 * 8 + 8) + (8 * 16 + 16) + (16 * 8 + 8) + 2 * 2 * 8  # attention, two layers, two norms
SIZES = {"hidden_size": 8, "num_hidden_layers": 3, "num_attention_heads": 2, "intermediate_size": 16}


def summed(tmp_path: Path, config: object, **more: str) -> Report:
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return calculate(load(tmp_path / "config.json", **more))


BERT = {**SIZES, "model_type": "bert", "architectures": ["BertModel"], "vocab_size": 50, "max_position_embeddings": 20}


def test_without_an_input_a_configuration_gives_arrays_alone(tmp_path: Path) -> None:
    report = summed(tmp_path, BERT)
    assert report.totals.params == (50 + 20 + 2) * 8 + 2 * 8 + 3 * BLOCK + (8 * 8 + 8)
    assert (report.valid, report.input, report.output, report.totals.macs) == (True, None, None, None)
    assert {layer.kind for layer in report} == {"stated"}
    assert report.source is not None
    assert report.source.format == "huggingface"


def test_with_an_input_it_gives_the_model(tmp_path: Path) -> None:
    report = summed(
        tmp_path, {**BERT, "architectures": ["BertForTokenClassification"], "id2label": {"0": "a"}}, input="7"
    )
    assert (report.input, report.output) == ((7, 1), (7, 1))
    assert report.totals.params == (50 + 20 + 2) * 8 + 2 * 8 + 3 * BLOCK + (8 + 1)
    assert report.totals.macs == 3 * (7 * 4 * 64 + 2 * 7 * 7 * 8 + 2 * 7 * 8 * 16) + 7 * 8


def test_a_table_of_words_is_shared_by_the_head(tmp_path: Path) -> None:
    gpt2 = {"model_type": "gpt2", "architectures": ["GPT2LMHeadModel"], "vocab_size": 50, "n_embd": 8, "n_layer": 3,
            "n_head": 2, "n_positions": 20, "n_inner": 16}  # fmt: skip
    report = summed(tmp_path, gpt2, input="5")
    assert report.totals.params == (50 + 20) * 8 + 3 * BLOCK + 2 * 8
    assert report["lm_head"].shares == "transformer.wte"
    assert report.output == (5, 50)


def test_llama_has_fewer_keys_than_queries_and_a_gate(tmp_path: Path) -> None:
    llama = {**SIZES, "model_type": "llama", "architectures": ["LlamaForCausalLM"], "vocab_size": 50,
             "num_key_value_heads": 1, "tie_word_embeddings": False}  # fmt: skip
    block = (8 * 8 + 2 * 8 * 4 + 8 * 8) + 3 * 8 * 16 + 2 * 8
    assert summed(tmp_path, llama).totals.params == 2 * 50 * 8 + 3 * block + 8


def test_a_picture_is_cut_into_patches(tmp_path: Path) -> None:
    vit = {**SIZES, "model_type": "vit", "architectures": ["ViTForImageClassification"], "image_size": 12,
           "patch_size": 4, "id2label": {"0": "a", "1": "b", "2": "c"}}  # fmt: skip
    report = summed(tmp_path, vit, input="12x12x3")
    assert report.totals.params == (4 * 4 * 3 * 8 + 8) + 8 + (9 + 1) * 8 + 3 * BLOCK + 2 * 8 + (8 * 3 + 3)
    assert report.output == (3,)
    wide = {**vit, "image_size": [8, 20], "patch_size": [4, 5]}  # high, then wide
    assert summed(tmp_path, wide).totals.params == report.totals.params + 4 * 3 * 8 - (9 - 2 * 4) * 8


def test_a_file_without_a_family_is_told_by_its_class(tmp_path: Path) -> None:
    old = {name: value for name, value in BERT.items() if name != "model_type"}
    assert summed(tmp_path, old).totals.params == summed(tmp_path, BERT).totals.params
    other = {**old, "architectures": ["DistilBertModel"]}
    assert summed(tmp_path, other).totals.params == (50 + 20) * 8 + 2 * 8 + 3 * BLOCK


def test_a_family_that_is_not_known_is_named(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="family `mamba`"):
        summed(tmp_path, {"model_type": "mamba"})


GPT2 = {"model_type": "gpt2", "vocab_size": 50, "n_embd": 8, "n_layer": 1, "n_head": 2, "n_positions": 20}
VIT = {**SIZES, "model_type": "deit", "image_size": 12, "patch_size": 4, "id2label": {"0": "a", "1": "b", "2": "c"}}


@pytest.mark.parametrize(
    ("config", "head", "other", "more"),
    [  # what a head has more than another, as transformers 5 builds both
        ({**BERT, "model_type": "roberta"}, "RobertaForMultipleChoice", "RobertaModel", 8 + 1),
        ({**BERT, "model_type": "electra"}, "ElectraForMultipleChoice", "ElectraModel", 8 * 8 + 8 + 8 + 1),
        ({**BERT, "model_type": "distilbert"}, "DistilBertForMultipleChoice", "DistilBertModel", 8 * 8 + 8 + 8 + 1),
        ({**BERT, "model_type": "electra"}, "ElectraForCausalLM", "ElectraForMaskedLM", 0),
        (GPT2, "GPT2DoubleHeadsModel", "GPT2LMHeadModel", 8 + 1),
        (VIT, "DeiTForImageClassificationWithTeacher", "DeiTForImageClassification", 3 * 8 + 3),
    ],
)
def test_a_head_has_what_its_class_gives_it(
    tmp_path: Path, config: dict[str, object], head: str, other: str, more: int
) -> None:
    params = [summed(tmp_path, {**config, "architectures": [each]}).totals.params for each in (head, other)]
    assert params[0] is not None
    assert params[1] is not None
    assert params[0] - params[1] == more


def test_a_head_that_is_not_known_is_said(tmp_path: Path) -> None:
    report = summed(tmp_path, {**BERT, "architectures": ["BertForRanking"]})
    assert report.at_least
    assert report.source is not None
    assert "the head `ForRanking` is not known: what is said is of the model below it" in report.source.notes


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({**BERT, "add_cross_attention": True}, "asks for `add_cross_attention`"),
        ({**BERT, "position_embedding_type": "relative_key"}, "positions of the type `relative_key`"),
        ({"_class_name": "UNet2DModel"}, "configures `UNet2DModel`, of another library"),
        ({"architectures": ["Odd"]}, "names no `model_type`"),
    ],
)
def test_what_is_another_model_is_refused_by_its_name(tmp_path: Path, config: dict[str, object], said: str) -> None:
    with pytest.raises(SpecError, match=said):
        summed(tmp_path, config)

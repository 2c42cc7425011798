"""The family of BERT: every position of a text sees all others."""

from typing import Final

from netcalc.models.draft import Draft
from netcalc.models.formats.huggingface.parts import Build, Config, positions
from netcalc.models.given import Given

POOLED: Final = ("ForSequenceClassification", "ForMultipleChoice", "ForNextSentencePrediction", "ForPreTraining",
                 "Model")  # fmt: skip
CHOICE: Final = "ForMultipleChoice"
LANGUAGE: Final = ("ForMaskedLM", "LMHeadModel", "ForPreTraining", "ForCausalLM")
ROBERTAS: Final = ("roberta", "camembert", "xlm-roberta")


def bert(config: Config, given: Given) -> Draft:
    """Build BERT, RoBERTa, DistilBERT or ELECTRA."""
    draft, T = positions(given)
    deep = config.number("hidden_size", "dim")
    build = Build(draft, config, deep)
    wide = config.number("embedding_size", default=deep)
    vocabulary = config.number("vocab_size", default=30522)
    top = config.kind.replace("xlm-roberta", "roberta").replace("camembert", "roberta")
    at = f"{top}.embeddings"
    build.add(f"{at}.word_embeddings", "embedding", {"vocabulary": vocabulary, "depth": wide})
    build.shifted(f"{at}.position_embeddings", config.number("max_position_embeddings", default=512), T, wide)
    if config.kind != "distilbert":
        types = config.number("type_vocab_size", default=2)
        build.shifted(f"{at}.token_type_embeddings", types, 1, wide)
    build.add(f"{at}.LayerNorm", "layernorm")
    if wide != deep:
        build.fc(f"{top}.embeddings_project", deep)
    for number in config.blocks:
        _after(build, f"{top}.encoder.layer.{number}")
    _head(build, top, at, wide, vocabulary)
    return draft


def _after(build: Build, path: str) -> None:
    """Add a block whose norms stand behind each sum, as BERT has them."""
    config, before = build.config, build.last
    heads = config.number("num_attention_heads", "n_heads")
    build.add(f"{path}.attention", "attention", {"heads": heads})
    build.add(f"{path}.attention_add", "add", {}, build.last, before)
    summed = build.add(f"{path}.attention_norm", "layernorm")
    build.fc(f"{path}.intermediate", config.number("intermediate_size", "hidden_dim"))
    build.add(f"{path}.function", config.function)
    build.fc(f"{path}.output", build.deep)
    build.add(f"{path}.output_add", "add", {}, build.last, summed)
    build.add(f"{path}.output_norm", "layernorm")


def _head(build: Build, top: str, table: str, wide: int, vocabulary: int) -> None:
    """Add what stands on top."""
    config, head, states = build.config, build.config.head, build.last
    if (head in LANGUAGE and config.kind != "electra") or head in ("ForMaskedLM", "ForCausalLM"):
        _words(build, f"{table}.word_embeddings", wide, vocabulary)
    if head == "ForPreTraining" and config.kind == "electra":
        build.fc("discriminator_predictions.dense", build.deep)
        build.add("discriminator_predictions.function", config.function)
        build.fc("discriminator_predictions.dense_prediction", 1)
        return
    if (config.kind == "bert" and head in POOLED) or (config.kind in ROBERTAS and head in ("Model", CHOICE)):
        last, build.last = build.last, states
        build.first(f"{top}.pooler")
        build.fc(f"{top}.pooler.dense", build.deep)
        build.add(f"{top}.pooler.function", "tanh")
        build.draft.outputs = [last] if last != states else []
    _classes(build, states)
    if build.draft.outputs:
        build.draft.outputs.append(build.last)


def _words(build: Build, owner: str, wide: int, vocabulary: int) -> None:
    """Add the head that says a word at each position, its table that of the embedding."""
    build.fc("cls.predictions.transform.dense", wide)
    build.add("cls.predictions.transform.function", "gelu")
    build.add("cls.predictions.transform.LayerNorm", "layernorm")
    if build.config.says("tie_word_embeddings", default=True):
        build.tied("cls.predictions.decoder", owner, vocabulary, bias=True)
    else:
        build.fc("cls.predictions.decoder", vocabulary)


def _classes(build: Build, states: int) -> None:
    """Add the head that classifies."""
    config, head = build.config, build.config.head
    if head in ("ForTokenClassification", "ForQuestionAnswering"):
        build.fc("classifier", 2 if head == "ForQuestionAnswering" else config.labels)
    elif head == CHOICE and config.kind in ("electra", "distilbert"):
        build.first("classifier")
        build.fc("classifier.dense", build.deep)
        build.add("classifier.function", "relu" if config.kind == "distilbert" else "gelu")
        build.fc("classifier.out_proj", 1)
    elif head == "ForSequenceClassification" and config.kind != "bert":
        build.last = states
        build.first("classifier")
        build.fc("classifier.dense", build.deep)
        build.add("classifier.function", "relu" if config.kind == "distilbert" else "tanh")
        build.fc("classifier.out_proj", config.labels)
    elif head in ("ForSequenceClassification", "ForMultipleChoice", "ForNextSentencePrediction", "ForPreTraining"):
        build.fc("classifier", {"ForSequenceClassification": config.labels, "ForMultipleChoice": 1}.get(head, 2))

"""The families of BERT and of ViT: every position sees all others."""

from typing import Final

from netcalc.files.damaged import Damaged
from netcalc.models.draft import Draft
from netcalc.models.formats.huggingface_parts import Build, Config, positions
from netcalc.models.given import Given
from netcalc.volume import Volume

POOLED: Final = ("ForSequenceClassification", "ForMultipleChoice", "ForNextSentencePrediction", "ForPreTraining",
                 "Model")  # fmt: skip
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
    if (head in LANGUAGE and config.kind != "electra") or head == "ForMaskedLM":
        _words(build, f"{table}.word_embeddings", wide, vocabulary)
    if head == "ForPreTraining" and config.kind == "electra":
        build.fc("discriminator_predictions.dense", build.deep)
        build.add("discriminator_predictions.function", config.function)
        build.fc("discriminator_predictions.dense_prediction", 1)
        return
    if (config.kind == "bert" and head in POOLED) or (config.kind in ROBERTAS and head == "Model"):
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
    elif head == "ForSequenceClassification" and config.kind != "bert":
        build.last = states
        build.first("classifier")
        build.fc("classifier.dense", build.deep)
        build.add("classifier.function", "relu" if config.kind == "distilbert" else "tanh")
        build.fc("classifier.out_proj", config.labels)
    elif head in ("ForSequenceClassification", "ForMultipleChoice", "ForNextSentencePrediction", "ForPreTraining"):
        build.fc("classifier", {"ForSequenceClassification": config.labels, "ForMultipleChoice": 1}.get(head, 2))


def vit(config: Config, given: Given) -> Draft:
    """Build ViT or DeiT."""
    size, patch = config.number("image_size", default=224), config.number("patch_size", default=16)
    colours = config.number("num_channels", default=3)
    volume = given.volume("", "") if given.input is not None else Volume((size, size, colours))
    volume = Volume((volume[0], volume[0], colours)) if len(volume) == 1 else volume
    if len(volume) != 3 or volume.depth != colours:
        message = f"reads pictures: `--input {size}x{size}x{colours}`, not {volume}"
        raise Damaged(message)
    draft = Draft({"input": volume})
    build = Build(draft, config, config.number("hidden_size"))
    top = config.kind
    build.add(f"{top}.embeddings.projection", "conv", {"filters": build.deep, "size": patch, "stride": patch})
    places = draft.volume(build.last).values // build.deep
    patches = build.add(f"{top}.embeddings.patches", "reshape", {"to": f"{places}x{build.deep}"})
    tokens = [build.add_table(f"{top}.embeddings.cls_token", 1, build.deep)]
    if config.kind == "deit":
        tokens.append(build.add_table(f"{top}.embeddings.distillation_token", 1, build.deep))
    build.add(f"{top}.embeddings.tokens", "concat", {"axis": 0}, *tokens, patches)
    build.shifted(f"{top}.embeddings.position_embeddings", places + len(tokens), places + len(tokens))
    for number in config.blocks:
        before(build, f"{top}.encoder.layer.{number}")
    build.add(f"{top}.layernorm", "layernorm")
    _of_picture(build, top)
    return draft


def before(build: Build, path: str) -> None:
    """Add a block whose norms stand before attention and before what follows it."""
    config, came = build.config, build.last
    build.add(f"{path}.layernorm_before", "layernorm")
    bias = config.says("qkv_bias", default=True)
    heads = config.number("num_attention_heads")
    build.add(f"{path}.attention", "attention", {"heads": heads, **({} if bias else {"bias": False})})
    if not bias:
        build.shifted(f"{path}.attention_bias", 1, 1)
    summed = build.add(f"{path}.attention_add", "add", {}, build.last, came)
    build.add(f"{path}.layernorm_after", "layernorm")
    build.fc(f"{path}.intermediate", config.number("intermediate_size"))
    build.add(f"{path}.function", config.function)
    build.fc(f"{path}.output", build.deep)
    build.add(f"{path}.output_add", "add", {}, build.last, summed)


def _of_picture(build: Build, top: str) -> None:
    """Add what stands on the first token."""
    config = build.config
    if config.head == "Model":
        build.first(f"{top}.pooler")
        build.fc(f"{top}.pooler.dense", config.number("pooler_output_size", default=build.deep))
        build.add(f"{top}.pooler.function", "tanh")
    elif config.head.startswith("ForImageClassification"):
        build.first("classifier")
        build.fc("classifier", config.labels)
    else:
        message = f"has a head that netcalc does not know: {config.head[:40]}"
        raise Damaged(message)

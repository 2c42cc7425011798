"""The families of GPT-2 and of Llama: a position sees those before it."""

from typing import Any, Final

from netcalc.models.draft import Draft
from netcalc.models.formats.huggingface.parts import Build, Config, positions
from netcalc.models.given import Given

LANGUAGE: Final = ("LMHeadModel", "ForCausalLM")


def gpt2(config: Config, given: Given) -> Draft:
    """Build GPT-2."""
    draft, T = positions(given)
    build = Build(draft, config, config.number("n_embd", "hidden_size", default=768))
    vocabulary = config.number("vocab_size", default=50257)
    build.add("transformer.wte", "embedding", {"vocabulary": vocabulary, "depth": build.deep})
    build.shifted("transformer.wpe", config.number("n_positions", "n_ctx", default=1024), T)
    for number in config.blocks:
        _block(build, f"transformer.h.{number}")
    build.add("transformer.ln_f", "layernorm")
    states = build.last
    _head(build, "transformer.wte", vocabulary)
    if build.config.double:
        _choice(build, states, T)
    return draft


def _choice(build: Build, states: int, positions: int) -> None:
    """Add the second head of two, which chooses by the last position."""
    words, build.last = build.last, states
    build.add("multiple_choice_last", "slice", {"axis": 0, "start": positions - 1})
    build.add("multiple_choice_flat", "flatten")
    build.fc("multiple_choice_head", 1)
    build.draft.outputs = [words, build.last]


def _block(build: Build, path: str) -> None:
    config, came = build.config, build.last
    build.add(f"{path}.ln_1", "layernorm")
    heads = config.number("n_head", "num_attention_heads", default=12)
    build.add(f"{path}.attn", "attention", {"heads": heads, "causal": True})
    summed = build.add(f"{path}.attn_add", "add", {}, build.last, came)
    build.add(f"{path}.ln_2", "layernorm")
    build.fc(f"{path}.mlp.c_fc", config.number("n_inner", default=4 * build.deep))
    build.add(f"{path}.mlp.act", config.function)
    build.fc(f"{path}.mlp.c_proj", build.deep)
    build.add(f"{path}.mlp_add", "add", {}, build.last, summed)


def llama(config: Config, given: Given) -> Draft:
    """Build Llama, Mistral or Qwen."""
    draft, _ = positions(given)
    build = Build(draft, config, config.number("hidden_size"))
    vocabulary = config.number("vocab_size")
    build.add("model.embed_tokens", "embedding", {"vocabulary": vocabulary, "depth": build.deep})
    for number in config.blocks:
        _gated(build, f"model.layers.{number}")
    build.add("model.norm", "rmsnorm")
    _head(build, "model.embed_tokens", vocabulary)
    return draft


def _gated(build: Build, path: str) -> None:
    """Add a block with a root mean square norm before each part, and a gate in the second."""
    came = build.last
    build.add(f"{path}.input_layernorm", "rmsnorm")
    _attention(build, f"{path}.self_attn")
    summed = build.add(f"{path}.attention_add", "add", {}, build.last, came)
    normed = build.add(f"{path}.post_attention_layernorm", "rmsnorm")
    wide, bias = build.config.number("intermediate_size"), build.config.says("mlp_bias", default=False)
    build.fc(f"{path}.mlp.gate_proj", wide, bias=bias)
    gate = build.add(f"{path}.mlp.act_fn", build.config.function)
    build.last = normed
    up = build.fc(f"{path}.mlp.up_proj", wide, bias=bias)
    build.add(f"{path}.mlp.gated", "multiply", {}, gate, up)
    build.fc(f"{path}.mlp.down_proj", build.deep, bias=bias)
    build.add(f"{path}.mlp_add", "add", {}, build.last, summed)


def _attention(build: Build, path: str) -> None:
    config = build.config
    heads = config.number("num_attention_heads")
    few = config.number("num_key_value_heads", default=heads)
    size = config.number("head_dim", default=max(1, build.deep // heads))
    bias = config.says("attention_bias", default=False)
    fields: dict[str, Any] = {"heads": heads, "kv_heads": few, "head_size": size, "causal": True, "bias": bias}
    build.add(path, "attention", fields)
    more = (heads + 2 * few) * size if config.kind == "qwen2" else 2 * size if config.kind == "qwen3" else 0
    if more:
        volume = build.draft.volume(build.last)
        what = "biases of queries, keys, values" if config.kind == "qwen2" else "norms of queries and keys"
        name = tuple(f"{path}_more".split("."))
        build.last = build.draft.state(what, volume, [build.last], name, params=more)


def _head(build: Build, table: str, vocabulary: int) -> None:
    """Add what stands on top: words, classes, or nothing."""
    head = build.config.head
    if head in LANGUAGE and build.config.says("tie_word_embeddings", default=build.config.kind == "gpt2"):
        build.tied("lm_head", table, vocabulary)
    elif head in LANGUAGE:
        build.fc("lm_head", vocabulary, bias=False)
    elif head in ("ForSequenceClassification", "ForTokenClassification"):
        build.fc("score", build.config.labels, bias=head == "ForTokenClassification")
    elif head == "ForQuestionAnswering":
        build.fc("qa_outputs", 2)

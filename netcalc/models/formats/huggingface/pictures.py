"""The family of ViT: every patch of a picture sees all others, and a token says what is seen."""

from typing import Final

from netcalc.files.damaged import Damaged
from netcalc.models.draft import Draft
from netcalc.models.formats.huggingface.parts import Build, Config
from netcalc.models.given import Given
from netcalc.volume import Volume

TAUGHT: Final = "ForImageClassificationWithTeacher"


def vit(config: Config, given: Given) -> Draft:
    """Build ViT or DeiT."""
    size, patch = config.sides("image_size", default=224), config.sides("patch_size", default=16)
    colours = config.number("num_channels", default=3)
    volume = given.volume("", "") if given.input is not None else Volume((*size, colours))
    volume = Volume((volume[0], volume[0], colours)) if len(volume) == 1 else volume
    if len(volume) != 3 or volume.depth != colours:
        message = f"reads pictures: `--input {Volume((*size, colours))}`, not {volume}"
        raise Damaged(message)
    draft = Draft({"input": volume})
    build = Build(draft, config, config.number("hidden_size"))
    top = config.kind
    cut = patch[0] if len(set(patch)) == 1 else list(patch)
    build.add(f"{top}.embeddings.projection", "conv", {"filters": build.deep, "size": cut, "stride": cut})
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
    states = build.last
    if config.head == "Model":
        build.first(f"{top}.pooler")
        build.fc(f"{top}.pooler.dense", config.number("pooler_output_size", default=build.deep))
        build.add(f"{top}.pooler.function", "tanh")
    elif config.head.startswith("ForImageClassification"):
        build.first("classifier")
        build.fc("classifier", config.labels)
        if config.head == TAUGHT:
            _second(build, states)
    else:
        message = f"has a head that netcalc does not know: {config.head[:40]}"
        raise Damaged(message)


def _second(build: Build, states: int) -> None:
    """Add the head that learns from a teacher, on the second token; the mean of both is said."""
    first, build.last = build.last, states
    build.add("distillation_classifier_second", "slice", {"axis": 0, "start": 1, "stop": 2})
    build.add("distillation_classifier_flat", "flatten")
    build.fc("distillation_classifier", build.config.labels)
    build.draft.outputs = [first, build.last]

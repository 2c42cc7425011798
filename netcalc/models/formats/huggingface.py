"""Reads Hugging Face's config.json: the family of the model says which layers its numbers make."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from netcalc.calculator.calculator import calculate
from netcalc.files.damaged import Damaged
from netcalc.models.draft import Draft
from netcalc.models.formats import huggingface_decoders as decoders
from netcalc.models.formats import huggingface_encoders as encoders
from netcalc.models.formats.huggingface_parts import Config
from netcalc.models.given import Given
from netcalc.network.network import Network

Builds: TypeAlias = Callable[[Config, Given], Draft]
FAMILIES: Final[Mapping[str, Builds]] = {
    **dict.fromkeys(("bert", "roberta", "camembert", "xlm-roberta", "electra", "distilbert"), encoders.bert),
    **dict.fromkeys(("vit", "deit"), encoders.vit),
    "gpt2": decoders.gpt2,
    **dict.fromkeys(("llama", "mistral", "qwen2", "qwen3"), decoders.llama),
}
NOTE: Final = "a configuration says how long nothing is: `--input T` gives volumes and multiplications for T positions"


def read(given: Given) -> Draft:
    """Build the model that a configuration describes; without an input, the arrays that it stores alone."""
    config = _config(given.text())
    kind = str(config.get("model_type"))
    if kind not in FAMILIES:
        message = f"configures a model of the family `{kind[:40]}`: netcalc knows {', '.join(FAMILIES)}"
        raise Damaged(message)
    draft = FAMILIES[kind](Config(config), given)
    draft.took_input = given.input is not None
    return draft if given.input is not None else _arrays(draft, given)


def _config(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        message = "is no sound JSON"
        raise Damaged(message) from None
    if not isinstance(found, dict):
        message = "is no JSON object"
        raise Damaged(message)
    return found


def _arrays(draft: Draft, given: Given) -> Draft:
    """Keep of a model what it stores, layer by layer."""
    report = calculate(Network.read(draft.origin(given.file, "huggingface")))
    made = Draft({})
    made.notes = [*draft.notes, NOTE]
    for layer in report:
        if layer.params:
            path = tuple(layer.name.split("."))
            made.state(f"the arrays of {layer.kind}", None, (), path, params=layer.params, macs=None)
    return made

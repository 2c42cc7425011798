"""Builds the model that a configuration describes, by its family; what is none of these is refused by its name."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from netcalc.calculator.calculator import calculate
from netcalc.files import json_text
from netcalc.files.damaged import Damaged
from netcalc.models.draft import Draft
from netcalc.models.formats.huggingface import decoders, encoders, pictures
from netcalc.models.formats.huggingface.parts import Config
from netcalc.models.given import Given
from netcalc.network.network import Network

Builds: TypeAlias = Callable[[Config, Given], Draft]
ENCODERS: Final = ("bert", "roberta", "camembert", "xlm-roberta", "electra", "distilbert")
HEADS: Final = frozenset({
    "Model", "LMHeadModel", "ForMaskedLM", "ForCausalLM", "ForPreTraining", "ForSequenceClassification",
    "ForTokenClassification", "ForQuestionAnswering", "ForMultipleChoice", "ForNextSentencePrediction",
    "ForImageClassification", "ForImageClassificationWithTeacher",
})  # fmt: skip
FAMILIES: Final[Mapping[str, Builds]] = {
    **dict.fromkeys(ENCODERS, encoders.bert),
    **dict.fromkeys(("vit", "deit"), pictures.vit),
    "gpt2": decoders.gpt2,
    **dict.fromkeys(("llama", "mistral", "qwen2", "qwen3"), decoders.llama),
}
NOTE: Final = "a configuration says how long nothing is: `--input T` gives volumes and multiplications for T positions"


def read(given: Given) -> Draft:
    """Build the model that a configuration describes; without an input, the arrays that it stores alone."""
    config = _config(given.text())
    kind = str(config.get("model_type") or _called(config))
    config["model_type"] = kind
    if kind not in FAMILIES:
        raise Damaged(_foreign(config, kind))
    _plain(config, kind)
    draft = FAMILIES[kind](Config(config), given)
    draft.took_input = given.input is not None
    _headed(draft, Config(config).head)
    return draft if given.input is not None else _arrays(draft, given)


def _called(config: Mapping[str, Any]) -> str:
    """Tell the family by the name of the class, as files from before 2020 leave it; nothing where none is known."""
    listed = config.get("architectures")
    name = str(listed[0]).lower() if isinstance(listed, list) and listed else ""
    found = [kind for kind in FAMILIES if name.startswith(kind.replace("-", ""))]
    return max(found, key=len, default="")


def _foreign(config: Mapping[str, Any], kind: str) -> str:
    """Say what a configuration is for that is of no family that is known."""
    known = f"netcalc knows {', '.join(FAMILIES)}"
    if kind:
        return f"configures a model of the family `{kind[:40]}`: {known}"
    other = next((str(config[name])[:60] for name in ("_class_name", "architecture") if config.get(name)), "")
    return f"configures `{other}`, of another library than transformers" if other else f"names no `model_type`: {known}"


def _headed(draft: Draft, head: str) -> None:
    """Say that a head is not known, so that more is stored and multiplied than is said."""
    if head not in HEADS:
        draft.notes.append(f"the head `{head[:40]}` is not known: what is said is of the model below it")
        draft.less = True


def _plain(config: Mapping[str, Any], kind: str) -> None:
    """Refuse what makes another model of a family's: Damaged names it."""
    if config.get("add_cross_attention"):
        message = "asks for `add_cross_attention`, to the states of another model: netcalc does not build that"
        raise Damaged(message)
    places = config.get("position_embedding_type")
    if kind in ENCODERS and places not in (None, "absolute"):
        message = f"has positions of the type `{str(places)[:40]}`: netcalc knows `absolute`"
        raise Damaged(message)


def _config(text: str) -> dict[str, Any]:
    try:
        found = json_text.parsed(text)
    except ValueError:
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
    made.less = draft.less
    for layer in report:
        if layer.params:
            path = tuple(layer.name.split("."))
            made.state(f"the arrays of {layer.kind}", None, (), path, params=layer.params, macs=None)
    return made

"""The spec's JSON Schema (draft-07), made from the models: what an editor completes and checks a spec with."""

from typing import Any, Final

from netcalc.composition import FORMS, form_of
from netcalc.layers.written import Written
from netcalc.network import Network

DRAFT: Final = "http://json-schema.org/draft-07/schema#"


def schema() -> dict[str, Any]:
    """Give the schema of a spec, every short form of a layer included."""
    definitions = {kind: _form(kind) for kind in FORMS}
    return {
        "$schema": DRAFT,
        "title": "netcalc spec",
        "description": "A neural network architecture, as netcalc reads it.",
        **fields(Network),
        "definitions": {"layer": _layer(), **definitions},
    }


def _layer() -> dict[str, Any]:
    """Say that a layer is a bare kind, or one kind with what it takes."""
    bare = [kind for kind in FORMS if not fields(form_of(kind)).get("required")]
    kinds = {kind: {"$ref": f"#/definitions/{kind}", "description": _about(form_of(kind))} for kind in FORMS}
    single = {
        "type": "object",
        "properties": kinds,
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    return {"anyOf": [{"enum": bare}, single]}


def _form(kind: str) -> dict[str, Any]:
    """Say that a kind takes its fields, or its main field alone; nothing where none is needed."""
    form = form_of(kind)
    taken = fields(form)
    choices: list[dict[str, Any]] = [taken]
    if form.main is not None:
        choices.insert(0, taken["properties"][form.main])
    if not taken.get("required"):
        choices.append({"type": "null"})
    return {"description": _about(form), "anyOf": choices}


def _about(form: type[Written]) -> str:
    return (form.__doc__ or "").partition("\n")[0] + (f" {form.usage().capitalize()}" if form.usage() else "")


def fields(form: type[Written]) -> dict[str, Any]:
    """Give a model's own schema without the titles pydantic adds."""
    made = form.model_json_schema()
    properties = {name: _field(each) for name, each in made["properties"].items()}
    if "layers" in properties:
        properties["layers"] = {**properties["layers"], "items": {"$ref": "#/definitions/layer"}}
    ordered = {name: properties[name] for name in form.fields()}
    required = {"required": made["required"]} if made.get("required") else {}
    return {"type": "object", "properties": ordered, **required, "additionalProperties": False}


def _field(made: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in made.items() if key != "title"}
    choices = [choice for choice in kept.get("anyOf", []) if choice != {"type": "null"}]
    if len(choices) == 1:
        kept = {**{key: value for key, value in kept.items() if key != "anyOf"}, **choices[0]}
    elif choices:
        kept["anyOf"] = choices
    if kept.get("default", 0) is None:
        del kept["default"]
    return kept

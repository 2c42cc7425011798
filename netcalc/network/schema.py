"""The spec's JSON Schema (draft-07), made from the models: what an editor completes and checks a spec with.

In a spec without blocks a layer is one of the kinds; in one with blocks any other name may be a block.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from netcalc.layers.base import Layer
from netcalc.layers.written.offers import TEMPLATE
from netcalc.layers.written.written import Written
from netcalc.network.composition import COMPOSITES, FORMS, Composite, form_of
from netcalc.network.training.recipe import Recipe
from netcalc.network.written import Block, Spec

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
CLOSED: Final = "layer"
OPEN: Final = "layer-or-block"
FROM: Final = "from"  # of a layer that reads nothing there is none
HELD: Final = frozenset({"layers", "shortcut", "branches", "vars", "blocks", "args", "set", "index"})
NOBODYS: Final[Mapping[str, type[Layer]]] = MappingProxyType({})
NUMBERS: Final = ("integer", "number")
WHEN: Final[dict[str, Any]] = {
    "description": "Whether it stands there: a truth, or a number (0 is false); left out, it does.",
    "anyOf": [{"type": ["boolean", "number"]}, TEMPLATE],
}

Kinds: TypeAlias = Mapping[str, "type[Layer | Composite]"]


def schema(theirs: Mapping[str, type[Layer]] = NOBODYS) -> dict[str, Any]:
    """Give the schema of a spec, every short form of a layer included, and `theirs`: kinds of installed packages."""
    kinds: Kinds = {**{kind: form_of(kind) for kind in FORMS}, **theirs}
    spec = fields(Spec)
    spec["required"] = ["layers"]
    spec["oneOf"] = [{"required": ["input"]}, {"required": ["inputs"]}]
    spec["properties"]["train"] |= fields(Recipe)
    block = _holding(Block, OPEN)
    spec["properties"]["blocks"] |= {"additionalProperties": {"anyOf": [block, _list(OPEN)]}}
    return {
        "$schema": DRAFT,
        "title": "netcalc spec",
        "description": "A neural network architecture, as netcalc reads it.",
        **spec,
        "if": {"required": ["blocks"]},
        "then": {"properties": {"layers": _list(OPEN)}},
        "else": {"properties": {"layers": _list(CLOSED)}},
        "definitions": {
            **{kind: _form(form, CLOSED) for kind, form in kinds.items()},
            **{_place(kind, OPEN): _form(form, OPEN) for kind, form in COMPOSITES.items()},
            CLOSED: _layer(CLOSED, kinds),
            OPEN: _layer(OPEN, kinds),
        },
    }


def _place(kind: str, layer: str) -> str:
    """Name the definition of a kind: a composite has one that holds blocks, and one that holds none."""
    return f"{kind}-with-blocks" if layer == OPEN and kind in COMPOSITES else kind


def _layer(layer: str, kinds: Kinds) -> dict[str, Any]:
    """Say that a layer is a bare kind, or one kind with what it takes; else perhaps a block."""
    bare = [kind for kind, form in kinds.items() if not _needs(form)]
    single: dict[str, Any] = {
        "type": "object",
        "properties": {
            kind: {"$ref": f"#/definitions/{_place(kind, layer)}", "description": _about(form)}
            for kind, form in kinds.items()
        },
        "patternProperties": {TEMPLATE["pattern"]: {}},
        "additionalProperties": {"type": ["object", "null"]} if layer == OPEN else False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    block = [{"type": "string", "not": {"enum": list(kinds)}}] if layer == OPEN else [TEMPLATE]
    return {"anyOf": [{"enum": bare}, *block, single]}


def _form(form: type[Layer] | type[Composite], layer: str) -> dict[str, Any]:
    """Say that a kind takes its fields, or its main field alone; nothing where none is needed."""
    taken = _holding(form, layer)
    choices: list[dict[str, Any]] = [taken]
    if form.main is not None:
        choices.insert(0, taken["properties"][form.main])
    if not _needs(form):
        choices.append({"type": "null"})
    taken["properties"] |= {"when": WHEN}
    return {"description": _about(form), "anyOf": choices}


def _needs(form: type[Written]) -> bool:
    """Say whether a form cannot be written bare."""
    required = any(field.is_required() for field in form.model_fields.values())
    return required or (issubclass(form, Layer) and bool(form.one_of))


def _holding(form: type[Written], layer: str) -> dict[str, Any]:
    """Give a form's schema with its lists of layers filled in."""
    made = fields(form)
    properties = made["properties"]
    lists = form.lists if issubclass(form, Composite) else ("layers",)
    for field in lists if issubclass(form, Composite | Block) else ():
        properties[field] |= {"items": {"$ref": f"#/definitions/{layer}"}}
    for field in form.choices if issubclass(form, Composite) else ():
        properties[field] |= {"items": {"type": "array", "items": {"$ref": f"#/definitions/{layer}"}}}
    return made


def _list(layer: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/definitions/{layer}"}}


def _about(form: type[Layer] | type[Composite]) -> str:
    return form.about() + (f" {form.usage().capitalize()}" if form.usage() else "")


def fields(form: type[Written]) -> dict[str, Any]:
    """Give a model's own schema without the titles pydantic adds; a value may be `${...}` instead."""
    made = form.model_json_schema()
    properties = {name: _field(name, each) for name, each in made["properties"].items()}
    if issubclass(form, Layer):
        properties = {name: _of_depth(each) for name, each in properties.items()}
    reads = not issubclass(form, Layer) or any(form.volumes)
    ordered = {name: properties[name] for name in form.fields() if reads or name != FROM}
    required = {"required": made["required"]} if made.get("required") else {}
    one = {"oneOf": [{"required": [name]} for name in form.one_of]} if issubclass(form, Layer) and form.one_of else {}
    return {"type": "object", "properties": ordered, **required, **one, "additionalProperties": False}


def _field(name: str, made: dict[str, Any]) -> dict[str, Any]:
    about = {key: made[key] for key in ("description", "default") if made.get(key) is not None}
    rest = {key: value for key, value in made.items() if key not in ("title", "description", "default", "anyOf")}
    choices = [choice for choice in made.get("anyOf", [rest]) if choice != {"type": "null"}]
    if name not in HELD:
        choices.append(TEMPLATE)
    return {**about, **(choices[0] if len(choices) == 1 else {"anyOf": choices})}


def _of_depth(made: dict[str, Any]) -> dict[str, Any]:
    """Let a field that takes a number be the depth of what the layer reads."""
    choices = made.get("anyOf", [])
    if not any(choice.get("type") in NUMBERS for choice in choices):
        return made
    return {**made, "anyOf": [*choices, {"const": "depth"}]}

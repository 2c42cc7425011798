"""The JSON Schema (draft-07) of a homework sheet, made from its models, for editors."""

from typing import Any, Final

from netcalc.homework.sheet.conventions import KINKS, MEMORY, ORDERS, Conventions
from netcalc.homework.sheet.question import LEVELS, WINDOWS, Circuit, Fits, Question, Table, WrittenSheet
from netcalc.homework.sheet.ranges import FORMS, MOST_VALUES
from netcalc.network.schema import DRAFT, fields

WORDS: Final = {"type": "array", "items": {"type": ["string", "integer"]}, "minItems": 1}
SHARE: Final = {"type": "number", "minimum": 0, "maximum": 1}
NETWORK: Final = {"type": ["string", "object"]}
VALUES: Final = {"type": "array", "items": {"type": ["number", "string"]}, "minItems": 1, "maxItems": MOST_VALUES}
ENDS: Final = {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
RANGE: Final = {
    "type": "object",
    "properties": {form: {**ENDS, "maxItems": 3} if form == "range" else ENDS for form in FORMS},
    "minProperties": 1,
    "maxProperties": 1,
    "additionalProperties": False,
}
VARY: Final = {"type": "object", "additionalProperties": {"anyOf": [VALUES, RANGE]}, "minProperties": 1}
FEEDBACK: Final = {"enum": [*LEVELS]}
CHOSEN: Final = {
    "flop": {"enum": ["mac", "2mac"]},
    "memory": {"enum": [*MEMORY]},
    "volume": {"enum": [*ORDERS]},
    "kink": {"enum": [*KINKS]},
}
OF_SHEET: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "title": ("What the sheet is called.", {}),
    "network": ("What is asked about: a bundled name, a file beside the sheet, or a spec.", NETWORK),
    "questions": ("The questions, in order.", {"type": "array", "items": {"$ref": "#/definitions/question"}}),
    "conventions": (
        "What the sheet means by an operation, a unit, the order of a volume.",
        {"$ref": "#/definitions/conventions"},
    ),
    "feedback": ("How much a student is told.", FEEDBACK),
    "credit": ("The share of the points that a mistake keeps.", {"type": "object", "additionalProperties": SHARE}),
    "vary": ("Numbers and words that differ from student to student, used as `${name}`.", VARY),
}
OF_QUESTION: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "id": ("Its name, by which it is answered.", {"type": ["string", "integer"]}),
    "text": ("Its words.", {}),
    "ask": ("The query that it asks of its network or circuit.", {}),
    "answer": ("Arithmetic in place of `ask`, over the ids in `depends`.", {"type": ["string", "number"]}),
    "circuit": ("A circuit that is asked about.", fields(Circuit)),
    "table": ("A table to fill in.", fields(Table)),
    "fits": ("A field to be chosen so that a condition holds.", fields(Fits)),
    "choices": ("Letters and their words.", {"type": "object", "additionalProperties": {}, "minProperties": 2}),
    "right": ("The letter that is right, or several.", {"anyOf": [{"type": ["string", "integer"]}, WORDS]}),
    "network": ("What is asked about, if it is not the sheet's network.", NETWORK),
    "points": ("What it is worth.", {"type": "number", "minimum": 0}),
    "tolerance": ("How far off an answer may be: a share (0.1%) or an amount.", {"type": ["string", "number"]}),
    "depends": ("The questions that it goes on from.", {"anyOf": [{"type": "string"}, {**WORDS, "minItems": 0}]}),
    "key": ("A key that was typed, held to the computed one by an audit.", {}),
    "feedback": ("How much a student is told of this question.", FEEDBACK),
    "windows": ("Whether windows fit where the sheet varies: they do, one cannot, or either.", {"enum": [*WINDOWS]}),
    "apart": ("The mistakes that every variant has to tell apart.", {**WORDS, "minItems": 0}),
}


def schema() -> dict[str, Any]:
    """Give the schema of a sheet."""
    question, whole, means = fields(Question), fields(WrittenSheet), fields(Conventions)
    means["properties"] = {name: {**each, **CHOSEN.get(name, {})} for name, each in means["properties"].items()}
    for name in CHOSEN:
        del means["properties"][name]["anyOf"]
    return {
        "$schema": DRAFT,
        "title": "netcalc homework sheet",
        "description": "Questions of which the answers are computed, as `netcalc grade` reads them.",
        **whole,
        "properties": _told(whole["properties"], OF_SHEET),
        "definitions": {
            "question": {**question, "properties": _told(question["properties"], OF_QUESTION)},
            "conventions": means,
        },
    }


def _told(properties: dict[str, Any], known: dict[str, tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    """Say what each field is, and its form where the model does not say it."""
    made = {}
    for name, own in properties.items():
        about, form = known.get(name, (own.get("description", ""), {}))
        made[name] = {"description": about, **({"default": own["default"]} if "default" in own else {})}
        made[name] |= form or {key: each for key, each in own.items() if key not in made[name]}
    return made

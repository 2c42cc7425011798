"""Lists: the bundled specs, the layer kinds and their fields."""

from collections.abc import Mapping
from typing import Any, Final

from netcalc.layers.base import ONE, Layer
from netcalc.layers.written.written import Written
from netcalc.render.document import Code, Document, sentence
from netcalc.render.table import Head, Narrower, Row, Table, words

KINDS: Final = (Head("kind", "code"), Head("for example", "code"), Head("what it is"))
WRAPPED: Final = (Narrower("wrap", ("what it is",), 20),)


def specs(found: Mapping[str, tuple[str, str]]) -> Document:
    """List specs: name and title; in JSON the path too."""
    table = Table(
        words("spec", "what it is"), tuple(Row((name, about)) for name, (about, _) in found.items()), (), WRAPPED
    )
    return Document(
        [{"name": name, "about": about, "path": path} for name, (about, path) in found.items()], lambda: (table,)
    )


def kinds(found: Mapping[str, type[Written]], schemas: dict[str, dict[str, Any]]) -> Document:
    """List kinds, each with an example and its sentence."""
    return Document(schemas, lambda: (kinds_table(found),))


def kinds_table(found: Mapping[str, type[Written]]) -> Table:
    """Put kinds in a table."""
    rows = (Row((kind, _example(form), form.about())) for kind, form in found.items())
    narrower = (Narrower("drop", ("for example",)), *WRAPPED)
    return Table(KINDS, tuple(rows), narrower=narrower)


def fields(found: dict[str, Any]) -> Table:
    """List the fields of a kind, given its schema: each with its default and what it is."""
    needed = found.get("required", ())
    rows = (
        Row((name, "(needed)" if name in needed else _default(field), field.get("description", "")))
        for name, field in found["properties"].items()
    )
    return Table(words("field", "default", "what it is"), tuple(rows), narrower=WRAPPED)


def kind(form: type[Written], schemas: dict[str, dict[str, Any]]) -> Document:
    """Describe a kind: what it is, an example, its fields."""
    (schema,) = schemas.values()
    return Document(
        schemas, lambda: (sentence(form.about(), "bold"), Code(f"- {_example(form)}"), fields(_taken(form, schema)))
    )


def _taken(form: type[Written], schema: dict[str, Any]) -> dict[str, Any]:
    """Leave out what a kind that stores nothing has no use for, and say what is read where it is one layer."""
    if not issubclass(form, Layer):
        return schema
    refused = {"share"} if form.parameters is Layer.parameters else set()
    found = {name: field for name, field in schema["properties"].items() if name not in refused}
    if form.volumes == ONE and "from" in found:
        found["from"] = {**found["from"], "description": "The layer it reads; left out, the one before."}
    return {**schema, "properties": found}


def _default(field: dict[str, Any]) -> str:
    default = field.get("default", "")
    return str(default).lower() if isinstance(default, bool) else str(default)


def _example(form: type[Written]) -> str:
    """Give the example of a kind; of one that has none, the fields it needs."""
    said = form.usage().removeprefix("for example ").strip("`")
    if said or not issubclass(form, Layer):
        return said
    needed = [f"{field}: ..." for field in form.ours().needed]
    return f"{form.kind}: {{{', '.join(needed)}}}" if needed else form.kind

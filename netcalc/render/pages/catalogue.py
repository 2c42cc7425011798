"""Lists: the bundled specs, the layer kinds and their fields."""

from collections.abc import Mapping
from typing import Any, Final

from netcalc.layers.written import Written
from netcalc.render.formats.table import Align, Row, Table
from netcalc.render.formats.text import Line, line

FIELD_HEADS: Final[tuple[tuple[str, Align], ...]] = (("field", "left"), ("default", "left"), ("what it is", "left"))
KIND_HEADS: Final[tuple[tuple[str, Align], ...]] = (("kind", "left"), ("for example", "left"), ("what it is", "left"))


def specs(found: Mapping[str, str]) -> Table:
    """List specs: name and title."""
    return Table((("spec", "left"), ("what it is", "left")), tuple(Row(row) for row in found.items()))


def kinds(found: Mapping[str, type[Written]]) -> Table:
    """List kinds: name and sentence."""
    return Table((("kind", "left"), ("what it is", "left")), tuple(Row((kind, about(found[kind]))) for kind in found))


def kinds_with_examples(found: Mapping[str, type[Written]]) -> Table:
    """List kinds as Markdown wants them: each with an example."""
    rows = (Row((f"`{kind}`", f"`{_example(form)}`", about(form))) for kind, form in found.items())
    return Table(KIND_HEADS, tuple(rows))


def fields(found: dict[str, Any]) -> Table:
    """List the fields of a kind, given its schema: each with its default and what it is."""
    needed = found.get("required", ())
    rows = (
        Row((name, "(needed)" if name in needed else _default(field), field.get("description", "")))
        for name, field in found["properties"].items()
    )
    return Table(FIELD_HEADS, tuple(rows))


def kind_lines(form: type[Written], schema: dict[str, Any], width: int | None) -> list[Line]:
    """Describe a kind: what it is, an example, its fields."""
    head = [line(about(form), "bold"), line(), line(f"  - {_example(form)}"), line()]
    return [*head, *fields(schema).wrapped(width).lines()]


def _default(field: dict[str, Any]) -> str:
    default = field.get("default", "")
    return str(default).lower() if isinstance(default, bool) else str(default)


def about(form: type[Written]) -> str:
    """Give the sentence that says what a kind is."""
    return (form.__doc__ or "").partition("\n")[0]


def _example(form: type[Written]) -> str:
    return form.usage().removeprefix("for example ").strip("`")

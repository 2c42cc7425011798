"""`netcalc kinds`: the layer kinds, and what each takes."""

from enum import StrEnum
from typing import Annotated

import typer

from netcalc.cli import show


class Format(StrEnum):
    """The forms the list takes."""

    TABLE = "table"
    MARKDOWN = "markdown"
    JSON = "json"


def complete_kind(incomplete: str) -> list[str]:
    """Offer the kinds that begin so."""
    from netcalc.network.composition import FORMS

    return [kind for kind in FORMS if kind.startswith(incomplete)]


def kinds(
    kind: Annotated[
        str | None,
        typer.Argument(metavar="[KIND]", help="A kind, to see its fields.", autocompletion=complete_kind),
    ] = None,
    *,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE,
) -> None:
    """List the layer kinds, or show one's fields with their defaults.

    \b
    Examples:
      netcalc kinds
      netcalc kinds conv
    """  # noqa: D301
    from netcalc.layers.written import Written
    from netcalc.network.composition import FORMS, form_of
    from netcalc.network.schema import fields
    from netcalc.render.formats import data, markup
    from netcalc.render.pages import catalogue
    from netcalc.text.words import kind_hint, meant_kind

    if kind is not None and kind not in FORMS:
        message = f"there is no layer kind `{kind[:80]}`: {kind_hint(kind, meant_kind(kind[:80], FORMS))}"
        raise typer.BadParameter(message)
    found: dict[str, type[Written]] = {each: form_of(each) for each in FORMS if kind in (None, each)}
    if form is Format.JSON:
        show.text(data.dumps({each: fields(form) for each, form in found.items()}))
    elif form is Format.MARKDOWN:
        table = catalogue.kinds_with_examples(found) if kind is None else catalogue.fields(fields(found[kind]))
        show.text(markup.markdown(table))
    elif kind is None:
        show.lines(catalogue.kinds(found).wrapped(show.width()).lines())
    else:
        show.lines(catalogue.kind_lines(found[kind], fields(found[kind]), show.width()))

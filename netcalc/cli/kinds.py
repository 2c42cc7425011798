"""`netcalc kinds`: the layer kinds, and what each takes."""

from typing import Annotated

import typer

from netcalc.cli import show
from netcalc.cli.options import Format


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
    form: Format = "table",
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
    from netcalc.render.pages.catalogues import catalogue
    from netcalc.text.words import kind_hint, meant_kind

    if kind is not None and kind not in FORMS:
        message = f"there is no layer kind `{kind[:80]}`: {kind_hint(kind, meant_kind(kind[:80], FORMS))}"
        raise typer.BadParameter(message)
    found: dict[str, type[Written]] = {each: form_of(each) for each in FORMS if kind in (None, each)}
    schemas = {each: fields(written) for each, written in found.items()}
    show.document(catalogue.kinds(found, schemas) if kind is None else catalogue.kind(found[kind], schemas), form)

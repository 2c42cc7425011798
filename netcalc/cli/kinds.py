"""`netcalc kinds`: the layer kinds, and what each takes."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from netcalc.cli import show
from netcalc.cli.options import Format
from netcalc.problems import SpecError

if TYPE_CHECKING:
    from netcalc.layers.base import Layer
    from netcalc.layers.written.written import Written


def complete_kind(incomplete: str) -> list[str]:
    """Offer the kinds that begin so."""
    from netcalc.layers import installed
    from netcalc.network.composition import FORMS

    return [kind for kind in (*FORMS, *installed.names()) if kind.startswith(incomplete)]


def kinds(
    kind: Annotated[
        str | None,
        typer.Argument(metavar="[KIND]", help="A kind, to see its fields.", autocompletion=complete_kind),
    ] = None,
    *,
    form: Format = "table",
) -> None:
    """List the layer kinds, those of installed packages too, or show one's fields with their defaults.

    \b
    Examples:
      netcalc kinds
      netcalc kinds conv
    """  # noqa: D301
    from netcalc.network.composition import FORMS, form_of
    from netcalc.network.schema import fields
    from netcalc.render.pages.catalogues import catalogue

    ours = {each: form_of(each) for each in FORMS if kind in (None, each)}
    found: dict[str, type[Written]] = {**ours, **({} if kind in FORMS else _theirs(kind))}
    schemas = {each: fields(written) for each, written in found.items()}
    show.document(catalogue.kinds(found, schemas) if kind is None else catalogue.kind(found[kind], schemas), form)


def _theirs(kind: str | None) -> dict[str, "type[Layer]"]:
    """Give the kinds of installed packages, or the one that is asked for; what is wrong with any is said."""
    from netcalc.layers import installed
    from netcalc.network.composition import FORMS
    from netcalc.text.words import kind_hint, meant_kind

    try:
        one = None if kind is None else installed.theirs(kind)
    except installed.NotLoaded as error:
        raise SpecError([error.problem(str(kind))]) from None
    if kind is None:
        every = installed.every()
        show.problems([replace(problem, severity="warning") for problem in every.problems])
        return dict(every.kinds)
    if one is None:
        known = (*FORMS, *installed.names())
        message = f"there is no layer kind `{kind[:80]}`: {kind_hint(kind, meant_kind(kind[:80], known))}"
        raise typer.BadParameter(message)
    return {kind: one}

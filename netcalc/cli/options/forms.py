"""How a result is written, and what of it: `--format`, `--advice`."""

from collections.abc import Callable, Collection
from typing import Annotated, Any, Final, TypeAlias

import typer

from netcalc.render.formats import FORMATS

DOCUMENTS: Final = tuple(FORMATS)


def one_of(known: Collection[str]) -> Callable[[str], str]:
    """Make what reads an option that takes one of some words; bad usage for any other."""

    def chosen(text: str) -> str:
        if text not in known:
            message = f"{text[:40]!r} is not one of {', '.join(known)}"
            raise typer.BadParameter(message)
        return text

    return chosen


def format_option(*forms: str) -> Any:
    """Make the option `--format`: of a document all its forms, or those that are named."""
    known = forms or DOCUMENTS

    def chosen(text: str) -> str:
        if text not in known:
            message = f"{text[:40]!r} is not one of {', '.join(map(repr, known))}"
            raise typer.BadParameter(message)
        return text

    def offered(incomplete: str) -> list[str]:
        return [form for form in known if form.startswith(incomplete)]

    return typer.Option(
        "--format", help=f"How to write it: {', '.join(known)}.", parser=chosen, metavar="FORM", autocompletion=offered
    )


Format: TypeAlias = Annotated[str, format_option()]
Advice: TypeAlias = Annotated[
    bool, typer.Option("--advice", help="Show what the lecture advises against; it fails nothing.")
]

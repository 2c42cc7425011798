"""A run, or many trials, drawn into a file: SVG, PNG, PDF, or a page of HTML that stands alone, by the file's name."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from netcalc.render.document import Document, Picture
from netcalc.render.formats import html
from netcalc.render.pages.training import sweep as sweep_pages
from netcalc.render.pages.training import training as pages
from netcalc.render.pictures.training import figure, style, sweeps
from netcalc.training.maps import Mapped
from netcalc.training.run import Run
from netcalc.training.trials.swept import Swept

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Result: TypeAlias = Run | Swept | Mapped
ENDINGS: Final = (".svg", ".png", ".pdf", ".html")
PAGE: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width">
<style>:root {{ color-scheme: light dark; }} td, th {{ padding: 0 0.4em; }}
body {{ font-family: sans-serif; max-width: 75em; margin: 1em auto; padding: 0 1em; }}
svg {{ max-width: 100%; height: auto; }}</style>
{body}</html>
"""


class Look(NamedTuple):
    """How a result is shown: a figure with its title and what it shows in words, and its page."""

    title: str
    described: str
    figure: Callable[[], "Figure"]
    page: Document


def look(result: Result) -> Look:
    """Give how a run, with its activation maps or without, or many trials, are shown."""
    if isinstance(result, Mapped):
        return look(result.run)._replace(figure=lambda: figure.with_maps(result))
    if isinstance(result, Run):
        return Look(pages.about(result), figure.described(result), lambda: figure.figure(result), pages.page(result))
    described = sweeps.described(result)
    return Look(described, described, lambda: sweeps.figure(result), sweep_pages.page(result))


def draw(result: Result, path: str | Path) -> None:
    """Draw a result into a file; ValueError for another ending, OSError, or ImportError, which says what to install."""
    path, ending, seen = Path(path), Path(path).suffix.lower(), look(result)
    if ending == ".html":
        title = escape(seen.title.replace("\n", "; "))
        path.write_text(PAGE.format(title=title, body=html.write(_drawn(seen), None)), encoding="utf-8")
    elif ending == ".svg":
        path.write_text(_svg(seen), encoding="utf-8")
    elif ending in ENDINGS:
        about = {"Title": seen.title} | ({"Description": seen.described} if ending == ".png" else {})
        seen.figure().savefig(path, dpi=150, metadata=about)
    else:
        message = f"{path} ends in none of {' '.join(ENDINGS)}"
        raise ValueError(message)


def shown(result: Run | Swept) -> Document:
    """Make the page of a result with its picture above, as a notebook shows it; without Matplotlib, none."""
    seen = look(result)
    try:
        return _drawn(seen)
    except ImportError:
        return seen.page


def _drawn(seen: Look) -> Document:
    drawn = Picture(_svg(seen))
    return seen.page._replace(parts=lambda: (drawn, *seen.page.parts()))


def _svg(seen: Look) -> str:
    return style.svg(seen.figure(), seen.title, seen.described)

"""A run drawn into a file: SVG, PNG, PDF, or a page of HTML that stands alone, by the file's name."""

from html import escape
from pathlib import Path
from typing import Final

from netcalc.render.document import Document, Picture
from netcalc.render.formats import html
from netcalc.render.pages import training as pages
from netcalc.render.pictures.training.figure import described, figure, svg
from netcalc.training.run import Run

ENDINGS: Final = (".svg", ".png", ".pdf", ".html")
PAGE: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{title}</title>
<style>body {{ font-family: sans-serif; max-width: 75em; margin: 1em auto; }} svg {{ max-width: 100%; }}</style>
{body}</html>
"""


def draw(run: Run, path: str | Path) -> None:
    """Draw a run into a file; ValueError for another ending, OSError, or ImportError, which says what to install."""
    path, ending = Path(path), Path(path).suffix.lower()
    if ending == ".html":
        title = escape(pages.about(run).replace("\n", "; "))
        path.write_text(PAGE.format(title=title, body=html.write(shown(run), None)), encoding="utf-8")
    elif ending == ".svg":
        path.write_text(svg(run), encoding="utf-8")
    elif ending in ENDINGS:
        about = {"Title": pages.about(run)}
        figure(run).savefig(
            path, dpi=150, metadata=about | ({"Description": described(run)} if ending == ".png" else {})
        )
    else:
        message = f"{path} ends in none of {' '.join(ENDINGS)}"
        raise ValueError(message)


def shown(run: Run) -> Document:
    """Make the page of a run with its picture above, as a notebook shows it; without, where Matplotlib is missing."""
    made = pages.page(run)
    try:
        drawn = (Picture(svg(run)),)
    except ImportError:
        return made
    return made._replace(parts=lambda: (*drawn, *made.parts()))

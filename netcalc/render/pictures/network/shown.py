"""What a network, and its report, show of themselves in a notebook: the picture, and the table below it."""

from pathlib import Path

from netcalc.calculator.calculator import calculate
from netcalc.network.network import Network, View
from netcalc.render.document import Document, Picture
from netcalc.render.pages.report.summary import said, with_problems
from netcalc.render.pictures.colours import Theme
from netcalc.render.pictures.network.files import How, draw
from netcalc.render.pictures.network.views import picture
from netcalc.render.pictures.svg import svg
from netcalc.report.report import Report


def drawn(
    network: Network, path: str | Path, how: tuple[View | None, int | None, str | Path | None], theme: Theme
) -> None:
    """Draw a network into a file; ValueError, OSError, or ImportError, which says what to install."""
    draw(network, calculate(network), path, How(*how), theme)


def of_network(network: Network) -> Document:
    """Make the page of a network: its picture, and what is wrong with it."""
    report = calculate(network)
    return Document(network, lambda: (_picture(report), *map(said, report.problems)))


def of_report(report: Report) -> Document:
    """Make the page of a report: the picture, the table of every number, what is wrong."""
    made = with_problems(report)
    return made._replace(parts=lambda: (_picture(report), *made.parts()))


def _picture(report: Report) -> Picture:
    return Picture(svg(picture(report), "page"))

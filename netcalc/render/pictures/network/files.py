"""A network drawn into a file, or as the text of one, by the file's name."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from netcalc.network.network import Network, View
from netcalc.render.pictures.colours import Theme
from netcalc.render.pictures.drawing import Drawing
from netcalc.render.pictures.network.dot import dot
from netcalc.render.pictures.network.mermaid import mermaid
from netcalc.render.pictures.network.views import picture, suiting
from netcalc.render.pictures.save import WRITERS, folder_for, save
from netcalc.report.report import Report

TEXTS: Final[dict[str, Callable[[Report, int | None], str]]] = {".mmd": mermaid, ".dot": dot}
ENDINGS: Final = (*WRITERS, *TEXTS)


class How(NamedTuple):
    """How a network is drawn: as what, folded from which level, with whose weights."""

    view: View | None = None
    depth: int | None = None
    weights: str | Path | None = None


def drawing(network: Network, report: Report, how: How) -> Drawing:
    """Draw a network; ValueError where it cannot be drawn so, or the weights are not its own."""
    _joined(report)
    if how.weights is None:
        return picture(report, how.view, how.depth)
    if (how.view or suiting(report, how.depth)) != "neurons":
        message = "weights are shown where neurons are drawn, and here they are not"
        raise ValueError(message)
    from netcalc.render.pictures.network.neurons.weights import strength_of

    return picture(report, how.view, how.depth, strength_of(network, how.weights))


def _joined(report: Report) -> None:
    """Insist that something is known of what reads what; ValueError else."""
    if report.layers and all(layer.working.layer.alone for layer in report.layers):
        message = "the file holds arrays alone, and does not say what reads what: there is nothing to draw"
        raise ValueError(message)


def draw(network: Network, report: Report, path: str | Path, how: How, theme: Theme = "auto") -> None:
    """Draw a network into a file; ValueError, OSError, or ImportError, which says what to install."""
    written = TEXTS.get(Path(path).suffix.lower())
    if written is None:
        if Path(path).suffix.lower() not in WRITERS:
            message = f"{path} ends in none of {' '.join(ENDINGS)}"
            raise ValueError(message)
        save(lambda: drawing(network, report, how), path, theme)
        return
    if how.view not in (None, "graph") or how.weights is not None:
        message = f"a {Path(path).suffix} is text, and has the graph alone"
        raise ValueError(message)
    _joined(report)
    folder_for(path)
    Path(path).write_text(written(report, how.depth), encoding="utf-8")

"""The panels of a run, side by side in one figure."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from netcalc.render.pages.training.training import about
from netcalc.render.pictures.training.curves import accuracies, losses, ratios
from netcalc.render.pictures.training.planes import bent_plane, boundary, draw_maps, fitted, histograms, tiles
from netcalc.render.pictures.training.style import HIGH, WIDE, drawing
from netcalc.training.maps import Mapped, Maps, maps
from netcalc.training.run import Run

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Panel: TypeAlias = "Callable[[Run, Axes], bool]"
PANELS: Final[tuple[Panel, ...]] = (losses, accuracies, ratios, boundary, bent_plane, fitted, histograms, tiles)
ACROSS: Final = 3


def figure(run: Run) -> "Figure":
    """Draw all that there is to see of a run; ImportError says what to install."""
    return _drawn(run, [])


def with_maps(mapped: Mapped) -> "Figure":
    """Draw all that, and the activation maps of one example, a layer a panel."""
    return _drawn(mapped.run, maps(mapped.run))


def _drawn(run: Run, shown: Sequence[Maps]) -> "Figure":
    with drawing() as new:
        made: Figure = new()
        drawn = 0
        for panel in PANELS:
            axes = made.add_subplot(2, len(PANELS), drawn + 1)
            if panel(run, axes):
                drawn += 1
            else:
                axes.remove()
        for each in shown:
            draw_maps(each, made.add_subplot(2, len(PANELS) + len(shown), len(made.axes) + 1))
        _laid_out(made)
        made.suptitle(about(run), fontsize=11)
    return made


def _laid_out(made: "Figure") -> None:
    """Put the panels that were drawn in rows of three."""
    count = max(1, len(made.axes))
    across = min(ACROSS, count)
    rows = -(-count // across)
    grid = made.add_gridspec(rows, across)
    for place, axes in enumerate(made.axes):
        axes.set_subplotspec(grid[place // across, place % across])
    made.set_size_inches(WIDE * across, HIGH * rows + 0.5)


def described(run: Run) -> str:
    """Say in words what the figure shows."""
    last = run.history[-1] if run.history else None
    ended = "" if last is None else f" The loss ended at {last.loss:.3g} after {last.epoch} epochs."
    return f"{about(run).replace(chr(10), '; ')}.{ended} " + " ".join(f"{each.text}." for each in run.verdicts)

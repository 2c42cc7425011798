"""A run while it goes on: a live curve on a terminal, a line an epoch elsewhere."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import isfinite
from time import monotonic
from typing import Final

from netcalc.cli import show
from netcalc.render.pages.training import sweep as sweep_page
from netcalc.render.pages.training import training as page
from netcalc.text.counted import counted
from netcalc.training import Run
from netcalc.training.trials.swept import Swept

BARS: Final = "▁▂▃▄▅▆▇█"
WIDE: Final = 60  # epochs side by side
OFTEN: Final = 8  # times a second


class Lines:
    """Writes what is trained, then an epoch a line as they come."""

    def __call__(self, run: Run) -> None:
        """Write what is new."""
        if run.history:
            show.text(page.line(run.history[-1]) + "\n")
        else:
            head = f"{page.head()}\n" if run.recipe.epochs and run.ready else ""
            show.text(f"{page.about(run)}\n{page.notes(run)}{page.checks(run)}{head}")


def curve(values: Sequence[float], width: int = WIDE) -> str:
    """Draw values as a row of bars, from 0 up, thinned out where they are many.

    >>> curve([4, 2, 1, 0.5])
    '█▄▂▁'
    """
    every = -(-len(values) // width)
    shown = [value for value in values[::every] if isfinite(value)]
    top = max(shown, default=0) or 1
    return "".join(BARS[min(len(BARS) - 1, max(0, round(value / top * len(BARS)) - 1))] for value in shown)


def view(run: Run, seconds: float) -> str:
    """Write how a run stands: its curve, its numbers, how long it may still take."""
    history, epochs = run.history, run.recipe.epochs
    if not history:
        return page.about(run)
    losses = [epoch.loss for epoch in history]
    left = seconds / len(history) * (epochs - len(history))
    ratios = "  ".join(f"{name} {watch.update_ratio:.1e}" for name, watch in [*history[-1].layers.items()][:4])
    lines = [
        page.about(run),
        f"loss {curve(losses)} {losses[-1]:.4g}",
        page.head(),
        page.line(history[-1]),
        f"update ratios: {ratios}",
        f"epoch {len(history)} of {epochs}, {left:.0f} s left (Ctrl-C keeps what was learned)",
    ]
    return "\n".join(lines)


@contextmanager
def live() -> Iterator[Callable[[Run], None]]:
    """Show how a run stands, on a terminal, until it ends."""
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    begun = monotonic()
    with Live(console=Console(stderr=True), transient=True, refresh_per_second=OFTEN) as shown:
        yield lambda run: shown.update(Text(view(run, monotonic() - begun)))


@contextmanager
def counting() -> Iterator[Callable[[Swept], None]]:
    """Show how many trials are made and which is best so far, on a terminal, until all are."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    begun = monotonic()
    with Live(console=Console(stderr=True), transient=True, refresh_per_second=OFTEN) as shown:
        yield lambda swept: shown.update(Text(counted_view(swept, monotonic() - begun)))


def counted_view(swept: Swept, seconds: float) -> str:
    """Write how many trials stand, the best, how long the rest may take."""
    made = len(swept.trials)
    left = f", {seconds / made * (swept.asked - made):.0f} s left" if made else ""
    best = "" if swept.best is None else f"best so far: {sweep_page.said(swept.best)}\n"
    return f"{best}{made} of {counted(swept.asked, 'trial')}{left} (Ctrl-C keeps what was found)"

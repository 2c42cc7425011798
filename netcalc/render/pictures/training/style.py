"""How figures look, and how one is begun: Matplotlib is imported when one is drawn."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from netcalc.render.pictures.training.dark import following

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDE, HIGH = 4.4, 3.4  # inches of a panel
MISSING: Final = "pictures of a run are drawn by Matplotlib: pip install 'netcalc-nn[plot]'"
STYLE: Final[Any] = {"svg.hashsalt": "netcalc", "font.size": 9, "axes.titlesize": 10, "axes.axisbelow": True}


@contextmanager
def drawing() -> Iterator[Callable[[], "Figure"]]:
    """Begin a figure in our style; ImportError says what to install."""
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError:
        raise ImportError(MISSING) from None
    with rc_context(STYLE):
        yield lambda: Figure(layout="constrained")


def key(axes: "Axes", columns: int = 3) -> None:
    """Say below a panel what its lines are, where it covers none of them."""
    axes.legend(
        loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=columns, fontsize=8, frameon=False, columnspacing=1.2
    )


def svg(made: "Figure", title: str, description: str) -> str:
    """Write a figure as SVG, light and dark, with a title and a text alternative; the same gives the same bytes."""
    held = StringIO()
    with drawing():
        made.savefig(held, format="svg", metadata={"Date": None, "Title": title, "Description": description})
    text = held.getvalue()
    return following(text[text.index("<svg") :], description)

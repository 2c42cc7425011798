"""How figures look, and how one is begun: Matplotlib is imported when one is drawn."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
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


def svg(made: "Figure", title: str, description: str) -> str:
    """Write a figure as SVG, with a title and a text alternative; the same figure gives the same bytes."""
    held = StringIO()
    with drawing():
        made.savefig(held, format="svg", metadata={"Date": None, "Title": title, "Description": description})
    text = held.getvalue()
    return text[text.index("<svg") :]

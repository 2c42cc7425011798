"""How pooling goes wrong: the gradient sent to the wrong values, windows that write over each other."""

from typing import Any, Final

import numpy as np

from netcalc.reference.kinds.pool.window import AvgPool, MaxPool, Pool
from netcalc.reference.student.case import Made, Mistake
from netcalc.reference.student.mistakes.places import FIRST_WINDOW, OVERWRITTEN, first_window, one_window, places
from netcalc.reference.tape.gate import Array

EVERYWHERE: Final = "it goes to all of the window, not to the largest value alone"
TIED: Final = "at a tie it goes to each of the largest in full, and so is multiplied: send it to one, or share it"


def _largest(made: Made, place: Any) -> Array:
    seen = made.x[place]
    return np.asarray(seen == seen.max(axis=(2, 3), keepdims=True))


def _first(largest: Array) -> Array:
    """Keep the first of the largest in each window, (N, D, F, F)."""
    flat = largest.reshape(*largest.shape[:2], -1)
    return np.asarray(flat & (flat.cumsum(axis=2) == 1)).reshape(largest.shape)


def _by_equality(made: Made) -> Array:
    sent = np.zeros_like(made.x)
    for place, upstream in places(made):
        sent[place] += _largest(made, place) * upstream[..., None, None]
    return sent


def _written_over(made: Made, *, whole: bool) -> Array:
    """Assign in place of adding: the largest alone, or its whole window."""
    sent = np.zeros_like(made.x)
    for place, upstream in places(made):
        largest, up = _largest(made, place), upstream[..., None, None]
        sent[place] = largest * up if whole else np.where(largest, up, sent[place])
    return sent


def _spread(made: Made, *, shared: bool, added: bool = True) -> Array:
    """Send the gradient to all of the window, in full or shared."""
    sent = np.zeros_like(made.x)
    for place, upstream in places(made):
        sent[place] *= added
        sent[place] += upstream[..., None, None]
    return sent / (np.prod([one.F for one in made.case.window]) if shared else 1)


def _smallest(made: Made) -> Array:
    return np.asarray(-MaxPool(made.case.window).forward(-made.x)[0])


def _other_windows(made: Made, gate: type[Pool], S: int = 0) -> Array:
    return np.asarray(gate([one._replace(S=S or one.S) for one in made.case.window]).forward(made.x)[0])


def _dense(made: Made) -> Array | None:
    if made.case.window[0].S == 1:
        return None
    sent = np.zeros_like(made.x)
    for place, upstream in places(made, stride=1):
        sent[place] += _first(_largest(made, place)) * upstream[..., None, None]
    return sent


def _turned(made: Made) -> Array:
    """Swap the window's height and width."""
    return np.asarray(type(made.gate)(made.case.window[::-1]).forward(made.x)[0])  # type: ignore[call-arg]  # a pool


_BOTH: Final = (
    Mistake("out", "height and width of the window are swapped", _turned),
    Mistake("out", FIRST_WINDOW, first_window),
    Mistake("dx", FIRST_WINDOW, one_window),
)
MAX_POOL_MISTAKES: Final = (
    Mistake("out", "it is the mean of the window, not the largest value", lambda made: _other_windows(made, AvgPool)),
    Mistake("out", "it is the smallest value of the window", _smallest),
    Mistake("out", "the stride is not used", lambda made: _other_windows(made, MaxPool, S=1)),
    Mistake("dx", TIED, _by_equality),
    Mistake("dx", EVERYWHERE, lambda made: _spread(made, shared=False)),
    Mistake("dx", EVERYWHERE, lambda made: _spread(made, shared=True)),
    Mistake("dx", OVERWRITTEN, lambda made: _written_over(made, whole=False)),
    Mistake("dx", OVERWRITTEN, lambda made: _written_over(made, whole=True)),
    Mistake("dx", "the stride is not used on the way back", _dense),
    *_BOTH,
)
AVG_POOL_MISTAKES: Final = (
    Mistake("out", "it is the largest value of the window, not the mean", lambda made: _other_windows(made, MaxPool)),
    Mistake("out", "it is the sum of the window: divide by its size", lambda made: made.truth * _size(made)),
    Mistake("out", "the stride is not used", lambda made: _other_windows(made, AvgPool, S=1)),
    Mistake("dx", "it is not shared out: divide by the size of the window", lambda made: made.truth * _size(made)),
    Mistake("dx", "it goes to the largest value alone; a mean shares it out", _by_equality),
    Mistake("dx", OVERWRITTEN, lambda made: _spread(made, shared=True, added=False)),
    *_BOTH,
)


def _size(made: Made) -> float:
    return float(np.prod([one.F for one in made.case.window]))

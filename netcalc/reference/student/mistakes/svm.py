"""How the hinge loss goes wrong: the mean left out, the right class counted or forgotten, margins not cut off."""

from typing import Final

import numpy as np

from netcalc.reference.student.mistakes.scores import NOT_AVERAGED, NOT_DIVIDED, Rows, of_rows, total
from netcalc.reference.tape.gate import Array


def _costs(s: Rows) -> Array:
    return np.asarray(s.m * s.pushed)


SVM_MISTAKES: Final = (
    of_rows("loss", NOT_AVERAGED, lambda s: _costs(s).sum()),
    of_rows("loss", "the right class is counted too, which adds 1 an example", lambda s: _costs(s).sum() / s.N + 1),
    of_rows("loss", "the margin of 1 is left out", lambda s: np.maximum(s.m - 1, 0).sum() / s.N),
    of_rows("loss", "margins below 0 are not cut off: max(0, ...)", lambda s: (s.m * (1 - s.right)).sum() / s.N),
    of_rows("loss", "the largest margin alone counts: add all of them up", lambda s: _costs(s).max(axis=1).sum() / s.N),
    of_rows("loss", "the margins are squared", lambda s: (_costs(s) ** 2).sum() / s.N),
    of_rows("dx", NOT_DIVIDED, lambda s: s.pushed - s.right * total(s.pushed)),
    of_rows("dx", "the right class is forgotten: each margin above 0 pushes it up", lambda s: s.pushed / s.N),
    of_rows(
        "dx", "the right class is pushed up once: each margin above 0 does it", lambda s: (s.pushed - s.right) / s.N
    ),
    of_rows("dx", "the right class is pushed the wrong way", lambda s: (s.pushed + s.right * total(s.pushed)) / s.N),
    of_rows("dx", "the right class counts its own margin too", lambda s: (s.pushed - s.right * total(s.m > 0)) / s.N),
    of_rows(
        "dx", "the other classes are forgotten: margins push them down", lambda s: -s.right * total(s.pushed) / s.N
    ),
    of_rows("dx", "it holds the margins, not 1 where one is above 0", lambda s: _costs(s) / s.N),
)

"""How the softmax loss goes wrong: the mean left out, the right class forgotten, a part of the derivative alone."""

from typing import Final

import numpy as np

from netcalc.reference.student.mistakes.scores import NOT_AVERAGED, NOT_DIVIDED, of_rows

SOFTMAX_MISTAKES: Final = (
    of_rows("loss", NOT_AVERAGED, lambda s: -(s.right * np.log(s.p)).sum()),
    of_rows("loss", "the log is left out: -log of the right class's share", lambda s: -(s.right * s.p).sum() / s.N),
    of_rows(
        "loss", "the logs of all classes are added up: the right one's alone counts", lambda s: -np.log(s.p).sum() / s.N
    ),
    of_rows("loss", "the log is of base 10, not e", lambda s: -(s.right * np.log10(s.p)).sum() / s.N),
    of_rows("loss", "the log is of base 2, not e", lambda s: -(s.right * np.log2(s.p)).sum() / s.N),
    of_rows(
        "loss", "the log of the sum is left out: scores are no shares", lambda s: -(s.right * s.scores).sum() / s.N
    ),
    of_rows("dx", NOT_DIVIDED, lambda s: s.p - s.right),
    of_rows("dx", "the right class is forgotten: take 1 off its share", lambda s: s.p / s.N),
    of_rows("dx", "1 is taken off every class: take it off the right one alone", lambda s: (s.p - 1) / s.N),
    of_rows("dx", "1 is added to the right class: take it off", lambda s: (s.p + s.right) / s.N),
    of_rows("dx", "the shares are not divided by N, only the 1 is", lambda s: s.p - s.right / s.N),
    of_rows("dx", "the 1 is not divided by N, only the shares are", lambda s: s.p / s.N - s.right),
    of_rows("dx", "it stops at the shares: -1/p goes on back through the softmax", lambda s: -s.right / s.p / s.N),
    of_rows("dx", "the exponentials are not divided by their sum", lambda s: (s.grown - s.right) / s.N),
)

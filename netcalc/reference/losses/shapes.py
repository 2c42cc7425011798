"""Which labels and targets go with which scores."""

import numpy as np

from netcalc.reference.tape.gate import Array


def by_class(scores: Array) -> Array:
    """Put the scores as rows, one a decision: (N·positions, C)."""
    return np.moveaxis(scores, 1, -1).reshape(-1, scores.shape[1])


def fits(given: tuple[int, ...], due: tuple[int, ...], plain: int) -> bool:
    """Say whether a shape is the one that is due; axes after the first `plain` may be left out where all are 1."""
    return given == due or (given == due[:plain] and all(extent == 1 for extent in due[plain:]))

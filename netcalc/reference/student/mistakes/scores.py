"""What broken rules of a loss go by: shares or margins, the right class, the number of examples."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

import numpy as np

from netcalc.reference.student.case import Made, Mistake
from netcalc.reference.tape.gate import Array

NOT_AVERAGED: Final = "it is the sum over the batch: divide by N"
NOT_DIVIDED: Final = "it is not divided by N, as the loss is"


class Rows(NamedTuple):
    """Of each example: its scores, each class's share, each class's margin before it is cut off, 1 at the right class.

    The right class's own margin is 1. `pushed` is 1 for each other class whose margin is above 0.
    """

    scores: Array
    right: Array

    @property
    def N(self) -> int:  # noqa: N802  the letter of the course
        """The number of examples."""
        return len(self.scores)

    @property
    def grown(self) -> Array:
        """The exponentials, the largest score being taken off first."""
        return np.asarray(np.exp(self.scores - self.scores.max(axis=1, keepdims=True)))

    @property
    def p(self) -> Array:
        """The shares of the softmax."""
        return np.asarray(self.grown / self.grown.sum(axis=1, keepdims=True))

    @property
    def m(self) -> Array:
        """The margins."""
        return np.asarray(self.scores - (self.scores * self.right).sum(axis=1, keepdims=True) + 1)

    @property
    def pushed(self) -> Array:
        """The classes that are pushed down."""
        return np.asarray((self.m > 0) * (1 - self.right))


def rows(made: Made) -> Rows:
    """Lay the examples out."""
    right = np.zeros_like(made.x)
    right[np.arange(len(made.x)), made.case.extra[0]] = 1
    return Rows(made.x, right)


def of_rows(array: str, sentence: str, rule: Callable[[Rows], Any]) -> Mistake:
    """Break a rule of a loss."""
    return Mistake(array, sentence, lambda made: np.asarray(rule(rows(made))))


def total(values: Array) -> Array:
    """Add an example's classes up: (N, 1)."""
    return np.asarray(values.sum(axis=1, keepdims=True))

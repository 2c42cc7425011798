"""The rules on columns: what they choose, they choose for each variant, without parting them."""

from typing import Any

import numpy as np

from netcalc.arithmetic import Arithmetic
from netcalc.calculator.fitting.fit import judged, remaining
from netcalc.calculator.rules import Rules
from netcalc.layers.base import Layer, Window
from netcalc.problems import WINDOW_DOES_NOT_FIT, Problem
from netcalc.search.vectors.columns.many import Many, column, many
from netcalc.volume import Volume


class ManyRules(Rules):
    """The rules of the course, on columns; integers are worked out as ever."""

    __slots__ = ()

    def chosen(self, one: int, other: int, enough: int, otherwise: int) -> int:
        """Give, for each variant, `enough` where one is at least the other, else `otherwise`."""
        if not _any(one, other, enough, otherwise):
            return super().chosen(one, other, enough, otherwise)
        return _column(np.where(column(one) >= column(other), column(enough), column(otherwise)))

    def positive(self, number: int) -> int:
        """Give, for each variant, the number, or 0 where it is less."""
        return _column(np.maximum(column(number), 0)) if _any(number) else super().positive(number)


def _any(*numbers: object) -> bool:
    return any(type(number) is Many for number in numbers)


def _column(held: Any) -> int:
    made: int = many(held)  # a column stands for an integer
    return made


def fitting(
    layer: Layer,  # noqa: ARG001  as `judge` takes it
    given: Volume,
    window: Window,
    *,
    rules: Arithmetic,
    hints: bool = True,  # noqa: ARG001  as `judge` takes it
) -> Problem | None:
    """Say that a window does not fit; of one that may be rounded down nothing, since a warning changes no number."""
    if not window or not judged(window) or window[0].rounding != "exact":
        return None
    wrong = any(axis.left for axis in remaining(given, window, rules))
    return Problem(code=WINDOW_DOES_NOT_FIT, message="it does not fit", path=("stride",)) if wrong else None

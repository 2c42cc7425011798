"""A marked submission as nbgrader takes it."""

from netcalc.homework.marking.marked import Marked


def credit(marked: Marked) -> float:
    """Give what nbgrader takes as partial credit: a plain float, never negative, never more than the points."""
    return float(min(marked.points, max(0.0, marked.score)))

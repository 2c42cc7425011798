"""Whether a student's loss adds reg times the squares of the weights, or half of that: years of the course differ."""

from collections.abc import Callable

from netcalc.reference.student.calling import Broke, NotOfTheForm


def factor(loss: Callable[[float], float], reg: float, squares: float, usual: float) -> float:
    """Give 1 or 1/2, whichever the loss with and without regularisation shows; else what is usual."""
    try:
        added = loss(reg) - loss(0.0)
    except (Broke, NotOfTheForm):
        return usual
    return next((half for half in (usual, 1.5 - usual) if abs(added - half * reg * squares) < abs(added) * 1e-3), usual)

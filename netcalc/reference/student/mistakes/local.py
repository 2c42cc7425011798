"""How a broken activation is written: another value of x, another local gradient of x and what came out."""

from collections.abc import Callable

from netcalc.reference.student.case import Made, Mistake
from netcalc.reference.tape.gate import Array


def value(sentence: str, rule: Callable[[Array], Array]) -> Mistake:
    """Give another value."""
    return Mistake("out", sentence, lambda made: rule(made.x))


def local(sentence: str, rule: Callable[[Array, Array], Array]) -> Mistake:
    """Multiply dout by another local gradient."""
    return Mistake("dx", sentence, lambda made: made.dout * rule(made.x, made.out))


def slope(made: Made) -> float:
    """Give the number of a leaky ReLU, or of an ELU."""
    return float(getattr(made.gate, "slope", getattr(made.gate, "alpha", 1.0)))

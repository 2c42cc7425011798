"""What a piece of arithmetic is asked to be, and what was read of it."""

from fractions import Fraction
from typing import NamedTuple

from netcalc.homework.answers.units import Unit
from netcalc.text.numbers.expression import Tree
from netcalc.text.numbers.literal import Literal
from netcalc.text.numbers.real import worth


class Wanted(NamedTuple):
    """What sort of number is due: a whole one or a real one, and what it measures."""

    whole: bool
    real: bool = False
    asked: str | None = None


class Sum(NamedTuple):
    """Arithmetic that was read: its tree, the numbers in it, and the one number with its unit where it is no more."""

    tree: Tree
    literals: tuple[Literal, ...]
    alone: Literal | None = None
    unit: Unit | None = None
    scale: Fraction = Fraction(1)
    scales: tuple[Fraction, ...] = ()

    @property
    def value(self) -> Fraction:
        """What it makes; ExpressionError where there is no number."""
        return worth(self.tree)

"""A formula as a tree: numbers, letters that stand for numbers, and what is done with them, exact at every node."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Literal, TypeAlias

Exact: TypeAlias = int | Fraction


@dataclass(frozen=True, slots=True)
class Formula:
    """A value, and by its class how it came about; arithmetic on formulas makes larger ones.

    >>> W, F = Letter(32, "W"), Letter(5, "F")
    >>> (W - F + 1).value
    28
    """

    value: Exact

    def __add__(self, other: "Formula | int") -> "Formula":
        """Add."""
        return plus(self, formula(other))

    def __sub__(self, other: "Formula | int") -> "Formula":
        """Subtract."""
        return minus(self, formula(other))

    def __mul__(self, other: "Formula | int") -> "Formula":
        """Multiply."""
        return times(self, formula(other))

    def __rmul__(self, other: int) -> "Formula":
        """Multiply from the left."""
        return times(Number(other), self)

    def __truediv__(self, other: "Formula | int") -> "Formula":
        """Divide, exactly."""
        return over(self, formula(other))


@dataclass(frozen=True, slots=True)
class Number(Formula):
    """A number that is in the formula for everybody: the 1 of (W - F)/S + 1."""


@dataclass(frozen=True, slots=True)
class Letter(Formula):
    """A letter or word that stands for a number, and what it means; nothing where that has a line of its own."""

    name: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Negative(Formula):
    """The same below zero."""

    of: Formula


@dataclass(frozen=True, slots=True)
class Sum(Formula):
    """One and another."""

    one: Formula
    other: Formula


@dataclass(frozen=True, slots=True)
class Difference(Formula):
    """One less another."""

    one: Formula
    other: Formula


@dataclass(frozen=True, slots=True)
class Product(Formula):
    """One times another."""

    one: Formula
    other: Formula


@dataclass(frozen=True, slots=True)
class Quotient(Formula):
    """One over another."""

    one: Formula
    other: Formula


@dataclass(frozen=True, slots=True)
class Rounded(Formula):
    """A number that is rounded to a whole one."""

    of: Formula
    way: Literal["down", "up"]


def formula(number: Formula | int) -> Formula:
    """Make a formula of a number."""
    return number if isinstance(number, Formula) else Number(number)


def exact(value: Exact) -> Exact:
    """Give a whole fraction as a whole number."""
    return value if isinstance(value, int) or value.denominator > 1 else int(value)


def plus(one: Formula, other: Formula) -> Formula:
    """Add; 0 is left out, a letter and itself are 2 of it."""
    match one, other:
        case (same, Number(value=0)) | (Number(value=0), same):
            return same
        case Negative(of=taken), Negative(of=more):
            return negative(plus(taken, more))
        case _, Negative(of=taken):
            return minus(one, taken)
        case Letter(), Letter() if one == other:
            return times(Number(2), one)
    return Sum(exact(one.value + other.value), one, other)


def minus(one: Formula, other: Formula) -> Formula:
    """Subtract; 0 is left out."""
    match one, other:
        case Number(), Number():
            return Number(exact(one.value - other.value))
        case _, Number(value=0):
            return one
        case _, Negative(of=added):
            return plus(one, added)
    return Difference(exact(one.value - other.value), one, other)


def times(one: Formula, other: Formula) -> Formula:
    """Multiply; 1 is left out, and 0 of anything is 0."""
    match one, other:
        case (same, Number(value=1)) | (Number(value=1), same):
            return same
        case (Number(value=0), _) | (_, Number(value=0)):
            return Number(0)
        case Number(value=-1), _:
            return negative(other)
        case Negative(of=turned), _:
            return negative(times(turned, other))
    return Product(exact(one.value * other.value), one, other)


def over(one: Formula, other: Formula) -> Formula:
    """Divide, exactly; 1 is left out."""
    if isinstance(other, Number) and other.value == 1:
        return one
    fits = one.value % other.value == 0
    value = int(one.value // other.value) if fits else Fraction(one.value, other.value)
    return Quotient(value, one, other)


def negative(of: Formula) -> Formula:
    """Turn the sign."""
    return Negative(-of.value, of)


def rounded_down(of: Formula) -> Formula:
    """Drop what is left over."""
    return Rounded(floor(of.value), of, "down")


def rounded_up(of: Formula) -> Formula:
    """Round up."""
    return Rounded(ceil(of.value), of, "up")

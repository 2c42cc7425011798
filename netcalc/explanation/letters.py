"""Arithmetic on letters: a number that remembers the formula it came from, and that formula with numbers put in."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, NamedTuple, TypeAlias

from netcalc.arithmetic import NumberRules, Rounding, SlideOf

SUM: Final = 0
PRODUCT: Final = 1
ATOM: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A value, its formula in letters, and the formula with the numbers put in.

    >>> W, F = Term(32, "W"), Term(5, "F")
    >>> made = (W - F) + 1
    >>> made.value, made.formula, made.numbers
    (28, 'W - F + 1', '32 - 5 + 1')
    """

    value: int | Fraction
    formula: str
    numbers: str = ""
    binds: int = ATOM

    def __post_init__(self) -> None:
        """Put the number in where nothing else was said; a whole fraction is a whole number."""
        if isinstance(self.value, Fraction) and self.value.denominator == 1:
            object.__setattr__(self, "value", int(self.value))
        if not self.numbers:
            object.__setattr__(self, "numbers", str(self.value))

    def __add__(self, other: "Operand") -> "Term":
        """Add; a letter and itself become twice the letter, if both stand for one number."""
        that = term(other)
        same = (that.formula, that.value) == (self.formula, self.value)
        if same and self.binds == that.binds == ATOM:
            return Term(self.value + that.value, f"2{self.formula}", f"2·{self.numbers}", PRODUCT)
        return self._joined(" + ", that, self.value + that.value)

    def __radd__(self, other: int) -> "Term":
        """Add from the left."""
        return term(other) + self

    def __sub__(self, other: "Operand") -> "Term":
        """Subtract, the subtrahend in brackets where it is a sum."""
        that = term(other)
        return self._joined(" - ", that if that.binds > SUM else that.bracketed(), self.value - that.value)

    def __mul__(self, other: "Operand") -> "Term":
        """Multiply, sums in brackets."""
        one, that = self.factor(), term(other).factor()
        formula, numbers = f"{one.formula}·{that.formula}", f"{one.numbers}·{that.numbers}"
        return Term(self.value * that.value, formula, numbers, PRODUCT)

    def __rmul__(self, other: int) -> "Term":
        """Multiply from the left."""
        return term(other) * self

    def __truediv__(self, other: "Operand") -> "Term":
        """Divide exactly."""
        one, that = self.factor(), term(other).factor(ATOM)
        return Term(
            Fraction(one.value) / that.value, f"{one.formula}/{that.formula}", f"{one.numbers}/{that.numbers}", PRODUCT
        )

    def _joined(self, sign: str, that: "Term", value: int | Fraction) -> "Term":
        return Term(value, self.formula + sign + that.formula, self.numbers + sign + that.numbers, SUM)

    def factor(self, binds: int = PRODUCT) -> "Term":
        """Give it as it stands in a product."""
        return self if self.binds >= binds else self.bracketed()

    def bracketed(self) -> "Term":
        """Put it in brackets."""
        return Term(self.value, f"({self.formula})", f"({self.numbers})")

    def between(self, left: str, right: str, value: int) -> "Term":
        """Put it between two signs, such as those of rounding."""
        return Term(value, left + self.formula + right, left + self.numbers + right)


Operand: TypeAlias = Term | int


def term(number: Operand) -> Term:
    """Make a term of a number: it is its own letter."""
    return number if isinstance(number, Term) else Term(number, str(number))


class Lettered(NamedTuple):
    """A window's way along one axis, a letter for each of its numbers."""

    size: Term
    stride: Term
    before: Term
    after: Term
    dilation: Term
    rounding: Rounding | Literal["same"]
    transposed: bool
    extra: Term


class Spelled(NumberRules[Term]):
    """The rules of the course, spoken: divisions that do not come out are shown rounded, what adds nothing is not."""

    __slots__ = ("rounding",)

    def __init__(self, rounding: Rounding = "exact") -> None:
        """Speak of a network that rounds so."""
        self.rounding = rounding

    def down(self, dividend: Term, divisor: Operand) -> Term:
        """Divide; brackets of rounding down only where something is rounded."""
        made = dividend / divisor
        if made.value.denominator == 1 or self.rounding == "exact":
            return made
        return made.between("⌊", "⌋", int(made.value // 1))

    def up(self, dividend: Term, divisor: Operand) -> Term:
        """Divide, in brackets of rounding up."""
        made = dividend / divisor
        return made.between("⌈", "⌉", -int(-made.value // 1))

    def chosen(self, one: Term, other: Term, enough: Term, otherwise: Term) -> Term:
        """Give the one that the values choose."""
        return enough if one.value >= other.value else otherwise

    def positive(self, number: Term) -> Term:
        """Give the number, or 0 where it is less."""
        return number if number.value > 0 else term(0)

    def reach(self, slide: SlideOf[Term]) -> Term:
        """Leave a dilation of 1 unsaid."""
        return slide.size if slide.dilation.value == 1 else super().reach(slide)

    def spread(self, W1: Term, slide: SlideOf[Term]) -> Term:
        """Leave no extra pixels unsaid."""
        made = (W1 - 1) * slide.stride - (slide.before + slide.after) + self.reach(slide)
        return made + slide.extra if slide.extra.value else made

    def jump(self, J: Term, slide: SlideOf[Term]) -> Term:
        """Divide by the stride of a window that lays values down."""
        return J / slide.stride if slide.transposed else super().jump(J, slide)

"""Tokens taken one by one: signs, words that say nothing, numbers with the units and nouns behind them."""

from fractions import Fraction
from typing import Final

from netcalc.homework.answers.links.tokens import Token
from netcalc.homework.answers.sums.sum import Wanted
from netcalc.homework.answers.units import PERCENT, Behind, Unit, behind, is_known
from netcalc.text.numbers.expression import Constant, ExpressionError, Tree
from netcalc.text.numbers.literal import Literal, literal
from netcalc.text.numbers.quantity import NotANumber
from netcalc.text.numbers.real import CONSTANTS, FUNCTIONS

SEVERAL: Final = frozenset({"max", "min"})
WHOLE: Final = frozenset({"floor", "ceil", "round"})
CALLED: Final = frozenset(FUNCTIONS) | SEVERAL | WHOLE


class Cursor:
    """Goes through tokens, and keeps the numbers, units and scales that it meets."""

    def __init__(self, found: tuple[Token, ...], wanted: Wanted) -> None:
        """Read these tokens."""
        self.found = found
        self.wanted = wanted
        self.at = 0
        self.depth = 0
        self.literals: list[Literal] = []
        self.units: list[Unit] = []
        self.scales: list[Fraction] = []

    @property
    def next(self) -> Token | None:
        """The token that comes."""
        return self.found[self.at] if self.at < len(self.found) else None

    def sign(self, *signs: str) -> str:
        """Take a sign if it is one of these."""
        token = self.next
        if token is None or token.kind != "sign" or token.text not in signs:
            return ""
        self.at += 1
        return token.text

    def _leads(self) -> None:
        """Pass over words that say nothing before a number."""
        while (token := self.next) and token.kind == "word" and not self._begins(token):
            if not is_known(token.text, self.wanted.asked):
                raise self._error(token)
            self.at += 1

    def _begins(self, token: Token) -> bool:
        """Say whether a word begins a number: a constant, or a function before its bracket or number."""
        return token.text in CONSTANTS or token.text.lower() in CALLED

    def _error(self, token: Token) -> ExpressionError:
        if token.kind == "word":
            return ExpressionError(f"`{token.text[:40]}` is no unit and no noun that is known here")
        return ExpressionError(f"this is neither a number nor arithmetic (at `{token.text[:20]}`)")

    def _number(self, token: Token) -> Tree:
        percent = self.sign("%")
        behind = self._words_behind()
        whole = self.wanted.whole and behind.scale == 1 and not percent and not self._times_ten()
        found = literal(token.text, whole=whole, real=self.wanted.real)
        self.literals.append(found)
        scale = behind.scale
        if percent:
            self.units.append(Unit(PERCENT, "%"))
            scale = scale if self.wanted.asked == PERCENT else scale / 100
        self.scales.append(scale)
        return Constant(found.value * scale, 1)

    def _times_ten(self) -> bool:
        """Say whether a power of ten follows: then a point is a decimal one."""
        return [token.text for token in self.found[self.at : self.at + 3]] == ["*", "10", "^"]

    def _words_behind(self) -> Behind:
        """Read the units and nouns that stand here."""
        words: list[str] = []
        while (token := self.next) and token.kind == "word" and not self._begins(token):
            self.at += 1
            joins = words and token.text == "and" and self.next and is_known(self.next.text, self.wanted.asked)
            words += [] if joins else [token.text]
        if not words:
            return Behind()
        try:
            found = behind(words, self.wanted.asked)
        except NotANumber:
            unknown = next((word for word in words if not is_known(word, self.wanted.asked)), words[-1])
            message = f"`{unknown[:40]}` is no unit that is known here: write the number alone"
            raise ExpressionError(message) from None
        if found.unit:
            self.units.append(found.unit)
        return found

    def _forget(self, held: tuple[int, int, int]) -> None:
        """Leave out the numbers and units of a remark."""
        numbers, units, scales = held
        del self.literals[numbers:], self.units[units:], self.scales[scales:]

"""Brackets behind a number, without a sign between: a product, the same number again, or a remark."""

from abc import ABC, abstractmethod
from fractions import Fraction
from typing import Final

from netcalc.homework.answers.links.tokens import OPEN, closing
from netcalc.homework.answers.sums.cursor import Cursor
from netcalc.homework.answers.sums.sum import Sum
from netcalc.text.numbers.expression import ExpressionError, Operation, Tree
from netcalc.text.numbers.quantity import NotANumber
from netcalc.text.numbers.real import worth

UNSURE: Final = frozenset({"or", "maybe", "perhaps", "?", "sure"})


class Brackets(Cursor, ABC):
    """Reads what stands side by side."""

    @abstractmethod
    def whole(self) -> Sum:
        """Read all tokens."""

    @abstractmethod
    def powered(self) -> Tree:
        """Read a factor, with its power."""

    def _side_by_side(self, tree: Tree) -> Tree:
        """Read what follows without a sign: a product, or a remark in brackets."""
        token, start = self.found[self.at], self.at
        if token.text not in OPEN:
            return Operation("*", (tree, self.powered()), 1)
        if self.found[start + 1 : start + 2] and self.found[start + 1].text in "=~":
            return self._repeated(tree)
        apart = token.spaced or self.found[start - 1].kind == "word"
        if apart and self._is_remark(start):
            return self._remarked(tree)
        held = len(self.literals), len(self.units), len(self.scales)
        try:
            factor = self.powered()
        except (ExpressionError, NotANumber):
            self.at = start
            self._forget(held)
            return self._remarked(tree)
        return self._said_again(tree, factor, start, held) if apart else Operation("*", (tree, factor), 1)

    def _is_remark(self, start: int) -> bool:
        """Say whether brackets hold one number with a noun, or a number that is added in words: no factor."""
        inside = self.found[start + 1 : closing(self.found, start)]
        numbers = [token for token in inside if token.kind == "number"]
        named = any(token.kind == "word" and not self._begins(token) for token in inside)
        return bool(inside) and named and (len(numbers) == 1 or inside[0].text == "+")

    def _said_again(self, tree: Tree, factor: Tree, start: int, held: tuple[int, int, int]) -> Tree:
        """Read brackets that stand apart: the same number again, perhaps rounded, or else a product."""
        one, other = worth(tree), worth(factor)
        rounded = max((each.digit for each in self.literals if each.digit > 1 or each.digit < 1), default=Fraction(0))
        if one == other or (rounded and abs(one - other) <= rounded * max(self.scales, default=1)):
            self._forget(held)
            return tree
        alone = self.at - start == len("(1)") and self.wanted.whole
        if alone or (other and Fraction(1, 2) <= abs(one / other) <= 2):
            message = "a product takes a sign, and a remark is not a number (it can be read in two ways)"
            raise ExpressionError(message)
        return Operation("*", (tree, factor), 1)

    def _repeated(self, tree: Tree) -> Tree:
        """Pass over `(= 750 + 10)` behind what is as much."""
        end = closing(self.found, self.at)
        again = type(self)(self.found[self.at + 2 : end], self.wanted).whole()
        rounded = again.alone.digit * again.scale if again.alone and self.found[self.at + 1].text == "~" else 0
        if abs(again.value - worth(tree)) > rounded:
            message = "what stands in brackets is another number"
            raise ExpressionError(message)
        self.at = end + 1
        return tree

    def _remarked(self, tree: Tree) -> Tree:
        """Pass over words in brackets behind a number."""
        end = closing(self.found, self.at)
        inside = self.found[self.at + 1 : end]
        words = {token.text.lower() for token in inside}
        if end == len(self.found) or not any(token.kind == "word" for token in inside) or words & UNSURE:
            raise self._error(self.found[self.at])
        self.at = end + 1
        self._words_behind()
        return tree

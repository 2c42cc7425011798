"""The grammar: sums of products of powers, signs, functions, brackets."""

from fractions import Fraction
from typing import Final

from netcalc.homework.answers.given import SHOWN, NotReadable
from netcalc.homework.answers.links.tokens import OPEN, Token, text_of
from netcalc.homework.answers.sums.brackets import Brackets
from netcalc.homework.answers.sums.cursor import CALLED
from netcalc.homework.answers.sums.sum import Sum, Wanted
from netcalc.text.numbers.expression import Constant, ExpressionError, Name, Operation, Tree
from netcalc.text.numbers.literal import TwoWays
from netcalc.text.numbers.quantity import NotANumber
from netcalc.text.numbers.real import CONSTANTS

DEEPEST: Final = 40


def read_sum(found: tuple[Token, ...], wanted: Wanted) -> Sum:
    """Parse tokens as one piece of arithmetic; NotReadable where they are something else."""
    try:
        return Parser(found, wanted).whole()
    except TwoWays as error:
        raise NotReadable(two_ways(str(error), wanted)) from None
    except (ExpressionError, NotANumber) as error:
        message = f"`{text_of(found)[:SHOWN]}`: {error}"
        raise NotReadable(message) from None


def two_ways(text: str, wanted: Wanted) -> str:
    """Say how a number can be read in two ways."""
    if "," in text:
        return f"`{text[:SHOWN]}` can be read in two ways: a comma groups three digits, a decimal takes a point"
    asked = "a whole number is asked for, so leave the point out" if wanted.whole else "leave out what groups digits"
    return f"`{text[:SHOWN]}` can be read in two ways: {asked}"


class Parser(Brackets):
    """Reads arithmetic token by token; what it cannot place is an error, never passed over."""

    def whole(self) -> Sum:
        """Read all tokens."""
        self._leads()
        tree = self._added()
        if self.next is not None:
            raise self._error(self.next)
        # one number with a sign, a scale, a unit
        alone = self.literals[0] if len(self.literals) == 1 and _is_one(tree) else None
        unit = self.units[-1] if self.units and (alone or len({each.measures for each in self.units}) == 1) else None
        if alone is None and unit is not None and not self._ends_in_unit():
            unit = None
        return Sum(
            tree, tuple(self.literals), alone, unit, self.scales[0] if self.scales else Fraction(1), tuple(self.scales)
        )

    def _ends_in_unit(self) -> bool:
        return self.found[-1].kind == "word" and not any(token.text in "+-*/^" for token in self.found)

    def _added(self) -> Tree:
        self.depth += 1
        if self.depth > DEEPEST:
            message = f"this nests deeper than {DEEPEST}"
            raise ExpressionError(message)
        tree = self._multiplied()
        while sign := self.sign("+", "-"):
            tree = Operation(sign, (tree, self._multiplied()), 1)
        self.depth -= 1
        return tree

    def _multiplied(self) -> Tree:
        tree = self._signed()
        while True:
            if sign := self.sign("*", "/"):
                tree = Operation(sign, (tree, self._signed()), 1)
            elif self._follows():
                tree = self._side_by_side(tree)
            else:
                return tree

    def _follows(self) -> bool:
        """Say whether a factor follows without a sign: a bracket, a function, a constant."""
        token = self.next
        if token is None or self.at == 0:
            return False
        before = self.found[self.at - 1]
        if token.kind == "number":
            return before.text in OPEN.values()
        return token.text in OPEN or (token.kind == "word" and self._begins(token))

    def _signed(self) -> Tree:
        self.depth += 1
        if self.depth > DEEPEST * 4:
            message = "this nests too deep"
            raise ExpressionError(message)
        sign = self.sign("+", "-")
        if sign and self.next and self.next.text in ("+", "-"):
            raise self._error(self.next)
        made = self._signed() if sign else self.powered()
        self.depth -= 1
        return Operation("neg", (made,), 1) if sign == "-" else made

    def powered(self) -> Tree:
        """Read a factor, with its power."""
        base = self._atom()
        if not self.sign("^"):
            return base
        return Operation("**", (base, self._signed()), 1)

    def _atom(self) -> Tree:
        token = self.next
        if token is None:
            message = "something is missing at its end"
            raise ExpressionError(message)
        if token.text in OPEN:
            return self._bracketed()
        self.at += 1
        if token.kind == "number":
            return self._number(token)
        if token.kind == "word" and token.text.lower() in CALLED:
            return self._called(token.text.lower())
        if token.kind == "word" and token.text in CONSTANTS:
            return Name(token.text, 1)
        raise self._error(token)

    def _bracketed(self) -> Tree:
        token = self.found[self.at]
        self.at += 1
        made = self._added()
        if not self.sign(OPEN[token.text]):
            message = "a bracket is not closed"
            raise ExpressionError(message)
        self._words_behind()
        return made

    def _called(self, name: str) -> Tree:
        """Read a function: its arguments in brackets, or one factor behind it."""
        if self.next is None or self.next.text != "(":
            return Operation(name, (self.powered(),), 1)
        self.at += 1
        operands = [self._added()]
        while self.sign(",", ";"):
            operands.append(self._added())
        if not self.sign(")"):
            message = "a bracket is not closed"
            raise ExpressionError(message)
        return Operation(name, tuple(operands), 1)


def _is_one(tree: Tree) -> bool:
    """Say whether a tree is one number, with a sign perhaps."""
    while isinstance(tree, Operation) and tree.op == "neg":
        tree = tree.operands[0]
    return isinstance(tree, Constant)

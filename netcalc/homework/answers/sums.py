"""Arithmetic as people write it, parsed: products without a sign, functions, units and nouns behind its numbers."""

from fractions import Fraction
from typing import Final, NamedTuple

from netcalc.homework.answers.given import SHOWN, NotReadable
from netcalc.homework.answers.links.tokens import OPEN, Token, closing, text_of
from netcalc.homework.answers.units import PERCENT, Behind, Unit, behind, is_known
from netcalc.text.numbers.expression import Constant, ExpressionError, Name, Operation, Tree
from netcalc.text.numbers.literal import Literal, TwoWays, literal
from netcalc.text.numbers.quantity import NotANumber
from netcalc.text.numbers.real import CONSTANTS, FUNCTIONS, worth

SEVERAL: Final = frozenset({"max", "min"})
WHOLE: Final = frozenset({"floor", "ceil", "round"})
CALLED: Final = frozenset(FUNCTIONS) | SEVERAL | WHOLE
DEEPEST: Final = 40
UNSURE: Final = frozenset({"or", "maybe", "perhaps", "?", "sure"})


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


class Parser:
    """Reads arithmetic token by token; what it cannot place is an error, never passed over."""

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

    def _side_by_side(self, tree: Tree) -> Tree:
        """Read what follows without a sign: a product, or a remark in brackets."""
        token, start = self.found[self.at], self.at
        if token.text not in OPEN:
            return Operation("*", (tree, self._powered()), 1)
        if self.found[start + 1 : start + 2] and self.found[start + 1].text in "=~":
            return self._repeated(tree)
        apart = token.spaced or self.found[start - 1].kind == "word"
        if apart and self._is_remark(start):
            return self._remarked(tree)
        held = len(self.literals), len(self.units), len(self.scales)
        try:
            factor = self._powered()
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

    def _forget(self, held: tuple[int, int, int]) -> None:
        """Leave out the numbers and units of a remark."""
        numbers, units, scales = held
        del self.literals[numbers:], self.units[units:], self.scales[scales:]

    def _repeated(self, tree: Tree) -> Tree:
        """Pass over `(= 750 + 10)` behind what is as much."""
        end = closing(self.found, self.at)
        again = read_sum(self.found[self.at + 2 : end], self.wanted)
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

    def _signed(self) -> Tree:
        self.depth += 1
        if self.depth > DEEPEST * 4:
            message = "this nests too deep"
            raise ExpressionError(message)
        sign = self.sign("+", "-")
        if sign and self.next and self.next.text in ("+", "-"):
            raise self._error(self.next)
        made = self._signed() if sign else self._powered()
        self.depth -= 1
        return Operation("neg", (made,), 1) if sign == "-" else made

    def _powered(self) -> Tree:
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
            return Operation(name, (self._powered(),), 1)
        self.at += 1
        operands = [self._added()]
        while self.sign(",", ";"):
            operands.append(self._added())
        if not self.sign(")"):
            message = "a bracket is not closed"
            raise ExpressionError(message)
        return Operation(name, tuple(operands), 1)

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


def _is_one(tree: Tree) -> bool:
    """Say whether a tree is one number, with a sign perhaps."""
    while isinstance(tree, Operation) and tree.op == "neg":
        tree = tree.operands[0]
    return isinstance(tree, Constant)

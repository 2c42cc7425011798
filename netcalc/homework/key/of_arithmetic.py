"""What is right for a question that is arithmetic, over the answers to earlier questions perhaps."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Final

from netcalc.homework.key.solution import Candidate, Solution
from netcalc.homework.mistakes.base import Told
from netcalc.homework.sheet.conventions import Conventions
from netcalc.homework.sheet.items import Item
from netcalc.problems import INVALID_VALUE, Problem, SpecError
from netcalc.text.numbers.exact import evaluate
from netcalc.text.numbers.expression import ExpressionError, Operation, parse

TIMES_HUNDRED: Final = re.compile(r"\*\s*100(?![\d.])|(?<![\w.])100\s*\*(?!\*)")
PERCENT: Final = re.compile(r"%|per ?cent|prozent|pour ?cent|por ?ciento|porcentaje|百分|パーセント", re.IGNORECASE)


class ArithmeticSolution(Solution):
    """What arithmetic gives, where the questions it depends on have these solutions."""

    def __init__(self, item: Item, conventions: Conventions, arithmetic: str, depends: Mapping[str, Solution]) -> None:
        """Work this out."""
        super().__init__(item, conventions)
        self.arithmetic = arithmetic
        self.depends = depends

    @cached_property
    def right(self) -> Told:
        """The right value."""
        return self.with_own({})

    def with_own(self, own: Mapping[str, Fraction]) -> Told:
        """Work the arithmetic out with these answers in place of the right ones; SpecError where that cannot be."""
        rights = {name: each.right for name, each in self.depends.items()}
        numbers = {name: Fraction(found) for name, found in rights.items() if isinstance(found, int | Fraction | float)}
        try:
            found = evaluate(parse(self.arithmetic), {**numbers, **own})
        except ExpressionError as error:
            problem = Problem(code=INVALID_VALUE, message=f"question `{self.item.id}`: {error}")
            raise SpecError([problem]) from None
        return int(found) if found.denominator == 1 else found

    @cached_property
    def in_percent(self) -> bool:
        """Whether a share in percent is asked for: the words say so, and the arithmetic multiplies by 100."""
        return bool(PERCENT.search(self.item.question.text) and TIMES_HUNDRED.search(self.arithmetic))

    @cached_property
    def singles(self) -> tuple[Candidate, ...]:
        """What a sum gives whose last part, the biases, is left out or taken for one."""
        return tuple(self._unfinished())

    def _unfinished(self) -> Iterator[Candidate]:
        tree = parse(self.arithmetic)
        if isinstance(tree, Operation) and tree.op == "+":
            try:
                first = evaluate(tree.operands[0], {})
            except ExpressionError:
                return
            made = (("forgot-bias", first), ("one-bias-per-layer", first + 1))
            yield from (Candidate(code, found) for code, found in made if found != self.right)

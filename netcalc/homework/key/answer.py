"""What is right for a question, and what each mistake would give."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import Any, Final

from netcalc.homework.key.model import CANNOT, Broken, Model
from netcalc.homework.mistakes import MISTAKES
from netcalc.homework.mistakes.base import Asked
from netcalc.homework.mistakes.rounding import ExactFitExpected
from netcalc.homework.sheet.conventions import MEMORY, Conventions
from netcalc.homework.sheet.sheet import Item
from netcalc.layers.base import Misfit
from netcalc.problems import INVALID_VALUE, Problem, SpecError
from netcalc.report.counts import COUNTED
from netcalc.text.expression import ExpressionError, Operation, evaluate, parse

LAST: Final = frozenset({"forgot-bias", "one-bias-per-layer"})  # biases are added last


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that a mistake gives: the code, the value, the numbers that stand in its arithmetic."""

    code: str
    value: Any
    parts: tuple[int, ...] = ()


class Answer:
    """What is right for one question, and how wrong answers come about."""

    def __init__(self, item: Item, model: Model | None, conventions: Conventions | None = None) -> None:
        """Answer this question."""
        self.item = item
        self.model = model
        self.conventions = conventions or Conventions()

    @property
    def word(self) -> str:
        """The word that is asked for."""
        return self.item.query.word if self.item.query else str(self.item.question.ask or "")

    @property
    def scale(self) -> int:
        """How many of the basic unit a number without a unit stands for: bytes where memory is asked, else 1."""
        return MEMORY[self.conventions.memory] if self.word.startswith("memory.") else 1

    @cached_property
    def right(self) -> Any:
        """The right value."""
        if self.item.query and self.model:
            return self.model.value(self.item.query)
        return self._arithmetic({})

    @property
    def real(self) -> bool:
        """Whether a real number is asked for, right to the digits given."""
        if isinstance(self.right, Fraction):
            return self.right.denominator != 1
        return isinstance(self.right, float)

    @cached_property
    def rounded(self) -> bool:
        """Whether the value hangs on a division that is rounded: to another school, it does not fit."""
        return any(each.code == ExactFitExpected.code for each in self.singles if each.value == CANNOT)

    def also_right(self) -> tuple[Any, ...]:
        """Give what else is accepted."""
        return ()

    def _arithmetic(self, names: Mapping[str, Fraction]) -> Any:
        try:
            found = evaluate(parse(str(self.item.question.answer)), names)
        except ExpressionError as error:
            problem = Problem(code=INVALID_VALUE, message=f"question `{self.item.id}`: {error}")
            raise SpecError([problem]) from None
        return int(found) if found.denominator == 1 else found

    @cached_property
    def singles(self) -> tuple[Candidate, ...]:
        """What one mistake gives, the plainest first."""
        if not self.item.query:
            return tuple(self._unfinished())
        return tuple(self._candidates((mistake,) for mistake in MISTAKES))

    def _unfinished(self) -> Iterator[Candidate]:
        """Give what comes of a sum whose last part, the biases, is left out or taken for one."""
        tree = parse(str(self.item.question.answer))
        if isinstance(tree, Operation) and tree.op == "+":
            try:
                first = evaluate(tree.operands[0], {})
            except ExpressionError:
                return
            made = (("forgot-bias", first), ("one-bias-per-layer", first + 1))
            yield from (Candidate(code, found) for code, found in made if found != self.right)

    @cached_property
    def pairs(self) -> tuple[Candidate, ...]:
        """What two mistakes give of which each would be seen alone."""
        seen = {candidate.code for candidate in self.singles}
        both = combinations([mistake for mistake in MISTAKES if mistake.code in seen], 2)
        single = {candidate.value for candidate in self.singles}
        pairs = ((one, two) for one, two in both if one.code != two.code)
        return tuple(found for found in self._candidates(pairs) if found.value not in single)

    def _candidates(self, combined: Iterable[Broken]) -> Iterator[Candidate]:
        if not self.item.query or not self.model:
            return
        asked = Asked(self.item.query.word, self.model.batch, self.scale)
        for broken in combined:
            found = self._found(broken)
            values = [found]
            for mistake in broken:
                values = [
                    told for each in values for told in ((each,) if each == CANNOT else mistake.tells(each, asked))
                ]
            parts = self._parts(broken)
            code = "+".join(sorted((mistake.code for mistake in broken), key=LAST.__contains__))
            yield from (Candidate(code, told, parts) for told in values if told != self.right and possible(told))

    def _found(self, broken: Broken) -> Any:
        assert self.model
        assert self.item.query
        try:
            return self.model.value(self.item.query, broken)
        except (Misfit, ArithmeticError, ValueError, IndexError):
            return None

    def _parts(self, broken: Broken) -> tuple[int, ...]:
        """List the numbers that a mistaken count multiplies and adds."""
        assert self.item.query
        assert self.model
        if self.item.query.layer is None or self.item.query.word not in COUNTED:
            return ()
        working = self.model.report(broken)[self.item.query.layer].working
        return tuple(sorted(axis.size for array in working.parameters or () for axis in array.axes))


def possible(told: Any) -> bool:
    """Say whether a value is one that an answer could have."""
    if told is None or (isinstance(told, tuple) and any(isinstance(part, int) and part < 1 for part in told)):
        return False
    return not isinstance(told, bool)

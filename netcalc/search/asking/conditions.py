"""Conditions: a query held against a value, or against another query; and how far off a variant is."""

import re
from collections.abc import Callable, Collection
from fractions import Fraction
from typing import Any, Final, NamedTuple

from netcalc.problems import UNKNOWN_REFERENCE, Problem, Unreadable
from netcalc.report.claims import TESTS, claim
from netcalc.report.query import FIELD, Query, UnknownQuery, Value, measures, understand
from netcalc.search.asking.distance import apart, outside, rounded
from netcalc.search.asking.unknowns import refuse
from netcalc.text.numbers.quantity import NotANumber, amount

SIGN: Final = re.compile(r"\s*(<=|>=|==|!=|<|>|=|≤|≥|≠|~|≈)\s*")
SIGNS: Final = {"=": "==", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~"}
TURNED: Final = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}
VALID: Final = "valid"
JOINED: Final = re.compile(r"\b(?:and|or)\b|&&|\|\||, |;")
LONGEST: Final = 200
EXTENTS: Final = ("width", "height", "length", "depth")
OWN: Final = "each condition has a `--where` of its own; all of them have to hold"
EXAMPLE: Final = (
    "compare a query with a value, such as `totals.params <= 5M` or `conv1.output == 28x28x6`, or write `valid`"
)


class Condition(NamedTuple):
    """A condition: the text, the query, the test, what it is held against, or another query in its place."""

    text: str
    query: Query
    test: str
    bound: Any
    other: Query | None = None

    @property
    def queries(self) -> tuple[Query, ...]:
        """The queries whose values decide it."""
        return (self.query,) if self.other is None else (self.query, self.other)

    def holds(self, find: Callable[[Query], Value]) -> bool:
        """Say whether it holds of the values that are found; never where one is unknown."""
        found, bound = find(self.query), self._bound(find)
        return found is not None and bound is not None and compared(found, self.test, bound)

    def _bound(self, find: Callable[[Query], Value]) -> Any:
        return self.bound if self.other is None else find(self.other)

    def off(self, find: Callable[[Query], Value]) -> Fraction | None:
        """Say how far off the values are: 0 where it holds; None where that is no number."""
        found, bound = find(self.query), self._bound(find)
        if found is None or bound is None:
            return None
        if compared(found, self.test, bound):
            return Fraction(0)
        if self.test == "~":
            return outside(Fraction(found), rounded(*bound)) if isinstance(found, int | Fraction) else None
        pairs = None if self.test == "!=" or unlike(self, found) else _pairs(found, bound)
        return None if pairs is None else apart(self.test, pairs)


def compared(found: Any, test: str, bound: Any) -> bool:
    """Compare two values; of several numbers each is, with its own bound or with the one there is."""
    if test == "!=":
        return bool(found != bound)
    if test in ("==", "~"):
        return bool(TESTS[test](found, bound))
    pairs = _pairs(found, bound)
    return pairs is not None and all(TESTS[test](one, other) for one, other in pairs)


def unlike(condition: Condition, found: Value) -> bool:
    """Say whether a value can never meet a condition, having other axes than the numbers that were written."""
    bound = condition.bound
    if not isinstance(bound, tuple) or not isinstance(found, tuple) or condition.test == "~":
        return False
    return len(bound) != len(found) and (len(bound) > 1 or condition.test in ("==", "!="))


def _pairs(found: Any, bound: Any) -> list[tuple[Any, Any]] | None:
    """Give the numbers that are compared; None where there are none, or not as many."""
    one = found if isinstance(found, tuple) else (found,)
    other = bound if isinstance(bound, tuple) else (bound,)
    if len(other) == 1:
        other *= len(one)
    if len(one) != len(other) or not all(type(each) in (int, Fraction) for each in (*one, *other)):
        return None
    return [*zip(one, other, strict=True)]


def read_conditions(texts: Collection[str], names: Collection[str]) -> tuple[Condition, ...]:
    """Read conditions, the names being those of the layers; Unreadable with all that are none."""
    made, found = list[Condition](), list[Problem]()
    for text in texts:
        try:
            made += _read(text, names)
        except Unreadable as error:
            found += error.problems
    if found:
        raise Unreadable(found)
    return tuple(made)


def _read(text: str, names: Collection[str]) -> list[Condition]:
    """Read one, or the two of `1M <= totals.params <= 5M`."""
    if len(text) > LONGEST:
        refuse(f"a condition is at most {LONGEST} characters long")
    if not text.strip():
        refuse("the condition is empty", EXAMPLE)
    parts = SIGN.split(text.strip())
    parts[1::2] = [SIGNS.get(sign, sign) for sign in parts[1::2]]
    if len(parts) == 1:
        return [_truth(text, parts[0], names)]
    if len(parts) > 5 or not all(parts):
        refuse(f"`{text}` is no condition", EXAMPLE)
    if len(parts) == 3:
        one, test, other = parts
        return [_comparison(text, one, test, other, names)]
    low, first, query, second, high = parts
    if first not in TURNED or second not in TURNED:
        refuse(f"`{text}` is no condition", "both ends of `1M <= totals.params <= 5M` are bounds")
    return [_comparison(f"{low} {first} {query}", low, first, query, names),
            _comparison(f"{query} {second} {high}", query, second, high, names)]  # fmt: skip


def _truth(text: str, written: str, names: Collection[str]) -> Condition:
    """Read `valid`, or `not valid`."""
    bare = written.removeprefix("not ").strip()
    if _is_number(bare):
        refuse(f"`{text.strip()}` is no condition: it asks for nothing", EXAMPLE)
    query = _query(bare, names)
    if query.word != VALID:
        refuse(f"`{text}` is no condition: it says nothing that can be true or false", EXAMPLE)
    return Condition(text.strip(), query, "==", bare == written)


def _comparison(text: str, one: str, test: str, other: str, names: Collection[str]) -> Condition:
    """Read a query compared; it may stand on the right."""
    if known(other, names) and not known(one, names):
        one, test, other = other, TURNED.get(test, test), one
    query = _query(one, names)
    if known(other, names):
        return _of_two(text, query, test, understand(other, names))
    return _held(text.strip(), query, test, other)


def _of_two(text: str, query: Query, test: str, other: Query) -> Condition:
    if test == "~":
        refuse(f"`{text}`: `~` holds a query against a number that is written rounded")
    return Condition(text.strip(), query, test, None, other)


def _held(text: str, query: Query, test: str, written: str) -> Condition:
    """Read the value as a claim of a spec is read."""
    numbers = query.word.startswith(("totals.", "memory.")) or measures(query.word) is not None
    signed = numbers or query.word.endswith(".percent")
    given: object = written
    if query.word == FIELD:
        refuse(f"`{text}`: compare a part of it", f"such as `{query.text}.size == 14x14`, or `.step` or `.start`")
    if query.word == VALID:
        given = {"true": True, "false": False}.get(written.lower(), written)
    try:
        made = claim(query, f"{'==' if test == '!=' else test} {written}" if signed else given)
    except ValueError as error:
        several = OWN if JOINED.search(written) else ""
        refuse(f"`{text}`: `{query.text}` {error}", several)
    if not signed and test not in ("==", "!=") and not isinstance(made.bound, tuple):
        refuse(f"`{text}`: `{query.text}` is no number: compare it with == or !=")
    if not signed and test == "~":
        refuse(f"`{text}`: `~` is for a number that is written rounded")
    return Condition(text, query, test, made.bound)


def known(text: str, names: Collection[str]) -> bool:
    """Say whether a text is a query."""
    try:
        understand(text, names)
    except UnknownQuery:
        return False
    return True


def _query(text: str, names: Collection[str]) -> Query:
    try:
        return understand(text, names)
    except UnknownQuery as error:
        head, _, extent = text.rpartition(".")
        whole = (
            f"a volume is compared as a whole: `{head} == 28x28x6`" if extent in EXTENTS and known(head, names) else ""
        )
        several = OWN if JOINED.search(text) else ""
        refuse(str(error), whole or several or error.hint, code=UNKNOWN_REFERENCE)


def _is_number(text: str) -> bool:
    try:
        amount(text)
    except NotANumber:
        return False
    return True

"""Conditions as people type them, read: `totals.params <= 5M`, `1M <= totals.params`, `valid`; what is none is said."""

import re
from collections.abc import Collection
from typing import Final

from netcalc.problems import UNKNOWN_REFERENCE, Problem, Unreadable
from netcalc.report.claims import claim
from netcalc.report.query import Query, UnknownQuery, measures, understand
from netcalc.search.asking.conditions import Condition
from netcalc.search.asking.unknowns import DEPTH, refuse
from netcalc.text.numbers.quantity import NotANumber, amount
from netcalc.volume import EXTENTS

SIGN: Final = re.compile(r"\s*(<=|>=|==|!=|<|>|=|≤|≥|≠|~|≈)\s*")
SIGNS: Final = {"=": "==", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~"}
TURNED: Final = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}
VALID: Final = "valid"
JOINED: Final = re.compile(r"\b(?:and|or)\b|&&|\|\||, |;")
LONGEST: Final = 200
OWN: Final = "each condition has a `--where` of its own; all of them have to hold"
EXAMPLE: Final = (
    "compare a query with a value, such as `totals.params <= 5M` or `conv1.output == 28x28x6`, or write `valid`"
)


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
    return Condition(text, made.query, test, made.bound)


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
        part = extent in (*EXTENTS, DEPTH) and known(head, names)
        whole = f"a volume is compared as a whole: `{head} == 28x28x6`" if part else ""
        several = OWN if JOINED.search(text) else ""
        refuse(str(error), whole or several or error.hint, code=UNKNOWN_REFERENCE)


def _is_number(text: str) -> bool:
    try:
        amount(text)
    except NotANumber:
        return False
    return True

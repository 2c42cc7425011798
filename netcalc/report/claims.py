"""Claims: what `expect:` says of a network, read as people write numbers, and held against the report."""

from collections.abc import Collection
from fractions import Fraction
from typing import Any, Final, NamedTuple

from netcalc import problems
from netcalc.problems import MOST_HINTS, Problem
from netcalc.report.counts import COUNTED
from netcalc.report.query import (
    FIELD,
    NO_SPANS,
    NOTE,
    PERCENTS,
    SEES,
    Query,
    UnknownQuery,
    Value,
    measures,
    understand,
    value,
)
from netcalc.report.report import Report
from netcalc.text.numbers import quantity
from netcalc.text.numbers.quantity import WrongUnit

TESTS: Final = {
    "==": lambda found, bound: found == bound,
    "<=": lambda found, bound: found <= bound,
    ">=": lambda found, bound: found >= bound,
    "<": lambda found, bound: found < bound,
    ">": lambda found, bound: found > bound,
    "~": lambda found, bound: abs(found - bound[0]) <= bound[1],
}
SIGNS: Final = {"": "==", "=": "==", "≤": "<=", "≥": ">=", "≈": "~"}
BOUNDS: Final = ("<=", ">=", "==", "<", ">", "≤", "≥", "=", "~", "≈", "")  # as written; one before what it begins with
MAY_BE_NONE: Final = ("name", "shares", NOTE)
LONGEST: Final = 100


class Claim(NamedTuple):
    """What is claimed of a query: a comparison and what it compares with, and the words it was written in."""

    query: Query
    test: str
    bound: Any
    written: str


def read(written: dict[str, Any], names: Collection[str]) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """Read the claims; what is wrong with them comes second."""
    claims: list[Claim] = []
    found: list[Problem] = []
    for text, claimed in written.items():
        try:
            query = understand(text, names)
            claims.append(claim(query, claimed))
        except UnknownQuery as error:
            hint = error.hint if len(found) < MOST_HINTS else ""
            found.append(Problem(code=problems.UNKNOWN_REFERENCE, message=str(error), hint=hint, path=("expect", text)))
        except ValueError as error:
            found.append(Problem(code=problems.INVALID_VALUE, message=f"`{text}` {error}", path=("expect", text)))
    return tuple(claims), tuple(found)


def claim(query: Query, claimed: object) -> Claim:
    """Read what is claimed of a query; ValueError, whose sentence goes on where the query stands."""
    written = _written(claimed)
    if query.word in (*COUNTED, *PERCENTS) or query.word.startswith(("totals.", "memory.")):
        return _bound(query, claimed, written)
    if query.word == "valid":
        if not isinstance(claimed, bool):
            message = f"is true or false, not {written}"
            raise ValueError(message)
        return Claim(query, "==", claimed, written)
    if query.word == FIELD:
        query = query._replace(word=f"{FIELD}.size")  # as `ask` prints it
    if query.word in ("name", "kind", "shares", SEES, NOTE):
        return Claim(query, "==", written, written)
    if query.word == "from":
        return Claim(query, "==", tuple(claimed) if isinstance(claimed, list) else (claimed,), written)
    if query.word.startswith(f"{FIELD}.") and claimed in NO_SPANS:
        return Claim(query, "==", claimed, written)
    return Claim(query, "==", _extents(claimed, written), written)


def _bound(query: Query, claimed: object, written: str) -> Claim:
    bare = written.strip()
    sign = next(sign for sign in BOUNDS if bare.startswith(sign))
    rest = bare.removeprefix(sign)
    if query.word in PERCENTS:
        rest = rest.removesuffix("%")
    asked = measures(query.word)
    try:
        found = quantity.read("" if isinstance(claimed, bool) else rest, asked)
    except WrongUnit as error:
        message = f"is a number of {asked}, and `{rest.strip()}` is a number of {error.measures}"
        raise ValueError(message) from None
    except ValueError:
        message = f"is a number, a bound such as `<= 1M`, or rounded such as `~ 15.47G`, not {written[:LONGEST]}"
        raise ValueError(message) from None
    test = SIGNS.get(sign, sign)
    return Claim(query, test, (found.value, found.half) if test == "~" else found.value, written)


def _extents(claimed: object, written: str) -> tuple[Any, ...]:
    try:
        return tuple(map(quantity.exact, map(str, claimed))) if isinstance(claimed, list) else quantity.several(written)
    except ValueError:
        message = f"is numbers such as 28x28x6 (a receptive field also `all` or `unknown`), not {written[:LONGEST]}"
        raise ValueError(message) from None


def _written(claimed: object) -> str:
    if isinstance(claimed, bool):
        return str(claimed).lower()
    return "x".join(map(str, claimed)) if isinstance(claimed, list) else str(claimed)


def meant_invalid(claims: tuple[Claim, ...]) -> bool:
    """Say whether the network is claimed not to fit."""
    return any(claim.query.word == "valid" and claim.bound is False for claim in claims)


def failures(claims: tuple[Claim, ...], report: Report) -> tuple[Problem, ...]:
    """Say which claims are false, and what is the case."""
    found = ((claim, value(report, claim.query)) for claim in claims)
    return tuple(_failure(claim, actual) for claim, actual in found if not holds(claim, actual))


def holds(claim: Claim, actual: Value) -> bool:
    """Say whether a claim is true of the value found."""
    return actual is not None and bool(TESTS[claim.test](actual, claim.bound))


def _failure(claim: Claim, actual: Value) -> Problem:
    nothing = "nothing" if claim.query.word in MAY_BE_NONE else "nothing: it does not fit"
    found = nothing if actual is None else _said(actual)
    message = f"{claim.query.text} is {found}, not {claim.written}"
    path = ("expect", claim.query.text)
    return Problem(code=problems.EXPECTATION_FAILED, message=message, path=path, layer=claim.query.layer)


def _said(actual: Value) -> str:
    if isinstance(actual, bool):
        return str(actual).lower()
    if isinstance(actual, tuple):
        return "x".join(map(str, actual))
    if isinstance(actual, Fraction):
        return f"{float(actual):.2f}"
    return f"{actual:,}" if isinstance(actual, int) else str(actual)

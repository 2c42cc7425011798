"""Values with `${...}` in them: arithmetic over names, put in before anything else is read."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from netcalc import problems
from netcalc.problems import MOST_HINTS, Path, Problem
from netcalc.text.templates.names import disguised
from netcalc.text.words import name_hint
from netcalc.volume import MOST

if TYPE_CHECKING:
    from netcalc.text.numbers.expression import ExpressionError, Tree

LONGEST: Final = 2_000
MOST_PARTS: Final = 1_000
PLACE: Final = re.compile(r"\$\{([^{}]*)\}")
DEPTH: Final = "depth"
UNKNOWN_YET: Final = f"`{DEPTH}` is known only where a layer is worked out, in the layer's own fields"
ELSEWHERE: Final = "not in a name, a `from`, a `when`, `times`, `vars`, or the arguments of a block"
WORD: Final = re.compile(r"\w+")
Names = Mapping[str, Any]


def filled(value: Any, names: Names, path: Path, found: list[Problem]) -> Any:
    """Put values for every `${...}` in a value and below it; what is wrong goes to `found`."""
    if isinstance(value, str):
        return _text(value, names, path, found) if "${" in value else value
    if isinstance(value, Mapping):
        return {key: filled(each, names, (*path, key), found) for key, each in value.items()}
    if isinstance(value, list | tuple) and type(value) in (list, tuple):
        return [filled(each, names, (*path, place), found) for place, each in enumerate(value)]
    return value


def left(value: Any, names: Names, path: Path, found: list[Problem]) -> Any:
    """Put in all that is known where `depth` is not: each `${...}` is then over `depth` alone, or a value."""
    if isinstance(value, str):
        return _guarded(value, names, path, found, lambda: _left(value, names)) if "${" in value else value
    if isinstance(value, Mapping):
        return {key: left(each, names, (*path, key), found) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [left(each, names, (*path, place), found) for place, each in enumerate(value)]
    return value


def mentioned(value: Any) -> set[str]:
    """Give the words that stand in the `${...}` of a value and below it: the names, and perhaps more."""
    if isinstance(value, str):
        return {word for place in PLACE.findall(value) for word in WORD.findall(place)} if "${" in value else set()
    if isinstance(value, Mapping):
        return set().union(*(mentioned(key) | mentioned(each) for key, each in value.items()))
    return set().union(*map(mentioned, value)) if isinstance(value, list | tuple) else set()


def settled(value: Any) -> Any:
    """Make floats of fractions, in a value and below it: no name reads it any more."""
    if isinstance(value, Fraction):
        return float(value) if abs(value) < MOST * MOST else value.__floor__()
    if isinstance(value, dict):
        return {key: settled(each) for key, each in value.items()}
    return [settled(each) for each in value] if type(value) is list else value


def _text(text: str, names: Names, path: Path, found: list[Problem]) -> Any:
    return _guarded(text, names, path, found, lambda: _worked(text, names))


def _guarded(text: str, names: Names, path: Path, found: list[Problem], work: Callable[[], Any]) -> Any:
    """Work a text out; None where it is too long, or an expression in it is wrong, which goes to `found`."""
    from netcalc.text.numbers.expression import ExpressionError

    if len(text) > LONGEST:
        message = f"a text with `${{...}}` in it is at most {LONGEST:,} characters long"
        found.append(Problem(code=problems.LIMIT_EXCEEDED, message=message, path=path))
        return None
    try:
        return work()
    except ExpressionError as error:
        found.append(_problem(text, error, names, path, looked_for=len(found) < MOST_HINTS))
        return None


def _worked(text: str, names: Names) -> Any:
    whole = PLACE.fullmatch(text)
    return _value(whole[1], names) if whole else PLACE.sub(lambda part: _spelt(_value(part[1], names)), text)


def _left(text: str, names: Names) -> Any:
    from netcalc.text.numbers.rest import rest

    return PLACE.sub(lambda part: f"${{{rest(_tree(part[1]), names, DEPTH)}}}", text)


def _problem(text: str, error: "ExpressionError", names: Names, path: Path, *, looked_for: bool) -> Problem:
    if error.name == DEPTH:
        message = f"{text[:80]}: {UNKNOWN_YET}"
        return Problem(code=problems.INVALID_VALUE, message=message, hint=ELSEWHERE, path=path)
    if error.name is not None:
        hint = (looked_for and name_hint(error.name, names)) or "what can be named: " + (
            ", ".join(map(str, islice(names, 20))) or "nothing, there are no vars or args"
        )
        return Problem(code=problems.UNKNOWN_REFERENCE, message=f"{text[:80]}: {error}", hint=hint, path=path)
    return Problem(code=problems.INVALID_VALUE, message=f"{text[:80]}: {error}", path=path)


def _value(expression: str, names: Names) -> Any:
    """Work an expression out; a name alone stands for what it is, also for a mapping."""
    from netcalc.text.numbers.choices import worked
    from netcalc.text.numbers.expression import Name

    tree = _tree(expression)
    made = worked(tree, names)
    return made if isinstance(tree, Name) else _plain(made)


@lru_cache(maxsize=2_048)
def _tree(expression: str) -> "Tree":
    """Parse an expression, once for all passes of a repeat."""
    from netcalc.text.numbers.logic import parse

    return parse(disguised(expression))


def _plain(made: Any) -> Any:
    """Make whole numbers of fractions that are whole."""
    if isinstance(made, Fraction):
        return made.numerator if made.denominator == 1 else made
    return list(map(_plain, made)) if isinstance(made, list) else made


def _spelt(value: Any) -> str:
    """Write a value that stands among other text, as a spec would have it."""
    made = settled(value)
    return str(made).lower() if isinstance(made, bool) else str(made)


def limit(value: Any, what: str, path: Path) -> Problem | None:
    """Say that a value is beyond the limits: a number above 10^9, or a text or list of more than 1,000 parts."""
    if isinstance(value, int | float | Fraction):
        beyond = not -MOST <= value <= MOST
        message = f"{what} is larger than any number netcalc takes (10^9)" if beyond else ""
    else:
        message = f"{what} holds more than {MOST_PARTS:,} characters or values" if _parts(value, MOST_PARTS) < 0 else ""
    return Problem(code=problems.LIMIT_EXCEEDED, message=message, path=path) if message else None


def _parts(value: Any, left: int) -> int:
    """Give how many of so many parts are left after those of a value; it stops where they run out."""
    if isinstance(value, str):
        return left - len(value)
    left -= 1
    for each in value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ():
        left = _parts(each, left)
        if left < 0:
            break
    return left

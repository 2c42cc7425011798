"""What a sheet varies from student to student: names, and the numbers or words that each may stand for."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from netcalc.problems import INVALID_VALUE, LIMIT_EXCEEDED, Problem
from netcalc.text.brief import brief
from netcalc.text.nearness import slipped
from netcalc.text.templates.names import nameable, nameables
from netcalc.volume import MOST

Value: TypeAlias = "int | float | str | Fraction"
Ranges: TypeAlias = Mapping[str, tuple[Value, ...]]

VARY: Final = "vary"
FORMS: Final = ("odd", "even", "range")
TAKES: Final = "a list ([28, 32, 64]), or {odd: [3, 7]}, {even: [2, 8]}, {range: [1, 9]}, {range: [8, 64, 8]}"
MOST_VALUES: Final = 10_000
MOST_NAMES: Final = 100
LONGEST: Final = 200


def ranges(written: object, found: list[Problem]) -> Ranges:
    """Read `vary`; what is wrong with it goes to `found`.

    >>> dict(ranges({"width": [28, 32, 64], "size": {"odd": [3, 7]}}, []))
    {'width': (28, 32, 64), 'size': (3, 5, 7)}
    """
    if written is None:
        return {}
    if not isinstance(written, Mapping) or not 0 < len(written) <= MOST_NAMES:
        message = f"`{VARY}` takes names and their ranges, such as {{width: [28, 32, 64], size: {{odd: [3, 7]}}}}"
        found.append(Problem(code=INVALID_VALUE, message=message, path=(VARY,)))
        return {}
    return {str(name): _read(str(name), each, found) for name, each in written.items()}


def _read(name: str, written: object, found: list[Problem]) -> tuple[Value, ...]:
    """Read one range; 1 where it is wrong."""
    problem = None if nameable(name) else f"`{name[:40]}` is not a name for what varies: {nameables()}"
    if problem is None:
        try:
            return tuple(dict.fromkeys(_values(written)))
        except _Wrong as error:
            found += [error.problem(name)]
            return (1,)
    found.append(Problem(code=INVALID_VALUE, message=problem, path=(VARY, name)))
    return (1,)


class _Wrong(ValueError):
    """A range that cannot be read: what is said of the name, a hint, where below it."""

    def __init__(self, message: str, hint: str = "", *path: str | int, code: str = INVALID_VALUE) -> None:
        super().__init__(message)
        self.hint, self.path, self.code = hint, path, code

    def problem(self, name: str) -> Problem:
        """Put it as a problem of this name's range."""
        return Problem(code=self.code, message=f"`{name}` {self}", hint=self.hint, path=(VARY, name, *self.path))


def _values(written: object) -> Iterator[Value]:
    if isinstance(written, list | tuple):
        return _listed(written)
    if isinstance(written, Mapping) and len(written) == 1:
        return _ranged(*next(iter(written.items())))
    message = f"takes {TAKES}, not {brief(written)}"
    raise _Wrong(message)


def _listed(written: Sequence[object]) -> Iterator[Value]:
    if not 0 < len(written) <= MOST_VALUES:
        message = f"takes a list of 1 to {MOST_VALUES:,} values"
        raise _Wrong(message)
    for place, each in enumerate(written):
        if isinstance(each, bool) or not isinstance(each, int | float | str | Fraction):
            message = f"takes numbers and words, not {brief(each)}"
            raise _Wrong(message, "", place)
        if isinstance(each, str) and len(each) > LONGEST:
            message = f"takes words of at most {LONGEST} characters"
            raise _Wrong(message, "", place, code=LIMIT_EXCEEDED)
        if not isinstance(each, str) and not -MOST <= each <= MOST:
            message = "takes numbers up to 10^9"
            raise _Wrong(message, "", place, code=LIMIT_EXCEEDED)
        yield each


def _ranged(form: object, ends: object) -> Iterator[int]:
    """Give the whole numbers from one end to the other, both counted; the odd or even ones of them."""
    if form not in FORMS:
        near = slipped(str(form)[:40], FORMS)
        message = f"has no range `{str(form)[:40]}`"
        raise _Wrong(message, f"did you mean `{near}`?" if near else f"it takes {TAKES}", str(form))
    most = 3 if form == "range" else 2
    numbers = [each for each in ends if isinstance(each, int)] if isinstance(ends, list | tuple) else []
    if not isinstance(ends, list | tuple) or len(numbers) != len(ends) or not 2 <= len(ends) <= most:
        message = f"takes two whole numbers, from and to, in `{form}`{', and a step' if most == 3 else ''}"
        raise _Wrong(message, f"for example {{{form}: [3, 7]}}", str(form))
    return iter(_between(str(form), numbers))


def _between(form: str, numbers: list[int]) -> Sequence[int]:
    low, high, step = (*numbers, 1)[:3] if form == "range" else (*numbers, 2)
    if form != "range":
        low += low % 2 != (form == "odd")
    if step < 1:
        message = f"goes by steps of {step}"
        raise _Wrong(message, f"a step is at least 1: {{range: {[low, high, 1]}}}", form)
    if numbers[1] < numbers[0]:
        message = f"has nothing in it: from {numbers[0]} to {numbers[1]}"
        raise _Wrong(
            message, f"the smaller number stands first: {{{form}: {[numbers[1], numbers[0], *numbers[2:]]}}}", form
        )
    if high < low:
        message = f"has no {form} number in it: from {numbers[0]} to {numbers[1]}"
        raise _Wrong(message, f"for example {{{form}: {[numbers[0], numbers[1] + 1]}}}", form)
    found = range(low, high + 1, step)
    if len(found) > MOST_VALUES or max(-low, high) > MOST:
        message = f"has more than {MOST_VALUES:,} values, or one beyond 10^9"
        raise _Wrong(message, "", form, code=LIMIT_EXCEEDED)
    return found

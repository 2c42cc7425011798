"""A number read from an answer's chain: its last link, with the working before it."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from netcalc.homework.answers.asked import Asked
from netcalc.homework.answers.given import SHOWN, WIDEST, NotReadable, Number
from netcalc.homework.answers.links.chain import Link, Statement
from netcalc.homework.answers.links.tokens import Token
from netcalc.homework.answers.links.vocabulary import CONCLUDES, FILLERS, NOTHING, NOUNS
from netcalc.homework.answers.precision import constants, precision, slack_of
from netcalc.homework.answers.sums.parser import read_sum
from netcalc.homework.answers.units import PARAMS, PERCENT
from netcalc.text.numbers.expression import ExpressionError
from netcalc.text.numbers.quantity import MEASURED

WHOLE: Final = "params"  # weights and biases together
ADDS: Final = frozenset({"+", "&", "and", "plus"})
PLUS: Final = Token("sign", "+", spaced=True)


def read_number(found: Sequence[Statement], asked: Asked) -> Number:
    """Read the number that an answer comes to; NotReadable where that is not clear."""
    said = [statement for statement in found if not _is_remark(statement)]
    if not said:
        return _nothing(found)
    if len(said) == 1:
        return _of_statement(said[0], asked)
    labels = sorted(name for each in said for name in _label(each)) if len(said) == len(PARAMS) else []
    if asked.measures == WHOLE and labels == sorted(PARAMS):
        return _added([_of_statement(each, asked) for each in said])
    named = [_of_statement(each, asked) for each in said if _label(each) & asked.names]
    if len({number.value for number in named}) == 1:
        return named[-1]
    if _concludes(said[-1]):
        return _of_statement(said[-1], asked)
    last = _of_statement(said[-1], asked)
    if len(last.parts) > 1 and _written(said[:-1]).intersection(last.parts):
        return last
    return _one_of([*(_of_statement(each, asked) for each in said[:-1]), last], asked)


def _written(found: Sequence[Statement]) -> set[Fraction]:
    """Give the numbers of two digits and more at the end of statements, on which a later one may go on."""
    last = (token.text for statement in found for token in statement[-1].found if token.kind == "number")
    return {Fraction(text) for text in last if text.isdecimal() and len(text) > 1}


def _is_remark(statement: Statement) -> bool:
    """Say whether a statement has words alone, and none that takes something back."""
    return all(link.is_label for link in statement) and not says_nothing(statement)


def says_nothing(statement: Statement) -> bool:
    """Say whether a statement says that there is nothing: `none`, `no parameters`."""
    words = [token.text.lower() for token in statement[-1].found]
    if len(words) == 1:
        return words[0] in NOTHING
    return len(words) > 1 and words[0] in ("no", "zero") and all(_is_noun(word) for word in words[1:])


def _is_noun(word: str) -> bool:
    return word in MEASURED or word in NOUNS or word in FILLERS


def _nothing(found: Sequence[Statement]) -> Number:
    text = "; ".join(link.text for statement in found for link in statement)
    message = f"`{text[:SHOWN]}` is neither a number nor arithmetic"
    raise NotReadable(message)


def _one_of(numbers: Sequence[Number], asked: Asked) -> Number:
    """Choose among several numbers: they are equal, or one alone has the unit that is asked."""
    measured = [each for each in numbers if each.unit and each.unit.measures == asked.measures]
    last, before = numbers[-1], {each.value for each in numbers[:-1]}
    if before == {last.value}:
        units = {each.unit.measures if each.unit else None for each in numbers}
        return last if len(units) == 1 else (measured or [last._replace(unit=None)])[-1]
    if sum(each.value for each in numbers[:-1]) + sum(last.working[-1:]) == last.value:
        return last  # 20 weights, 6 biases: 26
    if len({each.value for each in measured}) == 1:
        return measured[-1]
    if asked.measures == WHOLE and sorted(each.unit.measures for each in numbers if each.unit) == sorted(PARAMS):
        return _added(numbers)
    values = ", ".join(str(float(each.value)) if each.value.denominator != 1 else str(each.value) for each in numbers)
    message = f"several numbers stand here ({values[:SHOWN]}): write the one that is asked for"
    raise NotReadable(message)


def _added(numbers: Sequence[Number]) -> Number:
    """Add weights and biases up."""
    return numbers[-1]._replace(value=sum((each.value for each in numbers), Fraction(0)), unit=None, parts=())


def _concludes(statement: Statement) -> bool:
    """Say whether a statement says that it comes to the answer, or goes on with a sign: `+ 10 biases = 760`."""
    first = statement[0]
    goes_on = len(statement) > 1 and first.found[0].text.lower() in ("+", "*", "times", "plus")
    return goes_on or any(link.concludes for link in statement) or bool(_words(statement) & CONCLUDES)


def _label(statement: Statement) -> frozenset[str]:
    """Give the name before the first equals sign, in small letters and without blanks."""
    return frozenset({statement[0].text.lower().replace(" ", "")}) if len(statement) > 1 else frozenset()


def _words(statement: Statement) -> set[str]:
    return {token.text.lower() for link in statement for token in link.found if token.kind == "word"}


def _of_statement(statement: Statement, asked: Asked) -> Number:
    """Read a statement: its last link that has a number, the links before it being names or its working."""
    if says_nothing(statement):
        return Number(Fraction(0))
    links = list(statement)
    while len(links) > 1 and links[-1].is_label:
        links.pop()
    number = _of_link(_due(links, asked), asked)
    parts, working = _working(links[:-1], asked, number)
    number = number._replace(parts=parts, working=working)
    if not working:
        return number
    number = _exact(number, links[-2], asked) if number.slack else number
    _one_number(links[-2], links[-1], apart=abs(working[-1] - number.value) > number.digit)
    return number


def _due(links: Sequence[Link], asked: Asked) -> Link:
    """Take the weights alone out of `2250 weights and 30 biases` where weights are asked; add where params are."""
    last = links[-1]
    parts = _summands(last.found) if asked.measures in (*PARAMS, WHOLE) else []
    units = [_unit(part, asked) for part in parts]
    if len(parts) < len(PARAMS) or set(units) != PARAMS:
        return last
    if asked.measures == WHOLE:
        return last._replace(found=tuple(PLUS if token.text.lower() in ADDS else token for token in last.found))
    if units.count(asked.measures) != 1:
        return last
    if len(links) > 1 and not links[-2].is_label:
        message = f"`{last.text[:SHOWN]}` are two numbers: write the one that is asked for"
        raise NotReadable(message)
    return last._replace(found=parts[units.index(asked.measures)])


def _summands(found: Sequence[Token]) -> list[tuple[Token, ...]]:
    """Take a link apart at plus and `and`."""
    places = [at for at, token in enumerate(found) if token.text.lower() in ADDS]
    return [tuple(found[start + 1 : end]) for start, end in pairwise((-1, *places, len(found)))]


def _unit(found: tuple[Token, ...], asked: Asked) -> str | None:
    """Give what one number measures by its unit; None where it is more than one number, or has none."""
    try:
        made = read_sum(found, asked.wanted)
    except NotReadable:
        return None
    return made.unit.measures if made.unit and made.alone else None


def _one_number(before: Link, last: Link, *, apart: bool) -> None:
    """Refuse two bare numbers that are said to be equal, and are not."""
    if apart and _is_bare(before) and _is_bare(last):
        message = f"`{before.text[:SHOWN]}` and `{last.text[:SHOWN]}` are two numbers: write the one that you mean"
        raise NotReadable(message)


def _is_bare(link: Link) -> bool:
    """Say whether a link is one number, and no more."""
    return len(link.found) == 1 and link.found[0].kind == "number"


def _exact(number: Number, link: Link, asked: Asked) -> Number:
    """Take `61,706 = 0.06M` for its exact number, and not 2·724M = 1.45G."""
    before = number.working[-1]
    if before.denominator != 1 or abs(before - number.value) > number.digit / 2 or not _is_exact(link, asked):
        return number
    return number._replace(value=before, slack=Fraction(0), digit=Fraction(1))


def _is_exact(link: Link, asked: Asked) -> bool:
    """Say whether no number of a working was rounded."""
    try:
        found = read_sum(link.found, asked.wanted)
    except NotReadable:
        return False
    return all(each.digit == 1 and not each.rounded for each in found.literals) and set(found.scales) <= {1}


def _working(links: Iterable[Link], asked: Asked, number: Number) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """Work out the links before the last; what is no arithmetic is a name."""
    parts: tuple[Fraction, ...] = ()
    made: tuple[Fraction, ...] = ()
    for link in links:
        try:
            found = read_sum(link.found, asked.wanted)
            value = found.value
        except (NotReadable, ExpressionError):
            continue
        numbers = tuple(constants(found.tree))
        parts = parts if len(parts) > 1 else numbers
        made = (*_run_on(made, numbers), value)
    return parts or number.parts, _run_on(made, number.parts)


def _run_on(made: tuple[Fraction, ...], numbers: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    """Leave a value out with which the next link goes on: `5*5*10 = 250 + 10 = 260`."""
    return made[:-1] if len(numbers) > 1 and made and made[-1] == numbers[0] else made


def _of_link(link: Link, asked: Asked) -> Number:
    found = read_sum(link.found, asked.wanted)
    try:
        value = found.value
    except ExpressionError as error:
        message = f"`{link.text[:SHOWN]}`: {error}"
        raise NotReadable(message) from None
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > 4 * WIDEST:
        message = "this number is too large"
        raise NotReadable(message)
    digit, digits = precision(found, value)
    slack = slack_of(found, link, asked, digit, digits)
    unit = found.unit
    if unit and unit.measures == PERCENT and asked.measures != PERCENT and asked.whole:
        message = "a share in percent is no whole number"
        raise NotReadable(message)
    return Number(value, slack, unit, tuple(constants(found.tree)), digit, digits)

"""Extents read from an answer's chain: a volume, or a number an axis, in any of the usual forms."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from netcalc.homework.answers.asked import Asked
from netcalc.homework.answers.extents.named import named, with_depth
from netcalc.homework.answers.extents.shapes import BATCH, shaped
from netcalc.homework.answers.given import MOST_PARTS, Extents, Given, NotReadable, Word
from netcalc.homework.answers.links.chain import Link, Statement
from netcalc.homework.answers.links.tokens import OPEN, Token, closing
from netcalc.homework.answers.numbers import read_number, says_nothing
from netcalc.homework.answers.sums.parser import read_sum
from netcalc.homework.answers.sums.sum import Wanted
from netcalc.homework.answers.units import is_known
from netcalc.text.numbers.expression import ExpressionError

FIELDS: Final = {
    **dict.fromkeys(
        ("all", "everything", "whole", "whole input", "entire input", "whole image", "entire image", "all pixels",
         "full input", "full image", "all of it", "infinite", "global", "whole picture"),
        "all",
    ),
    "unknown": "unknown",
}  # fmt: skip
OUTPUTS: Final = frozenset({"output", "out", "result", "answer", "finally"})
PART: Final = Wanted(whole=False, asked="pixels")


def read_word_of_field(text: str) -> Word | None:
    """Read what is said of a receptive field in words; None where it is none of them."""
    small = text.lower().strip(" .!").removeprefix("the ")
    return Word(FIELDS[small]) if small in FIELDS else None


def read_extents(found: Sequence[Statement], asked: Asked) -> Given:
    """Read the extents that an answer comes to; NotReadable where that is not clear."""
    by_names = named([link for statement in found for link in statement], asked.axes, matrix=asked.matrix)
    if by_names:
        return by_names
    links = [link for statement in found for link in statement if any(t.kind == "number" for t in link.found)]
    spread = with_depth(found, asked.axes)
    several = [made for link in links if (made := _extents(link, asked))] if spread is None else [spread]
    fitting = [made for made in several if len(made.value) == asked.axes]
    if len({made.value for made in fitting}) > 1:
        _goes_on(found)
    if asked.axes == 1 and not fitting and _ends_in_one(links):
        return _single(found, asked)
    if spread is not None:
        return spread
    if several:
        _only_one(links, asked)
        return (fitting or several)[-1]
    return _single(found, asked)


def _goes_on(found: Sequence[Statement]) -> None:
    """Refuse several volumes that nothing leads from one to the next."""
    leads = len(found[-1]) > 1 or any(link.concludes for link in found[-1])
    words = {token.text.lower() for link in found[-1] for token in link.found}
    if not (leads or words & OUTPUTS):
        message = "several volumes stand here: write the one that is asked for"
        raise NotReadable(message)


def _only_one(links: Sequence[Link], asked: Asked) -> None:
    """Refuse a chain whose last link cannot be read at all."""
    if not _extents(links[-1], asked):
        read_sum(links[-1].found, asked.wanted)


def _ends_in_one(links: Sequence[Link]) -> bool:
    """Say whether the last link is one number."""
    return bool(links) and sum(token.kind == "number" for token in links[-1].found) == 1


def _single(found: Sequence[Statement], asked: Asked) -> Given:
    """Read one number as an extent; `none` is no extent of 0."""
    if found and says_nothing(found[-1]):
        message = "`none` can be read in two ways: say `cannot` where nothing comes out"
        raise NotReadable(message)
    if asked.axes != 1 and any(token.text.lower() == "same" for each in found for link in each for token in link.found):
        message = "`same` is no number: write every extent"
        raise NotReadable(message)
    number = read_number(found, asked._replace(kind="number", whole=True, measures=None))
    return Extents((number.value,), digits=(number.digit,) if number.value.denominator != 1 else ())


def _extents(link: Link, asked: Asked) -> Extents | None:
    """Read a link as extents; None where it is no more than one number."""
    tokens = _bare(link.found, asked.names)
    tool = None if asked.ordered else shaped(tokens, asked.axes, matrix=asked.matrix)
    if tool:
        return tool
    parts = _members(link.found, asked.axes) or _parts(tokens)
    if not 1 < len(parts) <= MOST_PARTS:
        return None
    try:
        sums = [read_sum(part, PART) for part in parts]
        value = tuple(each.value for each in sums)
    except (NotReadable, ExpressionError):
        return None
    return Extents(value, digits=tuple(each.alone.digit if each.alone else Fraction(0) for each in sums))


def _bare(found: tuple[Token, ...], names: frozenset[str] = frozenset()) -> tuple[Token, ...]:
    """Leave out words around, remarks in brackets behind, and the brackets around it all."""
    while found and _says_nothing(found[0], names) and found[0].text.lower() != "size" and not _is_batch(found):
        found = found[1:]
    while found and _says_nothing(found[-1], names):
        found = found[:-1]
    if found and found[-1].text == ")" and (start := _opening(found)) > 0:
        words = [token for token in found[start:] if token.kind == "word"]
        numbers = any(token.kind == "number" for token in found[start:])
        if (words and not numbers) or _stands_apart(found, start):
            return _bare(found[:start], names)
    if found and found[0].text in OPEN and closing(found, 0) == len(found) - 1 and len(found) > 2:
        return _bare(found[1:-1], names)
    return found


def _is_batch(found: tuple[Token, ...]) -> bool:
    """Say whether a list begins with a letter for the batch, which is a unit elsewhere: (B, 20, 64)."""
    return found[0].text.lower() in BATCH and [token.text for token in found[1:2]] in ([","], ["*"])


def _says_nothing(token: Token, names: frozenset[str]) -> bool:
    return token.kind == "word" and (token.text.lower() in names or is_known(token.text, None))


def _stands_apart(found: tuple[Token, ...], start: int) -> bool:
    """Say whether brackets are a remark behind extents: 28*28*10 (7840 neurons)."""
    joined = any(token.text in ("*", ",") for token in found[:start])
    return joined and found[start].spaced and found[start - 1].kind in ("number", "word")


def _opening(found: tuple[Token, ...]) -> int:
    """Give the place of the bracket that the last one closes."""
    return next((at for at in range(len(found)) if found[at].text in OPEN and closing(found, at) == len(found) - 1), 0)


def _members(found: tuple[Token, ...], axes: int | None) -> list[tuple[Token, ...]]:
    """Take a list in brackets apart at its commas, where it has an extent an axis: (20, 2*32)."""
    listed = len(found) > 2 and found[0].text in OPEN and closing(found, 0) == len(found) - 1
    parts = _split(found[1:-1], (",", ";")) if listed else []
    return parts if axes is not None and len(parts) == axes > 1 else []


def _parts(found: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """Take extents apart: at signs for times, else at commas, else where brackets meet or at blanks."""
    for between in ("*",), (",", ";"):
        parts = [squared for part in _split(_opened(found), between) for squared in _squared(part)]
        if len(parts) > 1:
            return [] if any(_is_sum(part) for part in parts) else parts
    return _split(found, ("/",)) if _is_ratio(found) else _side_by_side(found)


def _opened(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """Take the brackets out of (28*28)*10."""
    inside = {token.text for token in found if token.kind != "number"}
    texts = [token.text for token in found]
    if not inside <= {"(", ")", "*"} or "*" not in inside or texts.count("(") != texts.count(")"):
        return found
    return tuple(token for token in found if token.text not in "()")


def _is_sum(part: tuple[Token, ...]) -> bool:
    """Say whether a part adds outside of brackets: then the whole was a sum, and no volume."""
    after = part[1:] if part and part[0].text in "+-" else part
    return any(len(_split(after, (sign,))) > 1 for sign in "+-")


def _is_ratio(found: tuple[Token, ...]) -> bool:
    """Say whether 28/28/10 stands here."""
    return len(found) > 3 and all((token.text == "/") == bool(at % 2) for at, token in enumerate(found))


def _squared(part: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """Read 28^2 as two extents."""
    texts = [token.text for token in part]
    if len(texts) in (3, 5) and texts[1] == "^" and texts[-2 if len(texts) == 5 else -1] in ("2", "3"):
        return [part[:1]] * int(texts[-2 if len(texts) == 5 else -1])
    return [part]


def _split(found: tuple[Token, ...], between: tuple[str, ...]) -> list[tuple[Token, ...]]:
    parts: list[tuple[Token, ...]] = []
    start = place = 0
    while place < len(found):
        if found[place].text in OPEN:
            place = closing(found, place)
        elif found[place].text in between:
            parts.append(found[start:place])
            start = place + 1
        place += 1
    return [*parts, found[start:]] if found[start:] or not parts else parts


def _side_by_side(found: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """Take `[28][28][10]` and `28 28 10` apart."""
    if all(token.kind == "number" for token in found):
        return [(token,) for token in found]
    parts, place = [], 0
    while place < len(found) and found[place].text in OPEN:
        end = closing(found, place)
        parts.append(found[place + 1 : end])
        place = end + 1
    return parts if place == len(found) and len(parts) > 1 else [found]

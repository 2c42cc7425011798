"""An answer as a chain: statements, and in each the links between its equals signs, with what is said of them."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from netcalc.homework.answers.links.dressed import CROSSES
from netcalc.homework.answers.links.tokens import OPEN, Token, closing, text_of
from netcalc.homework.answers.links.vocabulary import ABOUT, BECAUSE, CONCLUSIONS, DOUBT, PART_OF, REASON, VERBS
from netcalc.text.numbers.real import CONSTANTS, FUNCTIONS

COMPARES: Final = frozenset("<>≤≥≠±")
ASIDE: Final = frozenset({"because", "since"})
EQUALS: Final = frozenset({"=", "⇒", ":", "~", "≡"})


class Link(NamedTuple):
    """A part of a chain: its tokens, whether it is said to be about so much, and whether a conclusion leads to it."""

    found: tuple[Token, ...]
    about: bool = False
    concludes: bool = False

    @property
    def text(self) -> str:
        """Its text."""
        return text_of(self.found)

    @property
    def is_label(self) -> bool:
        """Whether it has words alone, none of them a doubt, and compares nothing."""
        return (
            not self.doubts
            and not self.is_constant
            and not any(
                token.kind == "number" or token.text in COMPARES or token.text in CROSSES for token in self.found
            )
        )

    @property
    def is_constant(self) -> bool:
        """Whether its words are constants and functions alone: log10(e)."""
        words = {token.text for token in self.found if token.kind == "word"}
        return bool(words & CONSTANTS.keys()) and words <= CONSTANTS.keys() | FUNCTIONS.keys()

    @property
    def doubts(self) -> bool:
        """Whether one of its words takes back what is said."""
        return any(token.text.lower() in DOUBT for token in self.found)


Statement = tuple[Link, ...]


def statements(found: tuple[Token, ...]) -> tuple[Statement, ...]:
    """Take an answer apart at line breaks, semicolons, and commas before words; then at equals signs and verbs.

    >>> from netcalc.homework.answers.links.tokens import tokens
    >>> [[link.text for link in each] for each in statements(tokens("2/3 ~ 0.67"))]
    [['2/3', '0.67']]
    """
    first, *more = _split(found)
    parts = (_links(part) for part in (first, *(part for part in more if not _is_aside(part))))
    return tuple(links for links in parts if links)


def _is_aside(found: tuple[Token, ...]) -> bool:
    """Say whether a statement is of a part of the answer, or of what it is not: `including 10 biases`, `not 750`."""
    if not found or _is_part(found):
        return bool(found)
    return found[0].text.lower() == "not" or found[0].text.lower() in ASIDE


def _split(found: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    start = place = 0
    while place < len(found):
        if found[place].text in OPEN:
            place = max(place, min(closing(found, place), len(found) - 1))
        elif _ends(found, place):
            yield found[start:place]
            start = place + 1
        place += 1
    yield found[start:]


def _ends(found: tuple[Token, ...], place: int) -> bool:
    """Say whether a statement ends here."""
    text, after = found[place].text, found[place + 1 : place + 3]
    if text in ("\n", ";"):
        return True
    if text == ".":
        return bool(after) and after[0].spaced and not (place and found[place - 1].text.lower() in ABOUT)
    if text != "," or not after:
        return False
    return after[0].kind == "word" or (after[0].kind == "number" and found[place - 1].kind == "word" and place > 0)


def _links(found: tuple[Token, ...]) -> Statement:
    """Take a statement apart; what follows a reason is left out."""
    made: list[Link] = []
    part: list[Token] = []
    about = concludes = False
    depth_end = -1
    for place, token in enumerate(found):
        word = token.text.lower()
        if place > depth_end and token.text in OPEN:
            depth_end = closing(found, place)
        if place <= depth_end:
            part.append(token)
        elif (part or made) and _is_reason(found[place:]):
            break
        elif word == "." and place and found[place - 1].text.lower() in ABOUT:
            continue
        elif word in ABOUT:
            made += [Link(tuple(part), about, concludes)] if part else []
            part, about = [], True
        elif token.text == ":" and part and _is_ratio(part, found[place + 1 : place + 3]):
            part.append(token)  # 3:1 is a ratio
        elif token.text in EQUALS or (token.kind == "word" and word in VERBS):
            made += [Link(tuple(part), about, concludes)] if part else []
            part, about, concludes = [], about and not part, word in CONCLUSIONS
        else:
            part.append(token)
    made += [Link(tuple(part), about, concludes)] if part else []
    made = [link._replace(found=_trimmed(link.found)) for link in made]
    return tuple(link for link in made if link.found)


def _is_ratio(before: list[Token], after: tuple[Token, ...]) -> bool:
    """Say whether numbers stand on both sides."""
    alone = len(after) < 2 or after[1].text != "*"  # 96: 96x96x4
    return all(each.kind == "number" for each in (*before, *after[:1])) and bool(after) and alone


def _is_reason(found: tuple[Token, ...]) -> bool:
    """Say whether a reason begins here; one that names another number must say `because`."""
    word = found[0].text.lower()
    if word in BECAUSE or _is_part(found):
        return True
    return word in REASON and not any(token.kind == "number" for token in found)


def _is_part(found: tuple[Token, ...]) -> bool:
    """Say whether something begins that is a part of the answer, or that the answer is held against."""
    word, after = found[0].text.lower(), found[1].text.lower() if len(found) > 1 else ""
    return word in PART_OF or (word, after) in (("of", "which"), ("w", "/"))


def _trimmed(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """Leave full stops and exclamation marks out at the end."""
    while found and found[-1].text in (".", "!", ","):
        found = found[:-1]
    return found

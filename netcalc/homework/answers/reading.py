"""An answer read, step by step: text, plain signs, words that refuse, tokens, a chain, and its link of the kind asked.

The order matters. Superscripts are read before signs are normalised (10² would become 102). Words that say that
nothing fits come before numbers, which often lead to them. Statements come before equals signs, names before numbers.
"""

import re
from fractions import Fraction
from functools import lru_cache
from typing import Final

from netcalc.homework.answers.asked import Asked
from netcalc.homework.answers.extents.joined import joined
from netcalc.homework.answers.extents.order import ordered, turned
from netcalc.homework.answers.extents.volumes import read_extents, read_word_of_field
from netcalc.homework.answers.given import SHOWN, Cannot, Extents, Given, NotReadable, Number
from netcalc.homework.answers.links.cannot import says_cannot
from netcalc.homework.answers.links.chain import statements
from netcalc.homework.answers.links.nothing import says_none
from netcalc.homework.answers.links.signs import plain
from netcalc.homework.answers.links.summaries import Line, line_of_summary
from netcalc.homework.answers.links.text import text_of
from netcalc.homework.answers.links.tokens import tokens
from netcalc.homework.answers.links.vocabulary import DOUBT
from netcalc.homework.answers.numbers import read_number
from netcalc.homework.answers.words import read_truth, read_word

PAIR: Final = re.compile(r"[0-9]+,[0-9]+(?<![0-9],[0-9]{3})")
BETWEEN: Final = re.compile(r"(?<=[0-9]),(?=[0-9])")
GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
GOES_ON: Final = re.compile(r"(?<=[.,][0-9])\.{2,}|(?<=[0-9][0-9])\.{2,}")
NUMBERED: Final = re.compile(r"^[1-9][0-9]?\.\s+(?=\S)")
LAST_OF_LIST: Final = re.compile(r"(?<=[0-9]),? and (?=[0-9]+$)")  # 28, 28, and 10
BLANKS: Final = re.compile(r"(?<![0-9.,] )(?<![\w.,])[1-9][0-9]*(?: [1-9][0-9]*)+(?!\w|[.,][0-9]| [0-9])")
POWER: Final = re.compile(r"[0-9.][eE][+-]?(?:[0-9]{4,}|[0-9]+\.[0-9])")  # 1e-9999, 2e-3.5
FACTORIAL: Final = re.compile(r"[3-9]!|[1-9][0-9]!")  # a larger one nobody means
ITEM: Final = re.compile(r"[\[(][^\[\]()]*[\])]\s?(\[-?[0-9]+\])")
HASH: Final = re.compile(r"^#\s?(?=[0-9])")
MOST_USUAL: Final = 3  # axes of a volume
MOST_KEPT: Final = 4_096


def read(written: object, asked: Asked) -> Given:
    """Read what was written as what is asked; NotReadable where that is not clear.

    >>> read("(5*5*1 + 1)*6 = 26*6 = 156", Asked()).value, read("28x28x10 = 7840", Asked("extents", axes=3)).value[0]
    (Fraction(156, 1), Fraction(28, 1))
    """
    found = _read(text_of(written), asked)
    if isinstance(found, str):
        raise NotReadable(found)
    return found


@lru_cache(MOST_KEPT)
def _read(written: str, asked: Asked) -> Given | str:
    """Read an answer, or give the sentence that asks it back: a class writes the same answers again and again."""
    try:
        return _steps(written, asked)
    except NotReadable as error:
        return str(error)
    except RecursionError:
        return "this nests too deep"


def _steps(written: str, asked: Asked) -> Given:
    text = plain(written)
    if asked.kind == "truth":
        return read_truth(text)
    if asked.kind == "word":
        return read_word(text)
    if says_cannot(text):
        return Cannot()
    if asked.kind == "extents" and (word := read_word_of_field(text)):
        return word
    if asked.measures and asked.kind == "number" and says_none(text):
        return Number(Fraction(0))
    _written_out(text)
    if line := line_of_summary(text):
        text = line.shape if asked.kind == "extents" else _of_line(line, asked)
    order = ""
    if asked.kind == "extents":
        text, order = ordered(joined(NUMBERED.sub("", _blanked(text, asked))))
        asked = asked._replace(ordered=bool(order))
    found = statements(tokens(_listed(text) if asked.kind == "extents" else _bulleted(text, asked)))
    _sure(found_words(text), text)
    if not found:
        message = f"`{text[:SHOWN]}` is neither a number nor arithmetic"
        raise NotReadable(message)
    return _turned(read_extents(found, asked), order) if asked.kind == "extents" else read_number(found, asked)


def _written_out(text: str) -> None:
    """Ask back what would have to be worked out in a way that nobody writes here."""
    if odd := POWER.search(text):
        message = f"`{odd[0]}`: the exponent of ten is a whole number of at most three digits"
        raise NotReadable(message)
    if FACTORIAL.fullmatch(text):
        message = f"`{text}` can be read in two ways, as {text[:-1]} or as a product: write the number alone"
        raise NotReadable(message)
    if odd := ITEM.fullmatch(text):
        message = f"`{odd[1]}` takes a part of what stands before it: write what comes of it"
        raise NotReadable(message)


def _of_line(line: Line, asked: Asked) -> str:
    """Take the parameters of a line of a summary; it has no other number."""
    if asked.measures not in ("params", "weights"):
        message = "a line of a summary has a shape and parameters: write the number that is asked for"
        raise NotReadable(message)
    return line.params


def _turned(found: Given, order: str) -> Given:
    """Put extents as width, height, depth where their order was written."""
    if not order or not isinstance(found, Extents) or found.told:
        return found
    value = turned(found.value, order)
    if value is None:
        message = f"the order `{order.upper()}` is not that of so many extents"
        raise NotReadable(message)
    return Extents(value, told=True)


def _blanked(text: str, asked: Asked) -> str:
    """Put commas between as many numbers as there are axes, which blanks part: 100 156 317 is no hundred million."""
    found = BLANKS.search(text)
    if asked.axes == 1 or "*" in text or not found or found[0].count(" ") + 1 != (asked.axes or MOST_USUAL):
        return text
    return text[: found.start()] + found[0].replace(" ", ", ") + text[found.end() :]


def _listed(text: str) -> str:
    """Put blanks behind the commas of a list, which group no digits there."""
    if PAIR.fullmatch(text):
        message = f"`{text[:SHOWN]}` can be read in two ways: write a volume as 28x28x6"
        raise NotReadable(message)
    text = LAST_OF_LIST.sub(", ", text)
    return text if "*" in text or GROUPED.fullmatch(text) else BETWEEN.sub(", ", text)


def _bulleted(text: str, asked: Asked) -> str:
    """Leave out the dash of a list, as a count is not negative; and the dots of a decimal that goes on."""
    if asked.real:
        return GOES_ON.sub("", text)
    text = NUMBERED.sub("", HASH.sub("", text))
    if "weights_per_neuron" in asked.names:
        text = text.replace(" per neuron", "").replace(" per filter", "")
    return text.removeprefix("- ") if asked.whole and asked.measures else text


def found_words(text: str) -> set[str]:
    """Give the words of an answer outside of brackets that come last, in small letters."""
    return {word.strip(".,;:()!") for word in text.lower().split()}


def _sure(words: set[str], text: str) -> None:
    """Ask back what is said with doubt, or taken back."""
    if "?" in text.replace("?,", "") or words & (
        DOUBT - {"no", "not", "plus", "minus", "times", "half", "double", "twice", "more", "less"}
    ):
        message = f"`{text[:SHOWN]}` leaves open what the answer is: write it alone"
        raise NotReadable(message)

"""Receptive fields, which have a number an axis: a question is asked of each, where they are not alike."""

import re
from collections.abc import Iterator
from typing import Final

from netcalc.conventions.trying.asked import Asked
from netcalc.report.query import FIELD_WORDS
from netcalc.volume import EXTENTS

ALIKE: Final = re.compile(r"\s*([0-9]+)(?:\s*[x×*]\s*\1)+\s*(?:px|pixels)?\s*")


def each_axis(asked: Asked) -> Iterator[Asked]:
    """Give the question, or one for each axis along which another number stands."""
    found = asked.numbers if asked.query.word in FIELD_WORDS else ()
    if len(set(found)) <= 1:
        yield asked
        return
    for axis, name in enumerate(EXTENTS[: len(found)]):
        yield asked._replace(axis=axis, along=name)


def one_extent(text: str) -> str:
    """Write the size of a square, `14x14`, as its side.

    >>> one_extent("14x14"), one_extent("14")
    ('14', '14')
    """
    square = ALIKE.fullmatch(text)
    return square[1] if square else text

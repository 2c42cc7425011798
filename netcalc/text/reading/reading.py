"""A text read as data, or everything that is wrong with it."""

from typing import Any

from netcalc.problems import Unreadable
from netcalc.text.reading.broken import explained, odd, unprintable
from netcalc.text.reading.events import NotYAML
from netcalc.text.reading.places import Lines
from netcalc.text.reading.reader import Meaning, Reader


def read(lines: Lines, meant: Meaning) -> Any:
    """Give the data of a text; SpecError says all that is wrong with it."""
    reader = Reader(lines, meant)
    wrong = unprintable(lines)
    if wrong is not None:
        raise Unreadable([wrong])
    try:
        data = reader.read()
    except NotYAML as error:
        raise explained(lines, error) from None
    slips = odd(lines, reader.odd) if reader.odd else []
    if slips:
        raise Unreadable(slips)
    return data

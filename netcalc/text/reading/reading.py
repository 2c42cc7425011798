"""A text read as data, or everything that is wrong with it."""

from types import ModuleType
from typing import Any

from netcalc.problems import Unreadable
from netcalc.text.reading.events import NotYAML, unprintable
from netcalc.text.reading.places import Lines
from netcalc.text.reading.reader import Meaning, Reader


def read(lines: Lines, meant: Meaning) -> Any:
    """Give the data of a text; SpecError says all that is wrong with it."""
    reader = Reader(lines, meant)
    wrong = unprintable(lines.text)
    if wrong:
        raise Unreadable([_broken().unprintable(lines, wrong)])
    try:
        data = reader.read()
    except NotYAML as error:
        raise _broken().explained(lines, error) from None
    slips = _broken().odd(lines, reader.odd) if reader.odd else []
    if slips:
        raise Unreadable(slips)
    return data


def _broken() -> ModuleType:
    """Load what knows the slips, which a text without any need not wait for."""
    from netcalc.text.reading import broken

    return broken

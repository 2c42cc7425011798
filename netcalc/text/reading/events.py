"""The events of a YAML text, whichever loader reads them: the only file that knows PyYAML."""

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

import yaml

from netcalc.text.reading.places import Span
from netcalc.text.reading.portable import QUESTION, Indented, portable, restored

LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # no libyaml: PyYAML's own, slower
PRINTED: Final = "\t\n\r\x20-\x7e"
BEYOND: Final = "\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
MOST_SIGNS: Final = 2**18

Event: TypeAlias = yaml.Event
Alias: TypeAlias = yaml.AliasEvent
Scalar: TypeAlias = yaml.ScalarEvent
Sequence: TypeAlias = yaml.SequenceStartEvent
SequenceEnd: TypeAlias = yaml.SequenceEndEvent
Node: TypeAlias = yaml.ScalarEvent | yaml.CollectionStartEvent
Mapping: TypeAlias = yaml.MappingStartEvent
MappingEnd: TypeAlias = yaml.MappingEndEvent
DocumentStart: TypeAlias = yaml.DocumentStartEvent
StreamEnd: TypeAlias = yaml.StreamEndEvent


def unprintable(text: str) -> re.Match[str] | None:
    """Find a sign that no text holds; the long pattern is only made for a text that is not plain ASCII."""
    return re.search(f"[^{PRINTED}]", text) and re.search(f"[^{PRINTED}{BEYOND}]", text)


class NotYAML(Exception):
    """The text breaks off being YAML at this line and column, from 0, as far as this loader can tell."""

    def __init__(self, line: int, column: int) -> None:
        """Say where."""
        super().__init__(line, column)
        self.line, self.column = line, column


def events(text: str) -> Iterator[Event]:
    """Give the events of a text; NotYAML where they end too early."""
    try:
        plain = portable(text)
        found = yaml.parse(plain, Loader=LOADER)
        yield from found if QUESTION not in plain else map(_restored, found)
    except Indented as error:
        raise NotYAML(error.line, error.column) from None
    except yaml.YAMLError as error:
        raise _not_yaml(error) from None


def where(text: str, error: NotYAML) -> NotYAML:
    """Ask PyYAML's own loader where a text breaks off: libyaml counts the end of a text otherwise."""
    if LOADER is yaml.SafeLoader or len(text) > MOST_SIGNS:
        return error
    try:
        list(yaml.parse(portable(text), Loader=yaml.SafeLoader))
    except yaml.YAMLError as plain:
        return _not_yaml(plain)
    except Indented:
        pass
    return error


def _restored(event: Event) -> Event:
    if isinstance(event, yaml.ScalarEvent):
        event.value = restored(event.value)
    return event


def _not_yaml(error: yaml.YAMLError) -> NotYAML:
    """Take the place out of the library's error, and nothing else."""
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    return NotYAML(mark.line, mark.column) if mark else NotYAML(0, 0)


def span(event: Event) -> Span:
    """Say from where to where an event stands."""
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:  # only events made by hand
        return Span(0, 0, 0, 0)
    return Span(start.line, start.column, end.line, end.column)

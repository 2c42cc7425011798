"""YAML read event by event into plain data, so that nothing in it can nest or grow without bound."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias

from netcalc import problems
from netcalc.problems import Place, Problem, SpecError, Unreadable
from netcalc.text.reading import events as yaml
from netcalc.text.reading.anchors import Anchored, Size
from netcalc.text.reading.places import Lines, Span
from netcalc.text.reading.scalars import NotPlain, Scalar, meaning

MOST_DEPTH: Final = 60
MOST_VALUES: Final = 4_000_000
NESTS: Final = "this nests too deep or holds too much"
ALIASED: Final = "aliases make this too large or too deep"
LAYER: Final = re.compile(r"[A-Za-z_]\w*(?:[:(][^/]| -?[0-9][\w.]*$|,$)")
CURLY: Final = tuple("“”„‟«‘’‚‛")
KEY: Final = re.compile(r"\w[\w.-]*|<<|\$\{[^{}]*\}")

Steps: TypeAlias = tuple[str | int, ...]
Meaning: TypeAlias = Callable[[str], Scalar]


def limit(message: str, place: Place) -> Problem:
    """Make the problem of a text that is too much."""
    return Problem(code=problems.LIMIT_EXCEEDED, message=message, place=place)


class Reader:
    """One reading of a text: the data, where each part stands, what specs may not use, what looks like a slip."""

    def __init__(self, lines: Lines, meant: Meaning = meaning) -> None:
        """Read these lines; `meant` says what a plain word means."""
        self.lines, self.meant = lines, meant
        self.marks: dict[Steps, Span] | None = None
        self.anchors: dict[str, Anchored] = {}
        self.size = Size(MOST_VALUES, MOST_DEPTH)
        self.problems: list[Problem] = []
        self.odd: list[Span] = []

    def read(self) -> Any:
        """Give the data of the one document; NotYAML where the text is none."""
        self.end = Span(0, 0, 0, 0)
        self.events = yaml.events(self.lines.text) if self.marks is None else self._noted()
        next(self.events)
        document = next(self.events)
        if not isinstance(document, yaml.DocumentStart):
            return None
        data = self._value(next(self.events), ())
        next(self.events)
        extra = next(self.events)
        if not isinstance(extra, yaml.StreamEnd):
            self._wrong("there is a second document", extra, "a spec is one: take this line out")
        if self.problems:
            raise Unreadable(self.problems)
        return data

    def _noted(self) -> Iterator[yaml.Event]:
        """Note where each event ends; the end of a block has no place of its own."""
        for event in yaml.events(self.lines.text):
            place = yaml.span(event)
            if place[:2] != place[2:]:
                self.end = place
            yield event

    def _value(self, event: yaml.Event, path: Steps) -> Any:
        before, peak = self.size.values, self.size.peak
        if self.size.add(1, len(path)):
            raise SpecError([limit(NESTS, self.lines.place(yaml.span(event)))])
        if self.marks is not None:
            self.marks[path] = yaml.span(event)
        value = self._alias(event, len(path)) if isinstance(event, yaml.Alias) else None
        if isinstance(event, yaml.Node):
            self._no_tag(event)
            value = self._plain(event, path)
            if event.anchor:
                self.anchors[event.anchor] = Anchored(value, self.size.values - before, self.size.peak - len(path))
        self.size.peak = max(peak, self.size.peak)
        return value

    def _plain(self, event: yaml.Node, path: Steps) -> Any:
        if isinstance(event, yaml.Scalar):
            return self._scalar(event, path)
        return self._sequence(path) if isinstance(event, yaml.Sequence) else self._mapping(path)

    def _no_tag(self, event: yaml.Node) -> None:
        if event.tag is not None:
            self._wrong(f"tags such as {event.tag[:40]} are not read: write plain values", event)

    def _alias(self, event: yaml.Alias, depth: int) -> Any:
        if event.anchor not in self.anchors:
            self._wrong(f"*{event.anchor} stands for nothing that was read before it", event)
            return None
        value, held, height = self.anchors[event.anchor]
        if self.size.add(held, depth + height):
            raise SpecError([limit(ALIASED, self.lines.place(yaml.span(event)))])
        return value

    def _sequence(self, path: Steps) -> list[Any]:
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEnd):
                break
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Steps) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEnd):
                break
            key = self._key(event, path)
            if key in pairs and isinstance(event, yaml.Scalar):
                self._wrong(f"`{key[:40]}` stands here twice: the second would hide the first", event)
            pairs[key] = self._value(next(self.events), (*path, key))
            if self.marks is not None:
                self.marks[(*path, key)] = Span(*yaml.span(event)[:2], *self.end[2:])
        return pairs

    def _key(self, event: yaml.Event, path: Steps) -> str:
        if not isinstance(event, yaml.Scalar):
            self._wrong("a key is a word", event)
            self._value(event, (*path, ""))
            return ""
        self._no_tag(event)
        key: str = event.value
        if event.implicit[0] and not KEY.fullmatch(key):
            self.odd.append(yaml.span(event))
        return key

    def _scalar(self, event: yaml.Scalar, path: Steps) -> Scalar:
        text: str = event.value
        if not event.implicit[0]:
            return text
        if not path or " " in text or not text.isalnum():
            self._note_odd(event, alone=not path)
        try:
            return self.meant(text)
        except NotPlain as error:
            self._wrong(str(error), event)
            return 0

    def _note_odd(self, event: yaml.Scalar, *, alone: bool) -> None:
        """Note a word over several lines, or the whole text, or like a layer, or in curly quotes."""
        place = yaml.span(event)
        if alone or place.line != place.last_line or LAYER.match(event.value) or event.value[:1] in CURLY:
            self.odd.append(place)

    def _wrong(self, message: str, event: yaml.Event, hint: str = "") -> None:
        place = self.lines.place(yaml.span(event))
        self.problems.append(Problem(code=problems.INVALID_YAML, message=message, hint=hint, place=place))


class Places:
    """Where every path of a text stands, looked up in a second reading."""

    def __init__(self, lines: Lines, meant: Meaning = meaning) -> None:
        """Read these lines once more."""
        self.lines = lines
        reader = Reader(lines, meant)
        self.marks: dict[Steps, Span] = {}
        reader.marks = self.marks
        reader.read()

    def found(self, path: Steps) -> Place | None:
        """Find where a path stands; nowhere where it begins outside the text, in what was set from elsewhere."""
        return None if len(path) > 1 and path[:1] not in self.marks else self.place(path)

    def place(self, path: Steps) -> Place:
        """Find where a path stands, as far as the file has it: short forms leave steps out."""
        found: Steps = ()
        for step in path:
            found = (*found, step) if (*found, step) in self.marks else found
        return self.lines.place(self.marks.get(found, Span(0, 0, 0, 1)))

"""Text that remembers where everything stands: YAML to plain data, and paths back to lines and columns.

The only file that knows YAML. Plain words mean what YAML 1.2 says: `no` is a word, `1e6` a number.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import yaml

from netcalc import problems
from netcalc.problems import Place, Problem, SpecError, Unreadable

MOST_BYTES: Final = 16 * 2**20
MOST_DEPTH: Final = 60
MOST_VALUES: Final = 4_000_000
INTEGER: Final = r"[-+]?(0|[1-9][0-9]*(_[0-9]+)*)"
REAL: Final = r"[-+]?([0-9]+(_[0-9]+)*)?\.?[0-9]+([eE][-+]?[0-9]{1,4})?|[-+]?[0-9]+\."
LEADING_ZERO: Final = r"[-+]?0[0-9_]+"
WORDS: Final = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}
BREAK: Final = r"\r\n|[\n\r\x85\u2028\u2029]"
LONG: Final = 60
LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # no libyaml: PyYAML's own, slower
TOO_DEEP: Final = "maximum nesting depth"  # libyaml 0.2.6 and later stop there before we do
NESTS: Final = "this nests too deep or holds too much"

Steps = tuple[str | int, ...]
Marks = tuple[int, int, int, int]


def text_of(name: str) -> str:
    """Read a file, `-` being standard input; Unreadable where that fails."""
    try:
        if name == "-":
            data = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise SpecError(
                [_limit(f"the text is longer than {MOST_BYTES >> 20} MiB", Place(file=name, line=1, column=1))]
            )
        return data.decode("utf-8-sig")
    except OSError as error:
        raise Unreadable([Problem(code=problems.UNREADABLE, message=f"cannot read {name}: {error.strerror}")]) from None
    except ValueError:
        raise Unreadable([Problem(code=problems.UNREADABLE, message=f"cannot read {name}: not UTF-8 text")]) from None


def _limit(message: str, place: Place) -> Problem:
    return Problem(code=problems.LIMIT_EXCEEDED, message=message, place=place)


@dataclass(frozen=True, slots=True)
class Source:
    """A text and the file it came from."""

    text: str
    file: str

    @property
    def stem(self) -> str | None:
        """The file's name without folder and ending; None for standard input."""
        return None if self.file == "-" else Path(self.file).stem

    def data(self) -> Any:
        """Read the text as plain dicts, lists, words and numbers; SpecError says all that is wrong with it."""
        return Reader(self).read()

    def words(self) -> Any:
        """Read the text as `data` does, every plain value left as the word that was written."""
        return Verbatim(self).read()

    def locate(self, found: Iterable[Problem]) -> tuple[Problem, ...]:
        """Give each problem its line and column, and put them in the order of the file."""
        found = tuple(found)
        if not found:
            return ()
        reader = Reader(self, marked=True)
        reader.read()
        placed = (_placed(problem, reader) for problem in found)
        return tuple(sorted(placed, key=lambda problem: _order(problem.place)))


def _placed(problem: Problem, reader: "Reader") -> Problem:
    """Give a problem its place, and those of the uses of the blocks it stands in."""
    used = tuple(reader.place(path) for path in problem.uses)
    return replace(problem, place=problem.place or reader.place(problem.path), used=used)


def _slip(text: str) -> str:
    """Say what is probably wrong with a line that is not YAML."""
    if "${" in text:
        return 'inside braces a template stands in quotes: write "${...}"'
    if "\t" in text:
        return "indent with spaces, not with tabs"
    if re.search(r"\w:[^\s:/]", text):
        return "a space follows the colon: write `input: 32x32x3`"
    return 'a bound with > stands in quotes: write ">= 1M"' if re.search(r":\s*>", text) else ""


def _order(place: Place | None) -> tuple[int, int]:
    return (place.line, place.column) if place else (0, 0)


class Reader:
    """One reading of a text, event by event, so that nothing in it can nest or grow without bound."""

    def __init__(self, source: Source, *, marked: bool = False) -> None:
        """Read this source; `marked`: remember where every path stands."""
        self.source = source
        self.marks: dict[Steps, Marks] | None = {} if marked else None
        self.anchors: dict[str, tuple[Any, int, int]] = {}
        self.peak = 0
        self.problems: list[Problem] = []
        self.values = 0

    @cached_property
    def lines(self) -> list[str]:
        """The text's lines, up to the last on which something is written."""
        return re.split(BREAK, self.source.text.rstrip())

    def read(self) -> Any:
        """Give the data of the one document."""
        try:
            self.events = self._noted(yaml.parse(self.source.text, Loader=LOADER))
            next(self.events)
            document = next(self.events)
            data = self._value(next(self.events), ()) if isinstance(document, yaml.DocumentStartEvent) else None
            if data is not None:
                next(self.events)
                extra = next(self.events)
                if not isinstance(extra, yaml.StreamEndEvent):
                    self._wrong("there is a second document", extra)
        except yaml.YAMLError as error:
            if isinstance(error, yaml.MarkedYAMLError) and TOO_DEEP in str(error):
                raise SpecError([_limit(NESTS, self._placed_at(error.problem_mark))]) from None
            raise Unreadable([self._broken(error)]) from None
        if self.problems:
            raise Unreadable(self.problems)
        return data

    def _noted(self, events: Iterable[Any]) -> Iterator[Any]:
        for event in events:
            self.end = event.end_mark
            yield event

    def _value(self, event: Any, path: Steps) -> Any:
        before, peak = self.values, self.peak
        self.values += 1
        self.peak = len(path)
        if len(path) > MOST_DEPTH or self.values > MOST_VALUES:
            raise SpecError([_limit(NESTS, self._at(event))])
        self._mark(path, event.start_mark, event.end_mark)
        if isinstance(event, yaml.AliasEvent):
            value: Any = self._alias(event, len(path))
            self.peak = max(peak, self.peak)
            return value
        self._no_tag(event)
        if isinstance(event, yaml.ScalarEvent):
            value = self._scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence(path)
        else:
            value = self._mapping(path)
        if event.anchor:
            self.anchors[event.anchor] = (value, self.values - before, self.peak - len(path))
        self.peak = max(peak, self.peak)
        return value

    def _no_tag(self, event: Any) -> None:
        if event.tag is not None:
            self._wrong(f"tags such as {event.tag[:40]} are not read: write plain values", event)

    def _alias(self, event: Any, depth: int) -> Any:
        if event.anchor not in self.anchors:
            self._wrong(f"*{event.anchor} stands for nothing that was read before it", event)
            return None
        value, held, height = self.anchors[event.anchor]
        self.values += held
        self.peak = depth + height
        if self.values > MOST_VALUES or self.peak > MOST_DEPTH:
            raise SpecError([_limit("aliases make this too large or too deep", self._at(event))])
        return value

    def _sequence(self, path: Steps) -> list[Any]:
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Steps) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = event.value if isinstance(event, yaml.ScalarEvent) else ""
            if not isinstance(event, yaml.ScalarEvent):
                self._wrong("a key is a word", event)
                self._value(event, (*path, key))
            else:
                self._no_tag(event)
                if key in pairs:
                    self._wrong(f"`{key[:40]}` stands here twice: the second would hide the first", event)
            pairs[key] = self._value(next(self.events), (*path, key))
            self._mark((*path, key), event.start_mark, self.end)
        return pairs

    def _scalar(self, event: Any) -> Any:
        text: str = event.value
        if not event.implicit[0]:
            return text
        if text in WORDS:
            return WORDS[text]
        if re.fullmatch(LEADING_ZERO, text):
            self._wrong(f"{text[:40]} starts with 0: YAML would read it as octal; write the decimal number", event)
            return 0
        if re.fullmatch(INTEGER, text):
            return int(text) if len(text) <= LONG else 10**LONG
        if len(text) <= LONG and re.fullmatch(REAL, text):
            return float(text)
        return text

    def _mark(self, path: Steps, start: Any, end: Any) -> None:
        if self.marks is not None:
            self.marks[path] = (start.line, start.column, end.line, end.column)

    def place(self, path: Steps) -> Place:
        """Find where a path stands, as far as the file has it: short forms leave steps out."""
        marks = self.marks or {}
        found: Steps = ()
        for step in path:
            found = (*found, step) if (*found, step) in marks else found
        line, column, last_line, last_column = marks.get(found, (0, 0, 0, 1))
        return self._placed(line, column, last_column if last_line == line else None)

    def _placed(self, line: int, column: int, end: int | None) -> Place:
        if line >= len(self.lines):  # the end of the text
            line, column, end = len(self.lines) - 1, len(self.lines[-1]), None
        text = self.lines[line].rstrip("\r")
        width = max(1, (len(text.rstrip()) if end is None else end) - column)
        return Place(file=self.source.file, line=line + 1, column=column + 1, text=text, width=width)

    def _at(self, event: Any) -> Place:
        mark = event.start_mark
        same_line = event.end_mark.line == mark.line
        return self._placed(mark.line, mark.column, event.end_mark.column if same_line else mark.column + 1)

    def _placed_at(self, mark: Any) -> Place:
        return self._placed(mark.line, mark.column, mark.column + 1)

    def _wrong(self, message: str, event: Any) -> None:
        self.problems.append(Problem(code=problems.INVALID_YAML, message=message, place=self._at(event)))

    def _broken(self, error: Any) -> Problem:
        mark = getattr(error, "problem_mark", None)
        if mark is None:
            line = self.source.text.count("\n", 0, max(0, getattr(error, "position", 0)))
            place = self._placed(line, 0, None)
        else:
            place = self._placed_at(mark)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        return Problem(
            code=problems.INVALID_YAML, message=f"this is not YAML: {reason}", hint=_slip(place.text), place=place
        )


class Verbatim(Reader):
    """A reading that leaves numbers as they were written: 0.40 is not 0.4."""

    def _scalar(self, event: Any) -> Any:
        return None if event.implicit[0] and event.value in ("", "~", "null") else event.value

"""A text that a person typed, and the file it came from: read as plain data, with places for its problems."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from netcalc import problems
from netcalc.problems import Place, Problem, SpecError, Unreadable
from netcalc.text import foreign
from netcalc.text.encoding import NotText, decoded
from netcalc.text.reading.places import Lines
from netcalc.text.reading.reader import Places, limit
from netcalc.text.reading.reading import read
from netcalc.text.reading.scalars import as_written, meaning

MOST_BYTES: Final = 16 * 2**20


def text_of(name: str) -> str:
    """Read a file, `-` being standard input; Unreadable where that fails."""
    try:
        data = _bytes(name)
        _refuse(foreign.binary(data) or _other(data, name), name, data)  # before its size is looked at
        if len(data) > MOST_BYTES:
            message = f"the text is longer than {MOST_BYTES >> 20} MiB"
            raise SpecError([limit(message, Place(file=name, line=1, column=1))])
        return _ours(decoded(data), name, data)
    except OSError as error:
        raise Unreadable([_unreadable(f"cannot read {name}: {error.strerror}")]) from None
    except NotText as error:
        raise Unreadable([_unreadable(f"cannot read {name}: {error}", error.hint)]) from None
    except ValueError:  # a name no file can have
        raise Unreadable([_unreadable(f"cannot read {name}: no file has such a name")]) from None


def _ours(text: str, name: str, data: bytes) -> str:
    """Give the text back, unless it is another tool's."""
    _refuse(foreign.printed(text), name, data)
    return text


class Foreign(Unreadable):
    """Another tool's file where a text of ours was looked for: its format, and what was read of it."""

    def __init__(self, form: str, name: str, data: bytes) -> None:
        """Say what the file is."""
        what, hint = _told(form, name, data)
        super().__init__([_unreadable(f"{name} is {what}: it cannot be read here", hint)])
        self.form, self.data = form, data


def _told(form: str, name: str, data: bytes) -> tuple[str, str]:
    """Say what such a file is, and what is done with it."""
    if form not in foreign.WHAT:
        from netcalc.text.others import OTHERS

        return OTHERS[form]
    if form == "code":
        from netcalc.text import programs

        return foreign.WHAT[form], programs.hint(name, data)
    return foreign.WHAT[form], "" if form in foreign.READ else "`netcalc specs lenet5` prints a spec to start from"


def _other(data: bytes, name: str) -> str:
    """Name what a file is that nobody here reads; most specs are known by a line of their own."""
    if foreign.OURS.search(data[: foreign.BEGINNING].decode("latin-1")):
        return ""
    from netcalc.text.others import other

    return other(data, name)


def _refuse(form: str, name: str, data: bytes) -> None:
    """Refuse another tool's file by the name of its format."""
    if form:
        raise Foreign(form, name, data)


def _bytes(name: str) -> bytes:
    """Read as much as is taken, and one byte more."""
    if name == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _unreadable(message: str, hint: str = "") -> Problem:
    return Problem(code=problems.UNREADABLE, message=message, hint=hint)


def stem(file: str) -> str | None:
    """Give a file's name without folder and ending; None for standard input."""
    return None if file == "-" else Path(file).stem


@dataclass(frozen=True, slots=True)
class Source:
    """A text and the file it came from."""

    text: str
    file: str

    @property
    def stem(self) -> str | None:
        """The file's name without folder and ending; None for standard input."""
        return stem(self.file)

    @property
    def lines(self) -> Lines:
        """The lines, and places in them."""
        return Lines(self.text, self.file)

    def data(self) -> Any:
        """Read the text as plain dicts, lists, words and numbers; SpecError says all that is wrong with it."""
        return read(self.lines, meaning)

    def words(self) -> Any:
        """Read the text as `data` does, every plain value left as the word that was written."""
        return read(self.lines, as_written)

    def locate(self, found: Iterable[Problem]) -> tuple[Problem, ...]:
        """Give each problem its line and column, and put them in the order of the file."""
        found = tuple(found)
        if not found:
            return ()
        places = Places(self.lines)
        placed = (_placed(problem, places) for problem in found)
        return tuple(sorted(placed, key=lambda problem: _order(problem.place)))


def _placed(problem: Problem, places: Places) -> Problem:
    """Give a problem its place, and those of the uses of the blocks it stands in."""
    used = tuple(places.place(path) for path in problem.uses)
    return replace(problem, place=problem.place or places.found(problem.path), used=used)


def _order(place: Place | None) -> tuple[int, int]:
    return (place.line, place.column) if place else (0, 0)

"""Who is in a class: ids from whatever lists them, each once."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from netcalc.homework.intake.files import DATA, TEXTS, files, submissions
from netcalc.homework.intake.submission import refused, student_name
from netcalc.homework.variants.seed import same
from netcalc.problems import INVALID_VALUE, LIMIT_EXCEEDED, Unreadable
from netcalc.text.source import Source, text_of

MOST: Final = 100_000
COMMENT: Final = "#"
QUOTE: Final = '"'  # around a name with a comma


def students(path: str) -> tuple[str, ...]:
    """List the ids in a file: a line each, a list, or a table of a class; or those of submissions in a folder.

    Unreadable where there are none, or too many.
    """
    found = {same(name): name for name in _bounded(filter(None, _named(path)))}
    if not found:
        raise refused(INVALID_VALUE, f"{path} names no student")
    return tuple(found.values())


def _bounded(names: Iterable[str]) -> Iterator[str]:
    for number, name in enumerate(names):
        if number == MOST:
            message = f"a class has at most {MOST:,} students"
            raise refused(LIMIT_EXCEEDED, message)
        yield name


def _named(path: str) -> Iterator[str]:
    ending = "" if path == "-" or Path(path).is_dir() else Path(path).suffix.lower()
    if path == "-" or ending in TEXTS:
        return _lines(text_of(path))
    if ending in DATA:
        return _listed(Source(text_of(path), path))
    return _handed_in(path)


def _lines(text: str) -> Iterator[str]:
    """Give a line each; a bullet before it, quotes around it, and what follows `#`, are no part of the id."""
    for line in text.splitlines():
        name = line.partition(COMMENT)[0].strip().removeprefix("- ").strip()
        quoted = len(name) > 2 and name[0] == name[-1] == QUOTE
        yield student_name(name.strip(QUOTE).strip() if quoted else name, "")


def _listed(source: Source) -> Iterator[str]:
    """Give the words of a list, or of the list under `students`."""
    data = source.words()
    named = data.get("students") if isinstance(data, Mapping) else data
    if not isinstance(named, list):
        message = f"{source.file} is no list of students"
        raise refused(INVALID_VALUE, f"{message}: `[s123, s124]`, or `students: [s123, s124]`")
    for number, each in enumerate(named, 1):
        whose = each.get("student") if isinstance(each, Mapping) else each
        if not isinstance(whose, str):
            raise refused(INVALID_VALUE, f"{source.file}: entry {number} of the list names no student")
        yield student_name(whose, "").strip()


def _handed_in(path: str) -> Iterator[str]:
    """Give the students of a table, or of what was handed in."""
    for file in files(path):
        for each in submissions(file, root=path):
            if each.problems:
                raise Unreadable(each.problems)
            yield each.student.strip()

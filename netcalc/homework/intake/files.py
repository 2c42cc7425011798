"""Submissions as they come: YAML, JSON or CSV, one or many; what cannot be read is one of them, and stops nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from netcalc.homework.intake.rows import rows
from netcalc.homework.intake.submission import Submission, refused, submission
from netcalc.problems import LIMIT_EXCEEDED, UNREADABLE, SpecError
from netcalc.text.source import Source, text_of

ENDINGS: Final = frozenset({".yaml", ".yml", ".json", ".csv"})
MOST_TEXT: Final = 2**20


def several(path: str) -> bool:
    """Say whether a path stands for many submissions: a folder, or a CSV."""
    return path.lower().endswith(".csv") or Path(path).is_dir()


def files(path: str) -> list[str]:
    """List the files of submissions that a path stands for."""
    place = Path(path)
    if path == "-" or not place.is_dir():
        return [path]
    return sorted(str(each) for each in place.iterdir() if each.suffix.lower() in ENDINGS and _own(each))


def passed_over(path: str) -> int:
    """Count what lies in a folder and is not read: other endings, folders in it, links."""
    place = Path(path)
    return sum(1 for _ in place.iterdir()) - len(files(path)) if path != "-" and place.is_dir() else 0


def _own(file: Path) -> bool:
    """Say whether a file lies in its folder: a link may lead anywhere."""
    return file.is_file() and not file.is_symlink()


def submissions(path: str) -> Iterator[Submission]:
    """Read the submissions of a file, each on its own."""
    try:
        if path != "-" and Path(path).exists() and not Path(path).is_file():
            raise refused(UNREADABLE, f"{path} is not a file of answers")
        if path.lower().endswith(".csv"):
            yield from rows(path)
        else:
            yield _file(path)
    except SpecError as error:
        yield Submission(Path(path).stem, {}, error.problems)


def _file(path: str) -> Submission:
    text = text_of(path)
    if len(text) > MOST_TEXT:
        raise refused(LIMIT_EXCEEDED, f"{path}: a submission has at most {MOST_TEXT >> 20} MiB")
    return submission(Source(text, path).words(), "" if path == "-" else Path(path).stem)

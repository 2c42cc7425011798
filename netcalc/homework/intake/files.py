"""Submissions as they come: files in many forms, folders and archives of them; what cannot be read stops nothing."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from netcalc.homework.intake import archive
from netcalc.homework.intake.encoded import WINDOWS, encoding, encoding_of
from netcalc.homework.intake.exports import layout
from netcalc.homework.intake.known import Known
from netcalc.homework.intake.names import METADATA, account_of, name_of
from netcalc.homework.intake.notebook import read_notebook
from netcalc.homework.intake.records import records, separator
from netcalc.homework.intake.rows import rows, table
from netcalc.homework.intake.submission import Submission, refused, submission
from netcalc.homework.intake.written import from_mapping, read_text
from netcalc.problems import LIMIT_EXCEEDED, UNREADABLE, SpecError
from netcalc.text.encoding import NotText, decoded
from netcalc.text.source import Source, text_of

TEXTS: Final = frozenset({".md", ".markdown", ".txt", ".text"})
DATA: Final = frozenset({".yaml", ".yml", ".json"})
TABLES: Final = frozenset({".csv", ".tsv"})
ENDINGS: Final = DATA | TEXTS | TABLES | {".ipynb"}
MOST_TEXT: Final = 2**20
NOBODY: Final = Known()


def several(path: str) -> bool:
    """Say whether a path stands for many submissions: a folder, an archive, or a table of a class."""
    return path.lower().endswith((*TABLES, ".zip")) or Path(path).is_dir()


def files(path: str) -> list[str]:
    """List the files of submissions that a path stands for, those in its folders too."""
    place = Path(path)
    if path == "-" or not place.is_dir():
        return [path]
    return sorted(str(each) for each in place.rglob("*") if _is_meant(each, place))


def passed_over(path: str) -> int:
    """Count what lies in a folder or an archive and is not read: other endings, empty folders, links."""
    place = Path(path)
    if path.lower().endswith(".zip"):
        return archive.passed_over(path, ENDINGS)
    if path == "-" or not place.is_dir():
        return 0
    return sum(
        1 for each in place.iterdir() if not _is_meant(each, place) and not (_is_folder(each) and files(str(each)))
    )


def _is_folder(place: Path) -> bool:
    return place.is_dir() and not place.is_symlink()


def _is_meant(file: Path, root: Path) -> bool:
    """Say whether a file is one of answers and lies in the folder: a link may lead anywhere."""
    inside = file.relative_to(root).parts
    hidden = file.name in METADATA or any(part.startswith((".", "__MACOSX")) for part in inside)
    if hidden or file.suffix.lower() not in (*ENDINGS, ".zip"):
        return False
    folders = (root.joinpath(*inside[:depth]) for depth in range(1, len(inside) + 1))
    return file.is_file() and not any(each.is_symlink() for each in folders)


def submissions(path: str, known: Known = NOBODY, root: str = "") -> Iterator[Submission]:
    """Read the submissions of a file, each on its own."""
    try:
        if path != "-" and Path(path).exists() and not Path(path).is_file():
            raise refused(UNREADABLE, f"{path} is not a file of answers")
        if path.lower().endswith(tuple(TABLES)):
            yield from _table(path, known, root)
        elif path.lower().endswith(".zip"):
            yield from _archive(path, known)
        else:
            yield _read(text_of(path), path, known, root)
    except SpecError as error:
        yield Submission(name_of(path, root), {}, error.problems)


def _table(path: str, known: Known, root: str) -> Iterator[Submission]:
    """Read a table of a class, or, where no column names a student, one student's own."""
    own = _own(path, known, root)
    if own is not None:
        yield own
    else:
        yield from rows(path, known)


def _own(path: str, known: Known, root: str) -> Submission | None:
    """Read a table of two columns, question and answer; None where it is a class's."""
    if not known.texts or Path(path).stat().st_size > MOST_TEXT:
        return None
    lines = _text(path).splitlines(keepends=True)
    found = list(records(iter(lines), separator(lines[0] if lines else "")))
    pairs = [(known.id_of(each.cells[0], numbered=True), each.cells[1]) for each in found if len(each.cells) == 2]
    answers = {name: answer for name, answer in pairs if name is not None}
    wide = found and not found[0].wrong and layout(found[0].cells, known) is not None
    return Submission(name_of(path, root), answers) if answers and not wide else None


def _text(path: str) -> str:
    """Give the text of a table; Unreadable where it is none."""
    try:
        windows = encoding_of(path) == WINDOWS
    except OSError:
        windows = False  # text_of says why
    return Path(path).read_text(encoding=WINDOWS, errors="replace") if windows else text_of(path)


def _archive(path: str, known: Known) -> Iterator[Submission]:
    for member in archive.members(path, ENDINGS):
        name = name_of(member.path)
        try:
            if member.wrong:
                raise refused(UNREADABLE, f"{member.path} in {path}: {member.wrong}")
            is_table = member.path.lower().endswith(tuple(TABLES))
            if is_table and encoding(iter([member.data])) == WINDOWS:
                text = member.data.decode(WINDOWS, errors="replace")
            else:
                text = _decoded(member.data, member.path)
            if is_table:
                yield from table(iter(io.StringIO(text, newline="")), member.path, known)
            else:
                yield _read(text, member.path, known, "")
        except SpecError as error:
            yield Submission(name, {}, error.problems)


def _decoded(data: bytes, name: str) -> str:
    try:
        return decoded(data)
    except NotText as error:
        raise refused(UNREADABLE, f"cannot read {name}: {error}") from None


def _read(text: str, path: str, known: Known, root: str) -> Submission:
    """Read one student's file, by its ending."""
    if len(text) > MOST_TEXT:
        raise refused(LIMIT_EXCEEDED, f"{path}: a submission has at most {MOST_TEXT >> 20} MiB")
    name = "" if path == "-" else name_of(path, root)
    return replace(_by_ending(text, path, name, known), account=account_of(path))


def _by_ending(text: str, path: str, name: str, known: Known) -> Submission:
    ending = Path(path).suffix.lower()
    if ending == ".ipynb":
        return read_notebook(text, name, known)
    return read_text(text, name, known) if ending in TEXTS else _data(text, path, name, known)


def _data(text: str, path: str, name: str, known: Known) -> Submission:
    """Read YAML or JSON; where it has a slip, line by line, so that the other answers are not lost."""
    try:
        found = submission(Source(text, path).words(), name)
        return replace(found, answers=from_mapping(found.answers, known))
    except SpecError as error:
        by_lines = read_text(text, name, known) if known.texts else None
        if by_lines is None or not by_lines.answers:
            raise
        slips = (replace(problem, severity="warning") for problem in error.problems[:1])
        return replace(by_lines, lost=(*slips, *by_lines.lost))

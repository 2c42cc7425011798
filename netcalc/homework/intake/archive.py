"""Submissions in a zip file, read in memory: bounded, nothing unpacked, no path followed."""

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from netcalc.homework.intake.names import METADATA
from netcalc.homework.intake.submission import refused
from netcalc.problems import LIMIT_EXCEEDED, UNREADABLE

MOST_MEMBERS: Final = 20_000
MOST_BYTES: Final = 2**20
MOST_IN_ALL: Final = 2**28
HIDDEN: Final = ("__MACOSX", ".")


class Member(NamedTuple):
    """A file of an archive: its path there, and what it holds, or why it cannot be read."""

    path: str
    data: bytes = b""
    wrong: str = ""


def members(path: str, endings: frozenset[str]) -> Iterator[Member]:
    """Read the files of an archive that have one of these endings, in the order of their names."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = [each for each in archive.infolist() if not each.is_dir() and _is_meant(each.filename, endings)]
            if len(found) > MOST_MEMBERS:
                raise refused(LIMIT_EXCEEDED, f"{path} holds more than {MOST_MEMBERS:,} files")
            left = MOST_IN_ALL
            for each in sorted(found, key=lambda member: member.filename):
                member = _member(archive, each, left)
                left -= len(member.data)
                yield member
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise refused(UNREADABLE, f"cannot read {path}: it is no zip file ({str(error)[:80]})") from None


def passed_over(path: str, endings: frozenset[str]) -> int:
    """Count the files of an archive that are not read, but for those that a system adds; 0 where it is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [each.filename for each in archive.infolist() if not each.is_dir()]
    except (zipfile.BadZipFile, OSError, EOFError):
        return 0  # `members` says why
    return sum(not _is_meant(name, endings) and not _is_added(name) for name in names)


def _is_added(name: str) -> bool:
    path = PurePosixPath(name)
    return path.name == ".DS_Store" or "__MACOSX" in path.parts


def _is_meant(name: str, endings: frozenset[str]) -> bool:
    path = PurePosixPath(name)
    hidden = path.name in METADATA or any(part.startswith(HIDDEN) for part in path.parts)
    return path.suffix.lower() in endings and not hidden


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> Member:
    most = min(MOST_BYTES, left)
    if info.file_size > most or info.flag_bits & 1:
        return Member(info.filename, wrong="it is locked by a password" if info.flag_bits & 1 else "it is too large")
    try:
        with archive.open(info) as file:
            data = file.read(most + 1)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        return Member(info.filename, wrong=f"it cannot be unpacked ({str(error)[:60]})")
    return Member(info.filename, data) if len(data) <= most else Member(info.filename, wrong="it is too large")

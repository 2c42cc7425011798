"""A zip archive whose members are read bounded: by number, by size, by what they claim to unpack to."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, BinaryIO, Final

from netcalc.files.damaged import Damaged

MOST_MEMBERS: Final = 200_000
MOST_BYTES: Final = 256 << 20
CHUNK: Final = 1 << 20
ENDLESS: Final = "File is not a zip file"  # what zipfile says where no list of members is at the end
CUT: Final = "the list of its members, which stands at the end, is missing; the file was cut off"
UNSOUND: Final = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, struct.error, UnicodeError,
    NotImplementedError, OverflowError,
)  # fmt: skip


class Archive:
    """An open zip file; Damaged where it is not sound."""

    def __init__(self, file: BinaryIO) -> None:
        """Read the list of members."""
        try:
            self._zip = zipfile.ZipFile(file)
        except UNSOUND as error:
            why = CUT if type(error) is zipfile.BadZipFile and str(error) == ENDLESS else str(error)[:200]
            message = f"is no sound zip archive: {why}"
            raise Damaged(message) from None
        if len(self._zip.infolist()) > MOST_MEMBERS:
            message = f"has more members than netcalc looks at ({MOST_MEMBERS:,})"
            raise Damaged(message)
        self.names = tuple(member.filename for member in self._zip.infolist())

    def find(self, end: str) -> str | None:
        """Give the first member whose path ends so."""
        return next((name for name in self.names if name == end or name.endswith(f"/{end}")), None)

    def read(self, name: str, most: int = MOST_BYTES) -> bytes:
        """Read a member; Damaged where it is larger than `most`, whatever its header says."""
        return self._read(name, lambda member: b"".join(_bounded(member, name, most)))

    def beginning(self, name: str, most: int) -> bytes:
        """Read the beginning of a member, as much as `most`."""
        return self._read(name, lambda member: member.read(most))

    def _read(self, name: str, read: Callable[[IO[bytes]], bytes]) -> bytes:
        try:
            with self._zip.open(name) as member:
                return read(member)
        except KeyError:
            message = f"has no member {name[:80]}"
            raise Damaged(message) from None
        except UNSOUND as error:
            message = f"cannot be unpacked at {name[:80]}: {str(error)[:200]}"
            raise Damaged(message) from None


def _bounded(member: IO[bytes], name: str, most: int) -> Iterator[bytes]:
    """Go through a member piece by piece, as far as the bound."""
    left = most
    while piece := member.read(CHUNK):
        left -= len(piece)
        if left < 0:
            message = f"unpacks to more than {most >> 20} MiB at {name[:80]}"
            raise Damaged(message)
        yield piece

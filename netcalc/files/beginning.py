"""The beginning of an open file: as much of it as is ever read, whatever lengths it claims."""

from typing import BinaryIO, Final

from netcalc.files.damaged import Damaged

LARGE: Final = "claims a text or number larger than netcalc reads"


class Beginning:
    """What stands from here on in a file, as far as a bound; Damaged where more is asked for."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        """Start where the file stands."""
        self._file, self._left = file, most

    def read(self, count: int) -> bytes:
        """Read so many bytes, fewer where the file ends."""
        return self._taken(self._file.read(count) if 0 <= count <= self._left else None)

    def readline(self) -> bytes:
        """Read to the end of the line."""
        return self._taken(self._file.readline(self._left + 1))

    def _taken(self, found: bytes | None) -> bytes:
        if found is None or len(found) > self._left:
            raise Damaged(LARGE)
        self._left -= len(found)
        return found

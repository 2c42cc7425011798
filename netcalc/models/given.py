"""A file as a reader gets it: its name, how to open it, and what the user says besides."""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from netcalc.files.damaged import Damaged
from netcalc.problems import MISSING_FIELD, Problem, SpecError, invalid
from netcalc.text.encoding import NotText, decoded
from netcalc.volume import Volume, checked, parse_volume

MOST_TEXT: Final = 16 << 20


class Given(NamedTuple):
    """What is to be read: the file, its beginning, the phase of a Caffe network, the input that the user names.

    `whole` says that the beginning is all of it.
    """

    file: str
    data: bytes
    phase: str = "TEST"
    input: str | None = None
    whole: bool = False

    def opened(self) -> BinaryIO:
        """Open the file, or what is there already."""
        return BytesIO(self.data) if self.whole or self.file == "-" else Path(self.file).open("rb")

    def all(self, most: int) -> bytes:
        """Read all of it; Damaged where it is larger than that."""
        with self.opened() as file:
            found = file.read(most + 1)
        if len(found) > most:
            message = f"is larger than netcalc reads of such a file ({most >> 20} MiB)"
            raise Damaged(message)
        return found

    def text(self, most: int = MOST_TEXT) -> str:
        """Read it as text; Damaged where it has more bytes than that."""
        try:
            return decoded(self.all(most))
        except NotText as error:
            message = f"cannot be read: {error}"
            raise Damaged(message) from None

    def volume(self, missing: str, example: str) -> Volume:
        """Give the input that the user names; SpecError where none is, `missing` saying what the file leaves open."""
        if self.input is None:
            hint = f"say it: `--input {example}`"
            raise SpecError([Problem(code=MISSING_FIELD, message=missing, hint=hint)])
        try:
            return checked(parse_volume(str(self.input)))
        except ValueError as error:
            message = f"`{str(self.input)[:80]}` is no volume: {error}"
            raise invalid(message) from None

"""How a table is encoded, as spreadsheets save them: UTF-8, UTF-16, or Windows' own signs of Western Europe."""

from codecs import getincrementaldecoder
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from netcalc.text.encoding import UTF16

WINDOWS: Final = "cp1252"  # what Excel calls CSV in Western Europe
BLOCK: Final = 2**16


def encoding_of(path: str) -> str:
    """Name the encoding of a table; OSError where it cannot be read."""
    with Path(path).open("rb") as file:
        return encoding(iter(lambda: file.read(BLOCK), b""))


def encoding(blocks: Iterator[bytes]) -> str:
    """Name the encoding of a table that is given block by block.

    >>> encoding(iter(["José;28×28".encode("cp1252")])), encoding(iter(["José".encode()]))
    ('cp1252', 'utf-8-sig')
    """
    decoder, first = getincrementaldecoder("utf-8")(), True
    try:
        for block in blocks:
            if first and block.startswith(UTF16):
                return "utf-16"
            if first and b"\0" in block:  # no text
                break
            decoder.decode(block)
            first = False
        else:
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return WINDOWS
    return "utf-8-sig"

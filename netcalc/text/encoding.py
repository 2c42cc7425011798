"""Bytes read as text: UTF-8, or UTF-16 as PowerShell saves it; anything else is named."""

import codecs
from typing import Final

UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SAVE: Final = "save it as UTF-8"


class NotText(Exception):
    """The bytes are no text that is read here: what they seem to be, and what to do."""

    def __init__(self, what: str, hint: str = "") -> None:
        """Say what they are."""
        super().__init__(what)
        self.hint = hint


def decoded(data: bytes) -> str:
    """Give the text; NotText says what the bytes are instead.

    >>> decoded("input: 3".encode("utf-16"))
    'input: 3'
    """
    try:
        return data.decode("utf-16" if data.startswith(UTF16) else "utf-8-sig")
    except ValueError:
        raise _what(data) from None


def _what(data: bytes) -> NotText:
    if b"\0" in data[:4_000]:
        return NotText("not UTF-8 text, nor any other", "a spec is a text file")
    return NotText("not UTF-8 text", SAVE + " (in PowerShell: `Out-File -Encoding utf8`)")

"""JSON that somebody else wrote, parsed where what it makes has room: its length and its values are counted first."""

import json
from typing import Any, Final

from netcalc.files.damaged import Damaged

MOST_BYTES: Final = 128 << 20
MOST_BYTES_OF_SIGNS: Final = 32 << 20  # a sign beyond ASCII makes each letter of a text four bytes
MOST_VALUES: Final = 5_000_000


def parsed(text: bytes | str) -> Any:
    """Parse a text; Damaged where it is longer than is read, ValueError where it is no JSON.

    >>> parsed(b'{"a": [1, 2]}')
    {'a': [1, 2]}
    """
    if len(text) > (MOST_BYTES if text.isascii() else MOST_BYTES_OF_SIGNS) or _values(text) > MOST_VALUES:
        message = f"says more than netcalc reads of JSON ({MOST_BYTES >> 20} MiB, {MOST_VALUES:,} values)"
        raise Damaged(message)
    try:
        return json.loads(text)
    except RecursionError:
        message = "it nests too deep"
        raise ValueError(message) from None


def _values(text: bytes | str) -> int:
    if isinstance(text, bytes):
        return text.count(b",") + text.count(b"[") + text.count(b"{")
    return text.count(",") + text.count("[") + text.count("{")

"""Changes to pickles: opcodes left out, doubled, exchanged; calls put in that would run something, and bombs."""

import pickletools
import random
from collections.abc import Callable
from typing import Final

from tests.support.mutations.spoiled import spoiled

CANARY: Final = "netcalc_canary"  # a module that must never be imported
PLAIN: Final = [each.code.encode("latin-1") for each in pickletools.opcodes if each.arg is None]
CALLS: Final = (
    f"c{CANARY}\nsing\n)R".encode(),
    f"(i{CANARY}\nsing\n".encode(),
    b"cos\nsystem\n(X\x04\x00\x00\x00exittR",
    b"cbuiltins\nexec\n(X\x04\x00\x00\x001/0 tR",
    f"X\x0e\x00\x00\x00{CANARY}X\x04\x00\x00\x00sing\x93)R".encode(),
    f"c{CANARY}\nSong\n)\x81}}b".encode(),
)
VALUES: Final = (
    b"N", b"K\x00", b"J\xff\xff\xff\xff", b"\x8a\x09" + b"\xff" * 8 + b"\x00", b"X\x00\x00\x00\x00", b"]", b"}", b")",
)  # fmt: skip
BOMBS: Final[tuple[Callable[[int], bytes], ...]] = (
    lambda times: b")" + b"2\x86" * times,  # tuples of tuples: hashed, or written, they are 2**times
    lambda times: b")" + b"\x85" * times * 1_000,
    lambda times: b"}" + b"q\xf0}(X\x01\x00\x00\x00ah\xf0X\x01\x00\x00\x00bh\xf0u" * times,
    lambda times: b"]" + b"q\xf0]h\xf0ah\xf0a" * times,
    lambda times: b"(" * times * 1_000,
    lambda times: b"]" + b"2a" * times,
    lambda times: b"\x8b" + (times << 20).to_bytes(4, "little") + b"\x01" * 50,
    lambda times: b"}" + (b")" + b"2\x86" * times) + b"K\x01s",
    lambda times: b"}" + (b")" + b"\x85" * times * 3_000) + b"K\x01s",
    lambda times: (b")" + b"2\x86" * times) * 2 + b"\x93",
)


def changed_pickle(data: bytes, rng: random.Random) -> bytes:
    """Change one to three opcodes; bytes, where it is no pickle."""
    try:
        places = [at for _, _, at in pickletools.genops(data) if at is not None]
    except (ValueError, IndexError):
        return spoiled(data, rng)
    parts = [data[start:end] for start, end in zip(places, [*places[1:], len(data)], strict=True)]
    for _ in range(rng.randrange(1, 4)):
        _change(parts, rng)
    return b"".join(parts)


def _change(parts: list[bytes], rng: random.Random) -> None:
    at, other = rng.randrange(len(parts)), rng.randrange(len(parts))
    how = rng.randrange(8)
    if how == 0 and len(parts) > 1:
        del parts[at]
    elif how == 1:
        parts[at], parts[other] = parts[other], parts[at]
    elif how == 2:
        parts.insert(at, parts[other])
    elif how == 3:
        parts.insert(at, rng.choice(PLAIN))
    elif how == 4:
        parts.insert(at, rng.choice(CALLS))
    elif how == 5:
        parts.insert(at, rng.choice(BOMBS)(rng.randrange(1, 60)))
    elif how == 6:
        parts[at] = rng.choice(BOMBS)(rng.randrange(1, 60))
    else:
        parts[at] = rng.choice(VALUES)

"""Changes to protobuf messages: fields left out, doubled, moved, numbers hostile, names exchanged for other names."""

import random
from typing import Final, TypeAlias

from tests.support.mutations.spoiled import spoiled

Field: TypeAlias = tuple[int, int, int | bytes]  # its number, how it is written, its value
NUMBERS: Final = (0, 1, 2, 3, 7, 127, 2**31 - 1, 2**31, 2**32, 2**63 - 1, 2**64 - 1, 2**64 - 2, 10**6, 10**12)
WORDS: Final = (b"", b"x", b"\xff\xfe", b"Conv", b"Concat", b"Reshape", b"If", b"Loop", b"Gemm", b"LSTM", b"axis",
                b"../../etc/passwd", b"n" * 3_000)  # fmt: skip
VARINT, EIGHT, LENGTH, FOUR = 0, 1, 2, 5


def changed_message(data: bytes, rng: random.Random) -> bytes:
    """Change one to three fields of a message, or of a message in it."""
    for _ in range(rng.randrange(1, 4)):
        data = _changed(data, rng)
    return data


def fields(data: bytes) -> list[Field] | None:
    """Read a message's fields; None where it is none."""
    found: list[Field] = []
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, kind = key >> 3, key & 7
        if number == 0 or kind not in (VARINT, EIGHT, LENGTH, FOUR) or at < 0:
            return None
        value: int | bytes
        if kind == VARINT:
            value, at = _varint(data, at)
        else:
            length, at = _varint(data, at) if kind == LENGTH else ({EIGHT: 8, FOUR: 4}[kind], at)
            value, at = data[at : at + length], at + length
        if at < 0 or at > len(data):
            return None
        found.append((number, kind, value))
    return found


def message(listed: list[Field]) -> bytes:
    """Write fields as a message."""
    made = bytearray()
    for number, kind, value in listed:
        made += _written(number << 3 | kind)
        if isinstance(value, int):
            made += _written(value)
        else:
            made += (_written(len(value)) if kind == LENGTH else b"") + value
    return bytes(made)


def _changed(data: bytes, rng: random.Random) -> bytes:
    listed = fields(data)
    if not listed:
        return spoiled(data, rng)
    weights = [1.0 if isinstance(value, int) else 1 + len(value) ** 0.5 for *_, value in listed]
    at = rng.choices(range(len(listed)), weights)[0]
    number, kind, value = listed[at]
    inner = fields(value) if isinstance(value, bytes) and kind == LENGTH else None
    if inner and isinstance(value, bytes) and rng.random() < 0.85:
        listed[at] = (number, kind, _changed(value, rng))
        return message(listed)
    how = rng.randrange(5)
    if how == 0:
        del listed[at]
    elif how == 1:
        listed.insert(rng.randrange(len(listed)), listed[at])
    elif how == 2:
        other = rng.randrange(len(listed))
        listed[at], listed[other] = listed[other], listed[at]
    elif isinstance(value, int):
        listed[at] = (number, kind, rng.choice(NUMBERS))
    else:
        alike = [each for *_, each in listed if isinstance(each, bytes) and len(each) < 60]
        listed[at] = (
            number,
            kind,
            rng.choice([*WORDS, *alike, *alike]) if kind == LENGTH else rng.randbytes(len(value)),
        )
    return message(listed)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    made = 0
    for place in range(10):
        if at >= len(data):
            break
        byte, at = data[at], at + 1
        made |= (byte & 127) << 7 * place
        if byte < 128:
            return made, at
    return 0, -len(data) - 1


def _written(number: int) -> bytes:
    made = bytearray()
    while number > 127:
        made.append(number & 127 | 128)
        number >>= 7
    return bytes((*made, number))

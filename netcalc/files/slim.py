"""A protobuf file of any size read without the numbers of its large arrays: what else it says is all that is wanted."""

from collections.abc import Iterator, Mapping
from itertools import count
from mmap import ACCESS_READ, mmap
from typing import BinaryIO, Final, TypeAlias

from netcalc.files.damaged import Damaged

# For each field that holds a message the fields in it; an empty mapping is an array, whose long fields are left out.
Inside: TypeAlias = "Mapping[int, Inside]"
ARRAY: Final[Inside] = {}
LONG: Final = 8_192
LONGEST_VARINT: Final = 10
MOST_KEPT: Final = 64 << 20
MOST_FIELDS: Final = 2_000_000
VARINT, EIGHT, LENGTH, FOUR = 0, 1, 2, 5
FIXED: Final = {EIGHT: 8, FOUR: 4}


def slimmed(data: bytes | mmap, inside: Inside) -> bytes:
    """Give a message without what is long in its arrays; Damaged where it is not sound, or says too much."""
    return _slimmed(data, 0, len(data), inside, count())


def mapped(file: BinaryIO) -> mmap:
    """Give a file's bytes, of which those alone are read that are looked at."""
    return mmap(file.fileno(), 0, access=ACCESS_READ)


def _slimmed(data: bytes | mmap, at: int, stop: int, inside: Inside, fields: Iterator[int]) -> bytes:
    made = bytearray()
    while at < stop:
        start = at
        key, at = _varint(data, at, stop)
        field, kind = key >> 3, key & 7
        if kind == VARINT:
            _, at = _varint(data, at, stop)
            body = at
        else:
            length, body = _varint(data, at, stop) if kind == LENGTH else (FIXED.get(kind, stop), at)
            at = body + length
        if at > stop:
            message = f"is no sound message at byte {start:,}"
            raise Damaged(message)
        if kind == LENGTH and field in inside:
            inner = _slimmed(data, body, at, inside[field], fields)
            made += _key(key) + _key(len(inner)) + inner
        elif kind != LENGTH or inside or at - body <= LONG:
            made += data[start:at]
        if len(made) > MOST_KEPT or next(fields) > MOST_FIELDS:
            message = "says more than netcalc reads of a model"
            raise Damaged(message)
    return bytes(made)


def _varint(data: bytes | mmap, at: int, stop: int) -> tuple[int, int]:
    """Read a number, and say where the next thing stands."""
    if at < stop and data[at] < 128:  # nearly all are
        return data[at], at + 1
    made = 0
    for place in range(LONGEST_VARINT):
        if at >= stop:
            break
        byte = data[at]
        at += 1
        made |= (byte & 127) << 7 * place
        if byte < 128:
            return made, at
    message = "ends in the middle of a number"
    raise Damaged(message)


def _key(number: int) -> bytes:
    if number < 128:
        return bytes((number,))
    made = bytearray()
    while number > 127:
        made.append(number & 127 | 128)
        number >>= 7
    return bytes((*made, number))

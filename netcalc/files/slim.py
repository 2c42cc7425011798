"""A protobuf file of any size read without the numbers of its large arrays: what else it says is all that is wanted."""

from collections.abc import Mapping
from typing import BinaryIO, Final, TypeAlias

from netcalc.files.damaged import Damaged

# For each field that holds a message the fields in it; an empty mapping is an array, whose long fields are left out.
Inside: TypeAlias = "Mapping[int, Inside]"
ARRAY: Final[Inside] = {}
LONG: Final = 8_192
LONGEST_VARINT: Final = 10
MOST_KEPT: Final = 256 << 20
VARINT, EIGHT, LENGTH, FOUR = 0, 1, 2, 5


def slimmed(file: BinaryIO, size: int, inside: Inside) -> bytes:
    """Give a message without what is long in its arrays; Damaged where it is not sound."""
    made = bytearray()
    stop = file.tell() + size
    while file.tell() < stop:
        start = file.tell()
        key = _varint(file)
        field, kind = key >> 3, key & 7
        length = _varint(file) if kind == LENGTH else {EIGHT: 8, FOUR: 4}.get(kind, 0)
        if kind == VARINT:
            _varint(file)
        elif kind not in (EIGHT, LENGTH, FOUR) or file.tell() + length > stop:
            message = f"is no sound message at byte {start:,}"
            raise Damaged(message)
        body = file.tell()
        if kind == LENGTH and field in inside:
            inner = slimmed(file, length, inside[field])
            made += _key(key) + _key(len(inner)) + inner
        elif kind == LENGTH and not inside and length > LONG:
            file.seek(body + length)
        else:
            file.seek(start)
            made += file.read(body + length - start)
        if len(made) > MOST_KEPT:
            message = "says more than netcalc reads of a model"
            raise Damaged(message)
    return bytes(made)


def _varint(file: BinaryIO) -> int:
    made = 0
    for place in range(LONGEST_VARINT):
        byte = file.read(1)
        if not byte:
            break
        made |= (byte[0] & 127) << 7 * place
        if byte[0] < 128:
            return made
    message = "ends in the middle of a number"
    raise Damaged(message)


def _key(number: int) -> bytes:
    made = bytearray()
    while number > 127:
        made.append(number & 127 | 128)
        number >>= 7
    return bytes((*made, number))

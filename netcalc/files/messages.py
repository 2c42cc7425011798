"""Protobuf messages by a table of the fields that are read: others are passed over."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from google.protobuf import descriptor_pb2, descriptor_pool, message, message_factory, text_format

from netcalc.files.damaged import Damaged

# A field by its name: its number and its type, `*` behind it where it is repeated; an enum's words instead of a type.
Table: TypeAlias = Mapping[str, Mapping[str, tuple[int, str]]]
Enums: TypeAlias = Mapping[str, Sequence[tuple[str, int]]]
PLAIN: Final = {
    "double": 1, "float": 2, "int64": 3, "int32": 5, "bool": 8, "string": 9, "bytes": 12, "uint32": 13,
}  # fmt: skip
MESSAGE: Final = 11
ENUM: Final = 14
OPTIONAL, REPEATED = 1, 3
MOST_TEXT: Final = 2 << 20  # the parser of texts takes seconds for each
MOST_MESSAGES: Final = 100_000
CUT: Final = "it was cut off, or is damaged"
DEEP: Final = "it nests too deep"


def schema(package: str, table: Table, enums: Enums | None = None) -> dict[str, type[message.Message]]:
    """Make the classes of messages that a table describes; the fields of one message may be of another's type."""
    file = descriptor_pb2.FileDescriptorProto(name=f"{package}.proto", package=package, syntax="proto2")
    for name, words in (enums or {}).items():
        made = file.message_type.add(name=f"Of{name}").enum_type.add(name=name)  # a place of its own for its words
        for word, number in words:
            made.value.add(name=word, number=number)
    for name, fields in table.items():
        described = file.message_type.add(name=name)
        for field, (number, kind) in fields.items():
            _field(described, field, number, kind, package, enums or {})
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    found = (pool.FindMessageTypeByName(f"{package}.{name}") for name in table)
    return {each.name: message_factory.GetMessageClass(each) for each in found}


def _field(
    described: descriptor_pb2.DescriptorProto, name: str, number: int, kind: str, package: str, enums: Enums
) -> None:
    plain = kind.rstrip("*")
    made = described.field.add(name=name, number=number, label=REPEATED if kind.endswith("*") else OPTIONAL)
    number_of_type = PLAIN.get(plain, ENUM if plain in enums else MESSAGE)
    made.type = number_of_type  # type: ignore[assignment]  # numbers of the format itself
    if plain in enums:
        made.type_name = f".{package}.Of{plain}.{plain}"
    elif plain not in PLAIN:
        made.type_name = f".{package}.{plain}"


def read_text(text: str, kind: type[message.Message]) -> Any:
    """Read a message written as text; fields that the table does not name are passed over."""
    if len(text) > MOST_TEXT or text.count("{") > MOST_MESSAGES:
        message_ = f"is longer than netcalc reads of such a text ({MOST_TEXT >> 20} MiB, {MOST_MESSAGES:,} brackets)"
        raise Damaged(message_)
    made = kind()
    try:
        text_format.Parse(text, made, allow_unknown_field=True)
    except (text_format.ParseError, RecursionError, ValueError, TypeError) as error:
        why = DEEP if isinstance(error, RecursionError) else str(error)[:200]
        message_ = f"is not the text of a network: {why}"
        raise Damaged(message_) from None
    return made


def read_bytes(data: bytes, kind: type[message.Message]) -> Any:
    """Read a message from its bytes."""
    made = kind()
    try:
        made.ParseFromString(data)
    except (message.DecodeError, RecursionError, ValueError) as error:
        message_ = f"is no sound message: {DEEP if isinstance(error, RecursionError) else CUT}"
        raise Damaged(message_) from None
    return made

"""Small files that would grow without end, or for ever: each is refused in words before it has."""

import pickle
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from struct import pack

import pytest

from netcalc import calculate, load
from netcalc.files import checkpoint, json_text, messages, pickled, safetensors, slim
from netcalc.files.damaged import Damaged
from netcalc.files.json_text import parsed
from netcalc.files.messages import read_text, schema
from netcalc.files.pickled import walked
from netcalc.files.slim import ARRAY, slimmed
from netcalc.models.formats.onnx.schema import INSIDE

PROTO = b"\x80\x02"
DOUBLED = b")" + b"2\x86" * 200  # a tuple of itself twice, of itself twice: 2^200 places
ENTRIES = b"".join(b"q%c}(X\x01\x00\x00\x00ah%cX\x01\x00\x00\x00bh%cu" % (at, at, at) for at in range(100))


def test_a_key_that_takes_for_ever_to_hash_is_no_key() -> None:
    assert walked(PROTO + b"}" + DOUBLED + b"K\x01s.") == {}


def test_a_name_is_a_text() -> None:
    with pytest.raises(Damaged, match="a name is no text"):
        walked(PROTO + DOUBLED + b"X\x01\x00\x00\x00a\x93.")


def test_what_is_held_in_two_places_again_and_again_is_not_walked_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoint, "MOST_STEPS", 1_000)
    with pytest.raises(Damaged, match="holds more"):
        checkpoint.arrays(BytesIO(PROTO + b"}" + ENTRIES + b"."))


@pytest.mark.parametrize("claimed", [b"\x8e" + pack("<Q", 1 << 40), b"I" + b"1" * 300])
def test_no_more_of_a_pickle_is_read_than_netcalc_follows(claimed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pickled, "MOST_BYTES", 200)
    with pytest.raises(Damaged, match="larger than netcalc reads"):
        walked(BytesIO(PROTO + claimed))


def test_a_long_name_ends_the_walk() -> None:
    with pytest.raises(Damaged, match="longer names"):
        checkpoint.arrays(BytesIO(pickle.dumps({"a" * 20_000: {"b": 1}})))


def test_json_is_counted_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "MOST_VALUES", 10)
    assert parsed("[[],[],[],[]]") == [[], [], [], []]
    for text in ("[[],[],[],[],[],[]]", b"[[],[],[],[],[],[]]", "[1" + ",1" * 10 + "]"):
        with pytest.raises(Damaged, match="10 values"):
            parsed(text)


def test_json_beyond_ascii_takes_more_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "MOST_BYTES_OF_SIGNS", 6)
    assert parsed('"aaaaaaa"') == "aaaaaaa"
    with pytest.raises(Damaged, match="more than netcalc reads"):
        parsed('"éaaaaaa"')


def test_json_nested_deep_is_no_json() -> None:
    with pytest.raises(ValueError, match="nests too deep"):
        parsed("[" * 100_000)


def test_a_message_of_many_small_messages_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slim, "MOST_FIELDS", 10)
    assert slimmed(b"\x3a\x04" + b"\x0a\x00" * 2, INSIDE) == b"\x3a\x04" + b"\x0a\x00" * 2
    with pytest.raises(Damaged, match="says more"):
        slimmed(b"\x3a\x18" + b"\x0a\x00" * 12, INSIDE)


@pytest.mark.parametrize("data", [b"\x0a\x7f", b"\x0a\x85", b"\x0b", b"\x0d\x00", b"\xff" * 12, b"\x08"])
def test_a_message_that_ends_early_is_not_sound(data: bytes) -> None:
    with pytest.raises(Damaged):
        slimmed(data, ARRAY)


def test_a_text_of_messages_has_a_length(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = schema("lengths", {"A": {"a": (1, "A*")}})["A"]
    monkeypatch.setattr(messages, "MOST_MESSAGES", 3)
    assert len(read_text("a {} a {} a {}", kind).a) == 3
    with pytest.raises(Damaged, match="3 brackets"):
        read_text("a {} a {} a {} a {}", kind)


@pytest.mark.parametrize("length", [123, 31_520])  # the first byte, or the first that is no space, is a bracket's
def test_a_length_that_looks_like_a_bracket_is_a_length(length: int, tmp_path: Path) -> None:
    header = b'{"a.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}'.ljust(length)
    path = tmp_path / "net.safetensors"
    path.write_bytes(pack("<Q", length) + header + bytes(24))
    assert [layer.name for layer in calculate(load(path))] == ["a"]


@pytest.mark.parametrize("read", [safetensors.arrays, checkpoint.arrays])
def test_an_empty_file_is_not_sound(read: Callable[[BytesIO], object]) -> None:
    with pytest.raises(Damaged):
        read(BytesIO())

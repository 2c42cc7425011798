"""What is not read is told in words: what it is, and what is done with it; a spec is never taken for it."""

from pathlib import Path

import pytest

from netcalc.text.others import OTHERS, other
from tests.conftest import Run


def field(number: int, held: bytes) -> bytes:
    """Write a field of a protobuf message that holds at most 127 bytes."""
    tag = number << 3 | 2
    return bytes([tag] if tag < 128 else [tag & 127 | 128, tag >> 7]) + bytes([len(held)]) + held


FILES = {
    "page": b"<!DOCTYPE html>\n<html><body>Sign in</body></html>\n",
    "lfs": b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 102442450\n",
    "empty": b"",
    "tensorflow": b"\x08\x01" + field(2, field(1, field(2, field(1, field(1, b"AddV2"))) + field(4, b"serve"))),
    "frozen": field(1, field(1, b"input") + field(2, b"Placeholder")),
    "tflite": b"\x1c\0\0\0TFL3" + bytes(20),
    "coreml": b"\x08\x04" + field(2, field(1, field(1, b"image"))),
    "gguf": b"GGUF\x03\0\0\0" + bytes(16),
    "paddle": field(1, b"\x08\0\x10" + b"\xff" * 9 + b"\x01" + field(3, field(1, b"feed"))),
    "caffemodel": field(1, b"CaffeNet") + field(100, field(1, b"data") + field(2, b"Input")),
    "weights": bytes(4) + b"\x02\0\0\0" + bytes(12) + b"\x12\x34\x56\x3f",
    "mxnet": b'{\n  "nodes": [\n    {\n      "op": "null", "name": "data"}]}',
    "tensorrt": b"ftrt" + bytes(20),
    "executorch": b"\x1c\0\0\0ET12" + bytes(20),
    "openvino": b'<?xml version="1.0"?>\n<net name="resnet" version="11">\n</net>\n',
    "ncnn": b"7767517\n75 83\nInput data 0 1 data\n",
    "matlab": b"MATLAB 5.0 MAT-file" + bytes(20),
    "npy": b"\x93NUMPY\x01\0" + bytes(20),
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(20),
    "pdf": b"%PDF-1.5\n%\xd0\xd4\xc5\xd8\n",
    "packed": b"\x1f\x8b\x08\0" + bytes(20),
}


def test_each_that_is_named_has_a_file() -> None:
    assert FILES.keys() == OTHERS.keys()


@pytest.mark.parametrize("form", FILES)
def test_what_is_not_read_is_told_by_what_it_holds(form: str) -> None:
    assert other(FILES[form], "model.onnx") == form


@pytest.mark.parametrize("text", [b"input: 3\n", b"", b"7767518\n", b"name: page\n", "input: 3 # \u2028é".encode()])
def test_a_text_is_not_taken_for_one(text: bytes) -> None:
    assert other(text, "net.yaml") == ""


@pytest.mark.parametrize("form", ["page", "coreml", "weights"])
def test_a_command_says_what_to_do(run: Run, tmp_path: Path, form: str) -> None:
    (tmp_path / "model.onnx").write_bytes(FILES[form])
    what, hint = OTHERS[form]
    ran = run("summary", "model.onnx")
    assert ran.status == 2
    assert f"model.onnx is {what}: it cannot be read here" in ran.err
    assert hint in ran.err


def test_a_folder_is_looked_into(run: Run, tmp_path: Path) -> None:
    for name in ("saved/saved_model.pb", "kept/net.onnx", "kept/notes.txt", "none/notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert "tf2onnx" in run("summary", "saved").err
    assert "give one of the files in it: `net.onnx`" in run("summary", "kept").err
    assert "give a path" in run("summary", "none").err

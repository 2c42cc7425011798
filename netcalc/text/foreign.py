"""Files of other tools, told from what is in them: which format it is."""

import re
from typing import Final

ZIPPED: Final = {
    b"model.weights.h5": "a Keras model (.keras)",
    b"serialized_exported_program": "a PyTorch export (.pt2)",
    b"archive_format": "a PyTorch export (.pt2)",
    b"data.pkl": "PyTorch's arrays (.pt, .pth)",
    b".npy": "NumPy's arrays (.npz)",
}
PRINTED: Final = {
    r"^\s*layers?\s*\{": "a Caffe network (.prototxt)",
    r"^\[(net|network|convolutional)\]\s*$": "a Darknet network (.cfg)",
    r'"class_name"\s*:\s*"(Sequential|Functional|Model)"': "a Keras model (.json)",
    r'"(model_type|architectures)"\s*:': "a Hugging Face configuration (config.json)",
    r"\blayer_defs\b": "a ConvNetJS network (.js)",
    r"\A\s*\w+\(\n\s+\(\w+\): \w+\(": "a PyTorch model as `print` shows it",
    r"^\s*[│┃|]?\s*Layer \(type": "a table of layers as another tool prints it",
}
OURS: Final = re.compile(r"^layers\s*:", re.MULTILINE)
HEADER: Final = 10**8  # no safetensors header is larger
BEGINNING: Final = 20_000


def binary(data: bytes) -> str:
    r"""Name the format of bytes; nothing where it is none that is known.

    >>> binary(b"\x89HDF\r\n\x1a\n...")
    'a Keras model (.h5)'
    """
    if data.startswith(b"PK\x03\x04"):
        return next((what for name, what in ZIPPED.items() if name in data), "a zip archive")
    if data.startswith(b"\x89HDF\r\n\x1a\n"):
        return "a Keras model (.h5)"
    if data[:1] == b"\x80" and data[1:2] in (b"\x02", b"\x03", b"\x04", b"\x05"):
        return "PyTorch's arrays (.pt, .pth), or another pickle"
    if data[8:9] == b"{" and 1 < int.from_bytes(data[:8], "little") < HEADER:
        return "a safetensors file (.safetensors)"
    return "an ONNX model (.onnx)" if _is_onnx(data) else ""


def _is_onnx(data: bytes) -> bool:
    """Say whether a protobuf message begins as ONNX's do: a version, then the producer's name or the graph."""
    return (
        data[:1] == b"\x08" and 0 < int.from_bytes(data[1:2]) < 64 and data[2:3] in (b"\x12", b"\x1a", b"\x3a", b"\x42")
    )


def printed(text: str) -> str:
    r"""Name the format of a text; nothing where it is none that is known, or a spec.

    >>> printed("[net]\nwidth=416\n")
    'a Darknet network (.cfg)'
    """
    if OURS.search(text):
        return ""
    beginning = text[:BEGINNING]
    return next((what for pattern, what in PRINTED.items() if re.search(pattern, beginning, re.MULTILINE)), "")

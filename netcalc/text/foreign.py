"""Files of other tools, told from what is in them: which format it is."""

import re
from typing import Final

MODELS: Final = {
    "onnx": "an ONNX model (.onnx)",
    "pt2": "a PyTorch export (.pt2)",
    "pytorch": "PyTorch's arrays (.pt, .pth), or another pickle",
    "safetensors": "a safetensors file (.safetensors)",
    "keras": "a Keras model (.keras, .json, .h5)",
    "caffe": "a Caffe network (.prototxt)",
    "darknet": "a Darknet network (.cfg)",
    "convnetjs": "a ConvNetJS network (.js)",
    "huggingface": "a Hugging Face configuration (config.json)",
}
WHAT: Final = {
    **MODELS,
    "npz": "NumPy's arrays (.npz)",
    "zip": "a zip archive",
    "code": "Python code",
    "printed": "a PyTorch model as `print` shows it",
    "table": "a table of layers as another tool prints it",
}
READ: Final = frozenset(MODELS) | {"zip"}  # a spec may be one of these; what a zip holds is looked at then
ZIPPED: Final = {
    b"model.weights.h5": "keras",
    b"serialized_exported_program": "pt2",
    b"archive_format": "pt2",
    b"data.pkl": "pytorch",
    b".npy": "npz",
}
PRINTED: Final = {
    r"^(import|from) [\w.]+( as \w+| import .*|, .*)?$": "code",
    r"^\s*(layers?\s*\{|layer\s*:\s*\{|(base_lr|lr_policy)\s*:)": "caffe",
    r"^\s*\[(net|network|convolutional)\]\s*$": "darknet",
    r'\\?"weight_map\\?"\s*:': "safetensors",
    r'\\?"class_name\\?"\s*:\s*\\?"(Sequential|Functional|Model|Graph)\\?"': "keras",
    r'"(model_type|architectures?|_class_name)"\s*:': "huggingface",
    r'\blayer_defs\b|"layer_type"\s*:|\A\s*\[\s*\{[^{}]*\btype"?\s*:\s*["\']input["\']': "convnetjs",
    r"\A\s*\w+\(\n\s+\(\w+\): \w+\(": "printed",
    r"^\s*[│┃|]?\s*Layer \(type": "table",
}
OURS: Final = re.compile(r"^layers\s*:", re.MULTILINE)
ONNX: Final = re.compile(rb"\x08[\x01-\x3f][\x12\x1a\x3a\x42]")
MESSAGE: Final = re.compile(rb"\x08.\x12[\x80-\xff]*[\0-\x7f]\n", re.DOTALL)  # TensorFlow's, Core ML's
HEADER: Final = 10**8  # no safetensors header is larger
BEGINNING: Final = 20_000


def binary(data: bytes) -> str:
    r"""Name the format of bytes; nothing where it is none that is known.

    >>> binary(b"\x89HDF\r\n\x1a\n...")
    'keras'
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((what for name, what in ZIPPED.items() if name in data), "zip")
    if data.startswith(b"\x89HDF\r\n\x1a\n"):
        return "keras"
    if data[:1] == b"\x80" and data[1:2] in (b"\x02", b"\x03", b"\x04", b"\x05"):
        return "pytorch"
    if data[8:9] == b"{" and 1 < int.from_bytes(data[:8], "little") < HEADER:
        return "safetensors"
    return "onnx" if _is_onnx(data) else ""


def _is_onnx(data: bytes) -> bool:
    """Say whether a protobuf message begins as ONNX's do: a version, then the producer's name (a text) or the graph."""
    return bool(ONNX.match(data)) and not MESSAGE.match(data)


def printed(text: str) -> str:
    r"""Name the format of a text; nothing where it is none that is known, or a spec.

    >>> printed("[net]\nwidth=416\n")
    'darknet'
    """
    if OURS.search(text):
        return ""
    beginning = text[:BEGINNING]
    return next((what for pattern, what in PRINTED.items() if re.search(pattern, beginning, re.MULTILINE)), "")

"""Files and folders that are not read here: what such a one is, told from how it begins, and what is done with it."""

import re
from typing import Final

ONNX: Final = "writes it as ONNX, which netcalc reads"
MADE: Final = "give the model that it was made from (`.onnx`, `.pt2`, `.keras`)"
BROUGHT: Final = "fetch the file itself: on GitHub by its raw link, on Hugging Face by `resolve` in place of `blob`"
SPEC: Final = "`netcalc specs lenet5` prints a spec to start from"
UNPACK: Final = "unpack it, and give the model that is in it"

OTHERS: Final = {
    "page": ("a web page", BROUGHT),
    "lfs": ("a pointer of Git LFS, which stands for the file", "`git lfs pull` brings the file"),
    "empty": ("empty", "bring it once more; a download may have failed"),
    "tensorflow": ("a TensorFlow SavedModel", f"`python -m tf2onnx.convert --saved-model FOLDER` {ONNX}"),
    "frozen": ("a TensorFlow graph (.pb)", f"`python -m tf2onnx.convert --graphdef` {ONNX}"),
    "tflite": ("a TensorFlow Lite model (.tflite)", f"`python -m tf2onnx.convert --tflite` {ONNX}"),
    "coreml": ("a Core ML model (.mlmodel)", MADE),
    "gguf": ("a GGUF model, as llama.cpp reads", "give the `config.json` that it was made from, with `--input T`"),
    "paddle": ("a PaddlePaddle model (.pdmodel)", f"`paddle2onnx` {ONNX}"),
    "caffemodel": ("a Caffe network's arrays (.caffemodel)", "give its `.prototxt`"),
    "weights": ("a Darknet network's arrays alone (.weights)", "give its `.cfg`"),
    "mxnet": ("an MXNet model", f"its own export {ONNX}"),
    "tensorrt": ("a TensorRT engine, compiled for one GPU", MADE),
    "executorch": ("an ExecuTorch program (.pte)", MADE),
    "openvino": ("an OpenVINO model (.xml)", MADE),
    "ncnn": ("an ncnn model (.param)", MADE),
    "matlab": ("a MATLAB file (.mat)", f"`exportONNXNetwork` {ONNX}"),
    "npy": ("a NumPy array (.npy)", SPEC),
    "picture": ("a picture", SPEC),
    "pdf": ("a PDF document", SPEC),
    "packed": ("a compressed archive", UNPACK),
}
MODELS: Final = (".onnx", ".pt2", ".pt", ".pth", ".safetensors", ".keras", ".h5", ".prototxt", ".cfg")
LENGTH: Final = rb"[\x80-\xff]{0,4}[\0-\x7f]"  # of what follows, as protobuf writes it
BINARY: Final = {
    rb".{4}TFL3": "tflite",
    rb".{4}ET\d\d": "executorch",
    rb"GGUF|lmgg|tjgg|fmgg": "gguf",
    rb"ftrt": "tensorrt",
    rb"\x93NUMPY": "npy",
    rb"MATLAB ": "matlab",
    rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF.{4}WEBP|BM.{4}\x00{4}": "picture",
    rb"%PDF": "pdf",
    rb"\x1f\x8b|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd|7z\xbc\xaf|Rar!|.{257}ustar": "packed",
    rb"\x00{4}[\x01\x02]\x00{3}[\x00-\x05]\x00{3}": "weights",
    rb"\x12\x01\x00{6}": "mxnet",
    rb"\x08[\x01-\x3f]\x12" + LENGTH + rb"\x0a" + LENGTH + rb"\x12": "tensorflow",
    rb"\x08[\x01-\x3f]\x12" + LENGTH + rb"\x0a": "coreml",
    rb"\x0a" + LENGTH + rb"\x08\x00\x10\xff{9}\x01": "paddle",
    rb"\x0a" + LENGTH + rb"\x0a[\x01-\x7f][\x20-\x7e]+\x12[\x01-\x7f][A-Z]\w+": "frozen",
    rb"(\x0a[\x01-\x7f][\x20-\x7e]+)?(\x12|\xa2\x06)" + LENGTH + rb"[\x0a\x12\x22]": "caffemodel",
}
UNSEEN: Final = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f\x80-\xff]")  # no plain text holds one
TEXTS: Final = {
    rb"<(!doctype html|html|head)\b": "page",
    rb"version https://git-lfs\.": "lfs",
    rb"(<\?xml[^>]*>\s*)?<net\b": "openvino",
    rb"7767517\s": "ncnn",
    rb'\{\s*"nodes"\s*:\s*\[\s*\{\s*"op"\s*:': "mxnet",
}
BEGINNING: Final = 20_000
SHOWN: Final = 3


def other(data: bytes, name: str) -> str:
    r"""Name what a file is that netcalc does not read; nothing where it may be a text of ours.

    >>> other(b"GGUF\x03\0\0\0", "llama.gguf")
    'gguf'
    """
    if not data:
        return "empty" if name.endswith(MODELS) else ""
    beginning = data[:BEGINNING]
    marks = BINARY if UNSEEN.search(beginning) else {}
    return _marked(beginning, marks, re.DOTALL) or _marked(beginning.lstrip(), TEXTS, re.IGNORECASE)


def within(names: frozenset[str]) -> str:
    """Say what is done with a folder, by the names of what is in it.

    >>> within(frozenset({"a.onnx", "b.txt"}))
    'give one of the files in it: `a.onnx`'
    """
    if "saved_model.pb" in names:
        return f"this is {'; '.join(OTHERS['tensorflow'])}"
    models = sorted(name for name in names if name.endswith((*MODELS, ".yaml", "config.json")))
    return f"give one of the files in it: {', '.join(f'`{name}`' for name in models[:SHOWN])}" if models else ""


def _marked(data: bytes, marks: dict[bytes, str], flags: int) -> str:
    return next((form for mark, form in marks.items() if re.match(mark, data, flags)), "")

"""Another tool's file given where a spec is due is named by its format, told from its content."""

import io
import json
import pickle
import zipfile
from pathlib import Path

import pytest

from netcalc.problems import Unreadable
from netcalc.text.source import text_of
from tests.conftest import Run


def zipped(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "{}")
    return held.getvalue()


HEADER = json.dumps({"w": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}).encode()
FILES = {
    ".onnx": b"\x08\x08\x12\x07pytorch\x1a\x052.4.0" + bytes(40),
    ".keras": zipped("metadata.json", "config.json", "model.weights.h5"),
    ".h5": b"\x89HDF\r\n\x1a\n" + bytes(80),
    ".pt2": zipped("net/archive_format", "net/models/model.json"),
    ".pth": zipped("archive/data.pkl", "archive/data/0"),
    ".pt": pickle.dumps({"weight": [0.5]}, protocol=2),
    ".safetensors": len(HEADER).to_bytes(8, "little") + HEADER + bytes(4),
    ".npz": zipped("x.npy"),
    ".prototxt": b'name: "LeNet"\nlayer {\n  name: "conv1"\n  type: "Convolution"\n}\n',
    ".cfg": b"[net]\nwidth=416\n\n[convolutional]\nfilters=16\n",
    ".json": b'{"class_name": "Sequential", "config": {"layers": []}}',
    "config.json": b'{"architectures": ["BertModel"], "hidden_size": 768, "model_type": "bert"}',
    ".js": b"layer_defs = [];\nlayer_defs.push({type:'input', out_sx:32});\n",
    "code": b'"""A net."""\n\nimport torch\nfrom torch import nn\n\n\nclass Net(nn.Module):\n    pass\n',
    "print": b"Net(\n  (conv1): Conv2d(3, 6, kernel_size=(5, 5), stride=(1, 1))\n)\n",
    "table": "┃ Layer (type)      ┃ Output Shape  ┃\n".encode(),
}


@pytest.mark.parametrize("end", FILES)
def test_a_file_of_another_tool_is_named(tmp_path: Path, end: str) -> None:
    path = tmp_path / "model"  # told from what is in it, not from its name
    path.write_bytes(FILES[end])
    with pytest.raises(Unreadable) as raised:
        text_of(str(path))
    (problem,) = raised.value.problems
    assert problem.code == "unreadable"
    assert "it cannot be read here" in problem.message
    assert end in problem.message or end in ("code", "print", "table")


@pytest.mark.parametrize("command", [("summary",), ("check",), ("explain",), ("verify",), ("ask", "output")])
def test_every_command_says_so(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "net.onnx").write_bytes(FILES[".onnx"])
    ran = run(command[0], "net.onnx", *command[1:])
    assert ran.status == 2
    assert "net.onnx is an ONNX model" in ran.out + ran.err


@pytest.mark.parametrize(
    "text", ["input: 3\nlayers: [fc: 2]\n", '{"input": [3], "layers": [{"fc": 2}]}', "{input: 3, layers: [relu]}"]
)
def test_a_spec_is_no_file_of_another_tool(tmp_path: Path, text: str) -> None:
    (tmp_path / "net.yaml").write_text(text, encoding="utf-8")
    assert text_of(str(tmp_path / "net.yaml")) == text

"""Model files of every format, and files like them that something is wrong with."""

import io
import json
import random
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.support.mutations.archives import changed_archive
from tests.support.mutations.lines import changed_lines
from tests.support.mutations.messages import changed_message
from tests.support.mutations.opcodes import changed_pickle
from tests.support.mutations.spoiled import spoiled
from tests.support.mutations.trees import changed_tree

FILES = Path(__file__).parent.parent / "data" / "models"
HEADER = json.dumps({"a.weight": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}}).encode()
KERAS = {
    "class_name": "Sequential",
    "config": {"layers": [
        {"class_name": "InputLayer", "config": {"name": "i", "batch_shape": [None, 12, 10, 2]}},
        {"class_name": "Conv2D", "config": {"name": "c", "filters": 4, "kernel_size": [3, 5], "strides": [2, 1],
                                            "padding": "same", "activation": "relu"}},
        {"class_name": "Flatten", "config": {"name": "f"}},
        {"class_name": "Dense", "config": {"name": "d", "units": 7}}]},
}  # fmt: skip
TEXTS = {
    "caffe": (
        'input: "data" input_shape { dim: 1 dim: 3 dim: 9 dim: 14 }\n'
        'layer { name: "c" type: "Convolution" bottom: "data" top: "c" '
        "convolution_param { num_output: 6 kernel_size: 3 } }\n"
        'layer { name: "p" type: "Pooling" bottom: "c" top: "p" pooling_param { kernel_size: 2 stride: 2 } }\n'
        'layer { name: "i" type: "InnerProduct" bottom: "p" top: "i" inner_product_param { num_output: 5 } }\n'
    ),
    "darknet": (
        "[net]\nwidth=12\nheight=9\nchannels=3\n[convolutional]\nbatch_normalize=1\nfilters=4\nsize=3\npad=1\n"
        "[maxpool]\nsize=2\nstride=1\n[route]\nlayers=-1,0\n[shortcut]\nfrom=-2\n[connected]\noutput=3\n[yolo]\n"
    ),
    "convnetjs": (
        "layer_defs = [];\nlayer_defs.push({type:'input', out_sx:12, out_sy:9, out_depth:1});\n"
        "layer_defs.push({type:'conv', sx:3, filters:8, pad:1, activation:'relu'});\n"
        "layer_defs.push({type:'pool', sx:2});\nlayer_defs.push({type:'softmax', num_classes:10});\n"
    ),
    "keras": json.dumps(KERAS),
    "huggingface": json.dumps({
        "model_type": "bert", "architectures": ["BertModel"], "hidden_size": 8, "num_hidden_layers": 2,
        "num_attention_heads": 2, "intermediate_size": 16, "vocab_size": 50, "max_position_embeddings": 20}),
    "index": json.dumps({"weight_map": {"a": "one.safetensors"}}),
}  # fmt: skip


def sound() -> dict[str, bytes]:
    """Give a sound file of each format."""
    made = {name: text.encode() for name, text in TEXTS.items()}
    made |= {
        path.name: path.read_bytes() for path in sorted(FILES.iterdir()) if path.suffix in (".pt2", ".pth", ".onnx")
    }
    made["safetensors"] = len(HEADER).to_bytes(8, "little") + HEADER + bytes(24)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("metadata.json", "{}")
        archive.writestr("config.json", TEXTS["keras"])
        archive.writestr("model.weights.h5", "")
    return {**made, "keras zip": held.getvalue()}


def mutated(
    count: int, seed: int, files: Mapping[str, bytes] | None = None, start: int = 0
) -> Iterator[tuple[str, bytes]]:
    """Give so many files, of all in turn (those of `sound`, unless told), each with something changed."""
    chosen = list((files or sound()).items())
    for number in range(start, start + count):
        name, data = chosen[number % len(chosen)]
        yield name, one(name, data, random.Random(f"{seed} {number}"))  # noqa: S311  no secret hangs on it


def one(name: str, data: bytes, rng: random.Random) -> bytes:
    """Change a file: its bytes, or, more often, what it says."""
    if rng.random() < 0.3:
        return spoiled(data, rng)
    if data.startswith(b"PK"):
        return changed_archive(data, rng, lambda member, inside: one(member, inside, rng))
    if data[:1] == b"\x80":
        return changed_pickle(data, rng)
    if data[:1] in (b"{", b"["):
        return changed_tree(data, rng)
    if data[8:9] == b"{":
        header = changed_tree(data[8 : 8 + int.from_bytes(data[:8], "little")], rng)
        return len(header).to_bytes(8, "little") + header + data[8 + int.from_bytes(data[:8], "little") :]
    if data[:1] == b"\x08":
        return changed_message(data, rng)
    return spoiled(data, rng) if name.endswith(".h5") else changed_lines(data, rng)

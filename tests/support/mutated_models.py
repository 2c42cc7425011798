"""Model files of every format, and files like them that something is wrong with."""

import io
import json
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

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
HOSTILE = ("-1", "0", "99999999999", "1e400", '""', "[]", "null", "{}", "true", "NaN")


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


def mutated(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Give so many files, of all formats in turn, each with something changed."""
    rng = random.Random(seed)  # noqa: S311  no secret hangs on it
    files = list(sound().items())
    for number in range(count):
        name, data = files[number % len(files)]
        yield name, _inside(data, rng) if data.startswith(b"PK") and rng.random() < 0.8 else _changed(data, rng)


def _inside(data: bytes, rng: random.Random) -> bytes:
    """Change one member of a zip archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as came, zipfile.ZipFile(held, "w") as made:
        names = came.namelist()
        wanted = [name for name in names if name.endswith((".json", ".pkl"))]
        chosen = rng.choice(wanted or names)
        for name in names:
            made.writestr(name, _changed(came.read(name), rng) if name == chosen else came.read(name))
    return held.getvalue()


def _changed(data: bytes, rng: random.Random) -> bytes:
    """Change bytes, cut, double, or put a hostile number in the place of one."""
    how = rng.randrange(5)
    place = rng.randrange(len(data) or 1)
    if how == 0:
        return data[:place]
    if how == 1:
        return data[:place] + data[place : place + rng.randrange(1, 200)] * 2 + data[place:]
    if how == 2:
        return data[:place] + data[place + rng.randrange(1, 40) :]
    if how == 3:
        numbers = [at for at, byte in enumerate(data) if chr(byte).isdecimal()]
        if numbers:
            at = rng.choice(numbers)
            return data[:at] + rng.choice(HOSTILE).encode() + data[at + 1 :]
    changed = bytearray(data)
    for _ in range(rng.randrange(1, 6)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)

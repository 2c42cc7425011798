"""Writes the model files of `tests/data/models`: small nets of our own, as PyTorch and its exporter write them.

Run where PyTorch, onnx and onnxscript are: `python tests/data/make_models.py [NAME...]`. Weights are taken out of the
.pt2 and .onnx files, so that they stay small; `truth.json` has what PyTorch says of each net.
"""

import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import torch
from torch import nn

FOLDER = Path(__file__).parent / "models"
REAL = 1  # what ONNX calls float32
KEPT = ("model.json", "archive_format", "model_weights_config.json", "model_constants_config.json")
CONSTANTS = "/data/constants/"


class Block(nn.Module):  # type: ignore[misc]  # the tests' environment has no torch
    """A residual block, its shortcut with a layer of its own where it strides."""

    def __init__(self, deep: int, wide: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(deep, wide, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(wide)
        self.relu = nn.ReLU()
        self.conv2 = nn.Conv2d(wide, wide, 3, 1, 1, groups=2)
        self.short = nn.Conv2d(deep, wide, 1, stride) if stride > 1 else nn.Identity()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.relu(self.conv2(self.relu(self.bn1(self.conv1(x)))) + self.short(x))


class Image(nn.Module):  # type: ignore[misc]  # the tests' environment has no torch
    """Convolutions of every sort, then a mean."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 8, (3, 5), 2, (1, 2)), nn.ReLU6(), nn.MaxPool2d(3, 2, 1, ceil_mode=True))
        self.layers = nn.Sequential(Block(8, 8, 1), Block(8, 12, 2))
        self.head = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.2), nn.Linear(12, 5))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(self.layers(self.stem(x)))


class Words(nn.Module):  # type: ignore[misc]  # the tests' environment has no torch
    """Whole numbers looked up, attention, a table used twice."""

    def __init__(self) -> None:
        super().__init__()
        self.embed = nn.Embedding(11, 8)
        self.place = nn.Parameter(torch.zeros(1, 6, 8))
        self.layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)
        self.recurrent = nn.GRU(8, 5, batch_first=True)
        self.out = nn.Linear(8, 11, bias=False)
        self.out.weight = self.embed.weight
        self.unused = nn.Linear(2, 3)

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        states = self.layer(self.embed(x) + self.place)
        return self.out(states), self.recurrent(states)[1][-1]


class Towers(nn.Module):  # type: ignore[misc]  # the tests' environment has no torch
    """One tower, called twice."""

    def __init__(self) -> None:
        super().__init__()
        self.tower = nn.Sequential(nn.Conv1d(2, 4, 3), nn.Tanh(), nn.Flatten(), nn.Linear(4 * 7, 3))

    def forward(self, left: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
        return torch.cat([self.tower(left), self.tower(right)], 1)


class Windows(nn.Module):  # type: ignore[misc]  # the tests' environment has no torch
    """Attention in windows of 2 rows and 4 columns of a map that is rolled, a bias for each way within one."""

    def __init__(self) -> None:
        super().__init__()
        self.norm, self.qkv, self.back = nn.LayerNorm(12), nn.Linear(12, 36), nn.Linear(12, 12)
        self.table = nn.Parameter(torch.randn(3 * 7, 3))
        places = torch.stack(torch.meshgrid(torch.arange(2), torch.arange(4), indexing="ij")).flatten(1)
        ways = places[:, :, None] - places[:, None, :] + torch.tensor([1, 3])[:, None, None]
        self.register_buffer("ways", ways[0] * 7 + ways[1])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        tiles = torch.roll(self.norm(x), (-1, -2), (1, 2)).view(1, 3, 2, 2, 4, 12).permute(0, 1, 3, 2, 4, 5)
        q, k, v = self.qkv(tiles.reshape(6, 8, 12)).reshape(6, 8, 3, 3, 4).permute(2, 0, 3, 1, 4).unbind(0)
        biases = self.table[self.ways.flatten()].view(8, 8, 3).permute(2, 0, 1)
        shares = ((q * 0.5) @ k.transpose(-2, -1) + biases.unsqueeze(0)).softmax(-1)
        made = self.back((shares @ v).transpose(1, 2).reshape(6, 8, 12)).view(1, 3, 2, 2, 4, 12)
        return x + torch.roll(made.permute(0, 1, 3, 2, 4, 5).reshape(1, 6, 8, 12), (1, 2), (1, 2))


class Cosine(nn.Module):  # type: ignore[misc]  # the tests' environment has no torch
    """Attention in windows of a map that is made larger: directions of queries and keys, a learned scale, learned ways.

    A small network makes a bias of each way from one position to another, as Swin v2 has it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.back = nn.Linear(12, 36), nn.Linear(12, 12)
        self.scale = nn.Parameter(torch.ones(3, 1, 1))
        self.biases = nn.Sequential(nn.Linear(2, 5), nn.ReLU(), nn.Linear(5, 3, bias=False))
        self.register_buffer("offsets", torch.randn(3 * 7, 2))
        places = torch.stack(torch.meshgrid(torch.arange(2), torch.arange(4), indexing="ij")).flatten(1)
        ways = places[:, :, None] - places[:, None, :] + torch.tensor([1, 3])[:, None, None]
        self.register_buffer("ways", ways[0] * 7 + ways[1])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        tiles = nn.functional.pad(x, (0, 0, 0, 1, 0, 1)).view(1, 3, 2, 2, 4, 12).permute(0, 1, 3, 2, 4, 5)
        q, k, v = self.qkv(tiles.reshape(6, 8, 12)).reshape(6, 8, 3, 3, 4).permute(2, 0, 3, 1, 4).unbind(0)
        q, k = nn.functional.normalize(q, dim=-1), nn.functional.normalize(k, dim=-1)
        biases = self.biases(self.offsets)[self.ways.flatten()].view(8, 8, 3).permute(2, 0, 1)
        scores = q @ k.transpose(-2, -1) * self.scale.clamp(max=4.6).exp() + 16 * biases.sigmoid().unsqueeze(0)
        made = self.back((scores.softmax(-1) @ v).transpose(1, 2).reshape(6, 8, 12)).view(1, 3, 2, 2, 4, 12)
        return x + made.permute(0, 1, 3, 2, 4, 5).reshape(1, 6, 8, 12)[:, :5, :7]


class Translating(nn.Module):  # type: ignore[misc]  # the tests' environment has no torch
    """An encoder and a decoder, which reads the encoder too; two examples at once."""

    def __init__(self) -> None:
        super().__init__()
        self.both = nn.Transformer(8, 2, 1, 1, 16, batch_first=True)
        for each in self.parameters():  # an exporter takes equal arrays for one
            nn.init.normal_(each)

    def forward(self, come: torch.Tensor, go: torch.Tensor) -> torch.Tensor:
        return self.both(come, go)


class Stretched(nn.Module):  # type: ignore[misc]  # the tests' environment has no torch
    """A map made larger and mirrored at its edges."""

    def __init__(self) -> None:
        super().__init__()
        self.come = nn.Conv2d(3, 4, 3, padding="same")
        self.grow = nn.Sequential(nn.Upsample(scale_factor=2, mode="bilinear"), nn.ReflectionPad2d(1))
        self.go = nn.Conv2d(4, 3, 3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.go(self.grow(self.come(x)))


class Pooled(nn.Module):  # type: ignore[misc]  # the tests' environment has no torch
    """Pools that are told their output, whose windows overlap, behind a norm of groups; a weight made of two arrays."""

    def __init__(self) -> None:
        super().__init__()
        self.come = nn.Sequential(nn.Conv2d(1, 4, 3), nn.GroupNorm(2, 4))
        self.pool = nn.AdaptiveAvgPool2d((2, 3))
        self.go = nn.utils.parametrizations.weight_norm(nn.Linear(24, 5))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.go(self.pool(self.come(x)).flatten(1))


class Steps(nn.Module):  # type: ignore[misc]  # the tests' environment has no torch
    """A recurrent network that goes through its steps itself."""

    def __init__(self) -> None:
        super().__init__()
        self.step, self.out = nn.LSTMCell(3, 4), nn.Linear(4, 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        state = torch.zeros(1, 4), torch.zeros(1, 4)
        for at in range(3):
            state = self.step(x[:, at], state)
        return self.out(state[0])


class Gated(nn.Module):  # type: ignore[misc]  # the tests' environment has no torch
    """A map whose slices are weighed by their means, the weights repeated to the whole map first."""

    def __init__(self) -> None:
        super().__init__()
        self.fc = nn.Linear(4, 4)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        gate = torch.sigmoid(self.fc(x.mean((2, 3)))).view(1, 4, 1, 1)
        return x * gate.expand_as(x)


class Subsampled(nn.AvgPool2d):  # type: ignore[misc]  # the tests' environment has no torch
    """A pool that learns a factor and a shift for each channel."""

    def __init__(self, depth: int) -> None:
        super().__init__(2)
        self.weight, self.bias = (nn.Parameter(torch.ones(depth, 1, 1)) for _ in range(2))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return super().forward(x) * self.weight + self.bias


class Rare(nn.Module):  # type: ignore[misc]  # the tests' environment has no torch
    """A pool that learns, a factor with a shift, one bias a gate, what is left of 1, states put side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.pool, self.lstm = Subsampled(3), nn.LSTM(3, 4, batch_first=True, bidirectional=True)
        self.factor, self.shift = (nn.Parameter(torch.ones(8)) for _ in range(2))
        for name, bias in list(self.lstm.named_parameters()):
            if name.startswith("bias_hh"):
                delattr(self.lstm, name)
                self.lstm.register_buffer(name, torch.zeros_like(bias), persistent=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        made = self.lstm(self.pool(x).flatten(2).transpose(1, 2))[0]
        first, last = (1 - made[:, at] for at in (0, -1))
        return (torch.stack([first, last]) * self.factor + self.shift).transpose(0, 1).flatten(1)


class Listed(nn.Module):  # type: ignore[misc]  # the tests' environment has no torch
    """Steps of a sequence that are listed: the last one, every second, two in another order."""

    def __init__(self) -> None:
        super().__init__()
        self.head = nn.Linear(4, 7, bias=False)

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, ...]:
        made = self.head(x)
        return made[:, [-1]], made[:, [0, 2, 4]], made[:, [3, 0]]


EXAMPLES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "image": (Image, (torch.zeros(1, 3, 20, 33),)),
    "words": (Words, (torch.zeros(1, 6, dtype=torch.long),)),
    "towers": (Towers, (torch.zeros(1, 2, 9), torch.zeros(1, 2, 9))),
    "windows": (Windows, (torch.zeros(1, 6, 8, 12),)),
    "cosine": (Cosine, (torch.zeros(1, 5, 7, 12),)),
    "translating": (Translating, (torch.zeros(2, 6, 8), torch.zeros(2, 4, 8))),
    "stretched": (Stretched, (torch.zeros(1, 3, 8, 10),)),
    "pooled": (Pooled, (torch.zeros(1, 1, 12, 15),)),
    "steps": (Steps, (torch.zeros(1, 3, 3),)),
    "listed": (Listed, (torch.zeros(1, 6, 4),)),
    "gated": (Gated, (torch.zeros(1, 4, 5, 6),)),
    "rare": (Rare, (torch.zeros(1, 3, 4, 6),)),
}

SCRIPTED = ("words", "stretched", "translating")  # by PyTorch's older exporter too
APART = ("cosine", "translating")  # with operators taken apart into plainer ones too


def small(data: bytes) -> bytes:
    """Keep of an export what is read."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as came, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name in came.namelist():
            if name.endswith(KEPT) or CONSTANTS in name:
                made.writestr(zipfile.ZipInfo(name), came.read(name), zipfile.ZIP_DEFLATED)
    return held.getvalue()


def bare(model: Any, path: Path) -> None:
    """Write a model without the numbers of its weights, and without what its exporter remembers of itself."""
    for array in model.graph.initializer:
        if array.data_type == REAL and array.dims:
            array.ClearField("raw_data")
    for node in model.graph.node:
        scopes = [(each.key, each.value) for each in node.metadata_props if each.key.endswith("name_scopes")]
        node.ClearField("metadata_props")
        for key, value in scopes:
            node.metadata_props.add(key=key, value=value)
    for info in model.graph.value_info:
        info.ClearField("metadata_props")
    path.write_bytes(model.SerializeToString())


def main(wanted: list[str]) -> None:
    """Write the files and their truth: those of some nets, else of all."""
    FOLDER.mkdir(exist_ok=True)
    told = FOLDER / "truth.json"
    truth = json.loads(told.read_text(encoding="utf-8")) if wanted else {}
    for name in wanted or EXAMPLES:
        make, inputs = EXAMPLES[name]
        torch.manual_seed(0)
        net = make().eval()
        held = io.BytesIO()
        exported = torch.export.export(net, inputs)
        torch.export.save(exported, held)
        (FOLDER / f"{name}.pt2").write_bytes(small(held.getvalue()))
        if name in APART:
            held = io.BytesIO()
            torch.export.save(exported.run_decompositions(), held)
            (FOLDER / f"{name}_apart.pt2").write_bytes(small(held.getvalue()))
        torch.save(net.state_dict(), FOLDER / f"{name}.pth")
        model = torch.onnx.export(net, inputs, dynamo=True).model_proto
        bare(model, FOLDER / f"{name}.onnx")
        if name in SCRIPTED:
            scripted = io.BytesIO()
            torch.onnx.export(net, inputs, scripted, dynamo=False, opset_version=17)
            older = type(model)()
            older.ParseFromString(scripted.getvalue())
            bare(older, FOLDER / f"{name}_script.onnx")
        buffers = [each for called, each in net.named_buffers() if "running" in called]
        params = {id(each): each.numel() for each in net.parameters()}
        truth[name] = {"params": sum(params.values()), "buffers": sum(each.numel() for each in buffers)}
    told.write_text(json.dumps(truth, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

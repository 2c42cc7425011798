"""Write memory.json: what PyTorch saves for the backward pass, and holds at the highest moment of a training step.

    pip install torch==2.13.0 && python tests/data/make_memory.py > tests/data/memory.json

A development-time oracle: the tests read the file and never run this. A case is a spec's input and layers, a batch and
an optimizer; `saved` are the bytes of the arrays that autograd holds (each once, parameters and buffers not among
them), `peak` those of all arrays that are alive at the highest moment of a second step, `inference` of a pass
without gradients; the batch itself and what was there before (weights, state, buffers) counted in, what an operation
uses inside not.
"""

import gc
import json
import sys
from typing import Any

import torch
from torch import nn
from torch.autograd.graph import saved_tensors_hooks
from torch.multiprocessing.reductions import StorageWeakRef
from torch.nn import functional as F  # noqa: N812  as everybody calls it
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

Spec = Any

BASIC = [
    {"conv": {"filters": 32, "size": 3, "pad": 1, "bias": False}}, "batchnorm", "relu",
    {"conv": {"filters": 32, "size": 3, "pad": 1, "bias": False}}, "batchnorm",
]  # fmt: skip
DOWN = {
    "residual": {
        "layers": [
            {"conv": {"filters": 64, "size": 3, "pad": 1, "stride": 2, "bias": False}}, "batchnorm", "relu",
            {"conv": {"filters": 64, "size": 3, "pad": 1, "bias": False}}, "batchnorm",
        ],
        "shortcut": [{"conv": {"filters": 64, "size": 1, "stride": 2, "bias": False}}, "batchnorm"],
    }
}  # fmt: skip
GATE = [
    "global_pool", {"conv": {"filters": 8, "size": 1}}, "silu", {"conv": {"filters": 32, "size": 1}}, "sigmoid",
]  # fmt: skip


def conv(filters: int, size: int = 3, pad: int = 1, **more: Any) -> Spec:
    """Write a conv."""
    return {"conv": {"filters": filters, "size": size, "pad": pad, **more}}


POOLED = [{"pool": {"size": 3, "stride": 1, "pad": 1}}, conv(8, 1, 0), "relu"]
INCEPTION = [[conv(16, 1, 0), "relu"], [conv(8, 1, 0), "relu", conv(16), "relu"], POOLED]
UNDER = [{"pool": 2}, conv(32), "relu", {"conv_transpose": {"filters": 16, "size": 2, "stride": 2}}]
END = ["global_pool", {"fc": 10}]


def parallel(join: str, *branches: list[Spec]) -> Spec:
    """Write branches and their join."""
    return {"parallel": {"join": join, "branches": list(branches)}}


DENSE = parallel("concat", [], ["batchnorm", "relu", conv(16)])
IMAGE = "32x32x3"
NETS: dict[str, tuple[str, int, list[Spec]]] = {
    "plain": (IMAGE, 16, [conv(32), "relu", conv(32), "relu", {"pool": 2}, conv(64), "relu", {"pool": 2}, {"fc": 10}]),
    "resnet": (
        IMAGE,
        16,
        [conv(32), "batchnorm", "relu", {"residual": BASIC}, "relu", {"residual": BASIC}, "relu", DOWN, "relu", *END],
    ),
    "relu6": (
        IMAGE,
        16,
        [
            *(conv(16, stride=2), "batchnorm", "relu6", conv(16, groups=16), "batchnorm", "relu6"),
            *(conv(64, 1, 0), "batchnorm", "relu6", *END),
        ],
    ),
    "gate": (
        IMAGE,
        16,
        [conv(32), "batchnorm", "silu", parallel("multiply", [], GATE), conv(16, 1, 0), "batchnorm", *END],
    ),
    "branches": (IMAGE, 16, [conv(32), "relu", parallel("concat", *INCEPTION), *END]),
    "sigmoids": (
        IMAGE,
        16,
        [
            *(conv(16), "sigmoid", {"pool": {"size": 2, "op": "avg"}}, conv(32), "tanh"),
            *({"pool": {"size": 2, "op": "avg"}}, {"fc": 64}, "sigmoid", {"fc": 10}),
        ],
    ),
    "mlp": ("28x28x1", 8, ["flatten", {"fc": 512}, "relu", {"dropout": 0.5}, {"fc": 512}, "relu", {"fc": 10}]),
    "mlp-large-batch": ("28x28x1", 4096, ["flatten", {"fc": 64}, "relu", {"fc": 64}, "gelu", {"fc": 10}]),
    "kin": (
        IMAGE,
        16,
        [
            *(conv(32), "batchnorm", "leaky_relu", conv(32), "batchnorm", "elu"),
            *(conv(32), "batchnorm", "hard_swish", *END),
        ],
    ),
    "norms": (
        "32x32x8",
        8,
        [
            *(conv(32), {"groupnorm": 4}, "relu", conv(32), "layernorm", "gelu"),
            *(conv(32), {"lrn": 5}, "relu", conv(32), "prelu", {"pool": 2}, {"fc": 10}),
        ],
    ),
    "up-down": (
        IMAGE,
        8,
        [
            *(conv(16), "relu", parallel("concat", [], UNDER), conv(16), "relu"),
            *({"upsample": 2}, {"zero_pad": 1}, conv(8), "relu", *END),
        ],
    ),
    "dense": ("32x32x8", 8, [{"repeat": {"times": 4, "layers": [DENSE]}}, "batchnorm", "relu", *END]),
}
OPTIMIZERS = {
    "sgd": lambda found: torch.optim.SGD(found, lr=1e-3),
    "momentum": lambda found: torch.optim.SGD(found, lr=1e-3, momentum=0.9),
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
}
PLAIN = {
    "sigmoid": torch.sigmoid, "tanh": torch.tanh, "gelu": F.gelu,
    "silu": lambda x: F.silu(x, inplace=True), "relu": lambda x: F.relu(x, inplace=True),
    "relu6": lambda x: F.relu6(x, inplace=True), "leaky_relu": lambda x: F.leaky_relu(x, 0.01, inplace=True),
    "elu": lambda x: F.elu(x, inplace=True), "hard_swish": lambda x: F.hardswish(x, inplace=True),
    "flatten": lambda x: x.flatten(1), "global_pool": lambda x: F.adaptive_avg_pool2d(x, 1),
}  # fmt: skip


class Net(nn.Module):  # type: ignore[misc]  # the tests' environment has no torch
    """A list of layers as a spec writes them; a layer's module is made when it first sees what it reads."""

    def __init__(self, layers: list[Spec]) -> None:
        """Keep the layers."""
        super().__init__()
        self.layers = layers
        self.made = nn.ModuleDict()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Go through them."""
        return self._through(self.layers, x, "net")

    def _through(self, layers: list[Spec], x: torch.Tensor, at: str) -> torch.Tensor:
        for number, layer in enumerate(layers):
            kind, fields = next(iter(layer.items())) if isinstance(layer, dict) else (layer, {})
            x = self._layer(kind, fields, x, f"{at}-{number}")
        return x

    def _layer(self, kind: str, fields: Any, x: torch.Tensor, at: str) -> torch.Tensor:
        if kind in PLAIN:
            return PLAIN[kind](x)
        if kind == "residual":
            parts = fields if isinstance(fields, dict) else {"layers": fields, "shortcut": []}
            made = self._through(parts["layers"], x, f"{at}l")
            made += self._through(parts["shortcut"], x, f"{at}s")
            return made
        if kind == "parallel":
            branches = [self._through(branch, x, f"{at}b{number}") for number, branch in enumerate(fields["branches"])]
            return torch.cat(branches, 1) if fields["join"] == "concat" else branches[0] * branches[1]
        if kind == "repeat":
            for turn in range(fields["times"]):
                x = self._through(fields["layers"], x, f"{at}r{turn}")
            return x
        return self._module(kind, fields, x, at)

    def _module(self, kind: str, fields: Any, x: torch.Tensor, at: str) -> torch.Tensor:
        if kind == "upsample":
            return F.interpolate(x, scale_factor=fields)
        if kind == "zero_pad":
            return F.pad(x, (fields,) * 4)
        if kind == "pool":
            return pooled(x, fields if isinstance(fields, dict) else {"size": fields})
        if kind == "layernorm":
            return self._make(at, lambda: nn.LayerNorm(x.shape[1]))(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
        if kind == "fc":
            x = x.flatten(1)
        return self._make(at, lambda: module(kind, fields, x.shape[1]))(x)

    def _make(self, at: str, make: Any) -> nn.Module:
        if at not in self.made:
            self.made[at] = make()
        return self.made[at]


def module(kind: str, fields: Any, depth: int) -> nn.Module:
    """Make the module of a layer that learns something, or drops."""
    if kind == "conv":
        more = {name: fields[name] for name in ("stride", "groups", "bias") if name in fields}
        return nn.Conv2d(depth, fields["filters"], fields["size"], padding=fields.get("pad", 0), **more)
    if kind == "conv_transpose":
        return nn.ConvTranspose2d(depth, fields["filters"], fields["size"], fields["stride"])
    made = {
        "fc": lambda: nn.Linear(depth, fields), "batchnorm": lambda: nn.BatchNorm2d(depth),
        "groupnorm": lambda: nn.GroupNorm(fields, depth), "lrn": lambda: nn.LocalResponseNorm(fields),
        "prelu": lambda: nn.PReLU(depth), "dropout": lambda: nn.Dropout(fields),
    }  # fmt: skip
    return made[kind]()


def pooled(x: torch.Tensor, fields: Any) -> torch.Tensor:
    """Pool."""
    size, stride, pad = fields["size"], fields.get("stride", fields["size"]), fields.get("pad", 0)
    pool = F.avg_pool2d if fields.get("op") == "avg" else F.max_pool2d
    return pool(x, size, stride, pad)


def saved(net: Net, x: torch.Tensor) -> int:
    """Measure what autograd holds behind a forward pass."""
    own = {array.untyped_storage().data_ptr() for array in (*net.parameters(), *net.buffers())}
    found: dict[int, int] = {}

    def pack(array: torch.Tensor) -> torch.Tensor:
        storage = array.untyped_storage()
        if storage.data_ptr() not in own:
            found[storage.data_ptr()] = storage.nbytes()
        return array

    with saved_tensors_hooks(pack, lambda array: array):
        scores = net(x)
    held = sum(found.values())
    del scores
    return held


class Watch(TorchDispatchMode):  # type: ignore[misc]  # the tests' environment has no torch
    """Watches every operation: which arrays are alive when it has made its own, and how many bytes at the most."""

    def __init__(self, there: list[torch.Tensor]) -> None:
        """Count in what was there before."""
        super().__init__()
        self.alive: dict[int, tuple[StorageWeakRef, int]] = {}
        self.most = 0
        self._meet(there)

    def __torch_dispatch__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        """Do an operation, and look at what is alive."""
        made = function(*args, **(kwargs or {}))
        self._meet([each for each in tree_leaves(made) if isinstance(each, torch.Tensor)])
        return made

    def _meet(self, arrays: list[torch.Tensor]) -> None:
        for array in arrays:
            storage = array.untyped_storage()
            self.alive[storage._cdata] = (StorageWeakRef(storage), storage.nbytes())
        self.alive = {at: (held, size) for at, (held, size) in self.alive.items() if not held.expired()}
        self.most = max(self.most, sum(size for _, size in self.alive.values()))


def highest(run: Any, there: list[torch.Tensor]) -> int:
    """Measure the bytes of all arrays that are alive at the highest moment, with those that were there before."""
    gc.collect()
    with Watch(there) as watch:
        run()
    return int(watch.most)


def measured(name: str, optimizer: str) -> dict[str, Any]:
    """Measure one net."""
    torch.manual_seed(0)
    given, batch, layers = NETS[name]
    width, height, depth = map(int, given.split("x"))
    x = torch.randn(batch, depth, height, width)
    net = Net(layers)
    net(x)
    trainer = OPTIMIZERS[optimizer](net.parameters())
    target = torch.randint(0, 10, (batch,))

    def step() -> None:
        F.cross_entropy(net(x), target).backward()
        trainer.step()

    def alone() -> None:
        with torch.no_grad():
            net.eval()(x)
            net.train()

    step()
    trainer.zero_grad()  # frees the first step's gradients: a second step begins without
    held = saved(net, x)
    kept = [array for found in trainer.state.values() for array in found.values() if isinstance(array, torch.Tensor)]
    stored = [*net.parameters(), *net.buffers(), x]
    return {
        "name": name, "input": given, "layers": layers, "batch": batch, "optimizer": optimizer, "saved": held,
        "peak": highest(step, [*stored, *kept]), "inference": highest(alone, stored),
    }  # fmt: skip


def main() -> None:
    """Write the cases, a line each."""
    torch.set_num_threads(1)
    names = [
        (name, optimizer) for name in NETS for optimizer in (OPTIMIZERS if name in ("plain", "mlp") else ("adam",))
    ]
    lines = ",\n".join(json.dumps(measured(*each), separators=(",", ":")) for each in names)
    sys.stdout.write(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()

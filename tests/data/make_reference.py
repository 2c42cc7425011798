"""Writes reference.npz: what PyTorch makes of nets of every kind, forward and backward, in float64.

The tests read the file and need no torch. To write it anew, with torch and this package installed:
python -m tests.data.make_reference
A family of kinds has a file of its own, FAMILY-cases.json, and a generator that adds its kinds to this oracle.
"""

import importlib
import json
import sys
from pathlib import Path
from typing import Any, Final

import numpy as np

from netcalc import Network
from netcalc.reference import ReferenceNet

HERE: Final = Path(__file__).parent


class Oracle:
    """PyTorch's answer to one net: values of its layers by its own functions, gradients by its own tape."""

    def __init__(self, network: Network, seed: int, *, training: bool) -> None:
        self.torch: Any = importlib.import_module("torch")
        self.F: Any = importlib.import_module("torch.nn.functional")
        self.net, self.training = ReferenceNet(network, seed=seed), training
        rng = np.random.default_rng(seed)
        self.arrays = {name: self._leaf(rng, array) for name, array in self.net.params.items()}
        self.buffers = {
            name: self.torch.tensor(np.abs(rng.standard_normal(array.shape)) + 0.1)
            for name, array in self.net.buffers.items()
        }
        volume = network.inputs["input"]
        self.x = self._leaf(rng, np.empty((3, volume.depth, *reversed(volume.spatial))))
        self.rng = rng

    def _leaf(self, rng: np.random.Generator, like: Any) -> Any:
        return self.torch.tensor(rng.standard_normal(like.shape), requires_grad=True)

    def run(self) -> dict[str, Any]:
        """Give everything that goes in and comes out."""
        held = {f"buffer/{name}": array.numpy().copy() for name, array in self.buffers.items()}
        values: dict[int, Any] = {-1: self.x}
        for number, (node, layer) in enumerate(zip(self.net.network.graph.nodes, self.net.report, strict=True)):
            reads = [values[place] for place in node.reads]
            named = {key.removeprefix(f"{node.name}."): array for key, array in {**self.arrays, **self.buffers}.items()
                     if key.startswith(f"{node.name}.")}  # fmt: skip
            values[number] = getattr(self, layer.kind)(node.layer, layer, named, *reads)
        out = values[len(values) - 2]
        dout = self.torch.tensor(self.rng.standard_normal(tuple(out.shape)))
        out.backward(dout)
        made = {"out": out.detach(), "dout": dout, "x": self.x.detach(), "grad/input": self.x.grad}
        for name, array in self.arrays.items():
            made |= {f"param/{name}": array.detach(), f"grad/{name}": array.grad}
        after = {f"after/{name}": array for name, array in self.buffers.items()}
        return held | {key: np.asarray(value) for key, value in {**made, **after}.items()}

    def _padded(self, x: Any, window: Any, value: float = 0.0) -> Any:
        pads = []
        for W, slide in zip(reversed(x.shape[2:]), window, strict=True):
            before, after, reach = slide.before, slide.after, slide.dilation * (slide.size - 1) + 1
            if slide.rounding == "ceil":
                moves, left = divmod(W + before + after - reach, slide.stride)
                if left and (moves + 1) * slide.stride < W + before:
                    after += slide.stride - left
            pads += [before, after]
        return self.F.pad(x, pads, value=value)

    def _each(self, window: Any, field: str) -> list[int]:
        return [getattr(slide, field) for slide in reversed(window)]

    def fc(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.F.linear(x.flatten(1), p["weight"], p.get("bias"))

    def maxout(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        made = self.fc(layer, at, p, x)
        return made.view(len(x), -1, layer.pieces).max(-1).values

    def conv(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        window = at.working.window
        groups = x.shape[1] if layer.groups == "depth" else layer.groups
        convolve = getattr(self.F, f"conv{len(window)}d")
        if layer.connect is not None:
            dense = self.torch.zeros(layer.filters, x.shape[1], *p["weight"].shape[1:], dtype=x.dtype)
            pairs = [(k, slice_) for k, seen in enumerate(layer.connect) for slice_ in seen]
            p["weight"] = dense.index_put(tuple(map(self.torch.tensor, zip(*pairs, strict=True))), p["weight"])
        stride, dilation = self._each(window, "stride"), self._each(window, "dilation")
        return convolve(self._padded(x, window), p["weight"], p.get("bias"), stride, 0, dilation, groups)

    def local(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        window = at.working.window
        x = self._padded(x, window)
        n = len(window)
        for axis, slide in enumerate(reversed(window), start=2):
            x = x.unfold(axis, slide.size, slide.stride)
        places, size = "hwt"[:n], "ijk"[:n]
        out = self.torch.einsum(f"nd{places}{size},q{places}d{size}->nq{places}", x, p["weight"])
        return out + p["bias"] if "bias" in p else out

    def conv_transpose(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        window = at.working.window
        groups = x.shape[1] if layer.groups == "depth" else layer.groups
        spread = getattr(self.F, f"conv_transpose{len(window)}d")
        stride, dilation, extra = (self._each(window, field) for field in ("stride", "dilation", "extra"))
        before, after = self._each(window, "before"), self._each(window, "after")
        low = list(map(min, before, after))
        out = spread(x, p["weight"], p.get("bias"), stride, low, extra, groups, dilation)
        for axis, (first, last, both) in enumerate(zip(before, after, low, strict=True), start=2):
            out = out.narrow(axis, first - both, out.shape[axis] - (first - both) - (last - both))
        return out

    def crop(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self._padded(x, at.working.window)

    def pool(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        made = self.pooled(layer, at, x)
        return self.scale(layer, at, p, made) if layer.trainable else made

    def pooled(self, layer: Any, at: Any, x: Any) -> Any:
        window = at.working.window
        even = all(slide.before == slide.after <= slide.size / 2 for slide in window)
        pool = getattr(self.F, f"{layer.op}_pool{len(window)}d")
        size, stride, pad = (self._each(window, field) for field in ("size", "stride", "before"))
        if even:
            return pool(x, size, stride, pad, ceil_mode=window[0].rounding == "ceil")
        return pool(self._padded(x, window, -np.inf if layer.op == "max" else 0), size, stride)

    def global_pool(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return getattr(self.F, f"adaptive_{layer.op}_pool{x.ndim - 2}d")(x, 1)

    def leaky_relu(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.F.leaky_relu(x, layer.slope)

    def elu(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.F.elu(x, layer.alpha)

    def prelu(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.F.prelu(x, p["weight"])

    def softmax(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.F.softmax(x, dim=1)

    def step(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return (x >= 0).double() + 0 * x

    def hard_sigmoid(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.F.relu6(x + 3) / 6  # its own goes backward by a sixth in float32

    def dropout(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.F.dropout(x, layer.rate, training=False)

    def batchnorm(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        running = (p["running_mean"], p["running_var"])
        return self.F.batch_norm(x, *running, p.get("weight"), p.get("bias"), self.training, 0.1, layer.eps)

    def layernorm(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        made = self.F.layer_norm(x.movedim(1, -1), x.shape[1:2], p.get("weight"), p.get("bias"), layer.eps)
        return made.movedim(-1, 1)

    def groupnorm(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.F.group_norm(x, layer.groups, p.get("weight"), p.get("bias"), layer.eps)

    def scale(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        shape = (-1, *(1 for _ in x.shape[2:]))
        made = x * p["weight"].view(shape)
        return made + p["bias"].view(shape) if "bias" in p else made

    def lrn(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.F.local_response_norm(x, layer.size, layer.alpha, layer.beta, layer.k)

    def flatten(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return x.flatten(1)

    def upsample(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.F.interpolate(x, scale_factor=[float(f) for f in self._each(at.working.window, "stride")])

    def zero_pad(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self._padded(x, at.working.window)

    def add(self, layer: Any, at: Any, p: Any, *x: Any) -> Any:
        return sum(x[1:], start=x[0])

    def multiply(self, layer: Any, at: Any, p: Any, *x: Any) -> Any:
        made = x[0]
        for other in x[1:]:
            made = made * other
        return made

    def concat(self, layer: Any, at: Any, p: Any, *x: Any) -> Any:
        return self.torch.cat(x, dim=1)

    def __getattr__(self, kind: str) -> Any:
        """Find the plain activations, which PyTorch knows by name."""
        name = {"hard_swish": "hardswish"}.get(kind, kind)
        return lambda _layer, _at, _p, x: getattr(self.F, name)(x)


def write(family: str, oracle: type[Oracle]) -> None:
    """Write the file of a family of cases."""
    cases: dict[str, dict[str, Any]] = json.loads((HERE / f"{family}-cases.json").read_text())
    written = {}
    for seed, (name, case) in enumerate(cases.items()):
        training = case.get("training", False)
        network = Network(**{key: value for key, value in case.items() if key != "training"})
        for key, array in oracle(network, seed, training=training).run().items():
            written[f"{name}:{key}"] = array
    np.savez_compressed(HERE / f"{family}.npz", allow_pickle=False, **written)
    sys.stdout.write(f"{len(cases)} nets\n")


if __name__ == "__main__":
    write("reference", Oracle)
